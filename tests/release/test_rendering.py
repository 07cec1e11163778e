"""The schedule rendered from the graph equals the source's, after the normalisations of docs/rendering.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import DATA, SYNTHETIC, Kg

DOCUMENTS = [
    ("okayama-soja", DATA / "documents" / "okayama-soja-2025.txt", "seed_release"),
    (
        "okayama-hayashima-wake",
        SYNTHETIC / "documents" / "okayama-hayashima-wake-2026.txt",
        "synthetic_release",
    ),
    ("tamano-okayama", SYNTHETIC / "documents" / "tamano-okayama-2023.txt", "synthetic_release"),
]


def normalised(text: str) -> list[str]:
    """Heading marks, outer white space and blank lines are left out."""
    lines = (line.lstrip("#").strip() for line in text.splitlines())
    return [line for line in lines if line]


def schedule(text: str) -> str:
    return text[text.index("\n別表（") :]


@pytest.mark.parametrize(("agreement", "document", "fixture"), DOCUMENTS)
def test_the_rendered_schedule_is_the_source_s(
    agreement: str, document: Path, fixture: str, request: pytest.FixtureRequest, kg: Kg
) -> None:
    release = request.getfixturevalue(fixture)
    run = kg("render", agreement, "--release", release)
    assert run.returncode == 0
    assert normalised(run.stdout) == normalised(schedule(document.read_text(encoding="utf-8")))


def test_an_unknown_agreement_is_refused(seed_release: Path, kg: Kg) -> None:
    run = kg("--lang", "en", "render", "okayama-kurashiki", "--release", seed_release)
    assert run.returncode == 1
    assert "okayama-kurashiki" in run.stderr

"""The schedule rendered from the graph equals the source's, after the normalisations of docs/rendering.md."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import DATA, ROOT, SYNTHETIC, Kg, build, registered, write_register

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


CASES = ROOT / "tests" / "agreements"
STEPS = [
    "令和6年3月22日 岡山市議会議決第31号",
    "総社市議会議案第5号議決",
    "令和6年3月29日 岡山市告示第12号",
    "令和6年総社市告示第9号",
]


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of documents with costs and with notices."""
    data = tmp_path_factory.mktemp("rendered") / "data"
    (data / "documents").mkdir(parents=True)
    paths = [
        Path(shutil.copy(CASES / f"{case}.txt", data / "documents"))
        for case in ("costs-in-rows", "costs-within-roles", "notices-and-resolutions")
    ]
    write_register(data / "sources.csv", map(registered, paths))
    return build(data.parent, data)


@pytest.mark.parametrize("case", ["costs-in-rows", "costs-within-roles"])
def test_words_on_costs_stand_where_the_source_has_them(case: str, cases: Path, kg: Kg) -> None:
    run = kg("render", case, "--release", cases)
    assert normalised(run.stdout) == normalised(schedule((CASES / f"{case}.txt").read_text(encoding="utf-8")))


def test_notices_and_resolutions_stand_above_the_schedule(cases: Path, kg: Kg) -> None:
    run = kg("render", "notices-and-resolutions", "--release", cases)
    assert run.stdout.splitlines()[: len(STEPS) + 1] == [*STEPS, "別表（第3条関係）"]


def test_an_unknown_agreement_is_refused(seed_release: Path, kg: Kg) -> None:
    run = kg("--lang", "en", "render", "okayama-kurashiki", "--release", seed_release)
    assert run.returncode == 1
    assert "okayama-kurashiki" in run.stderr

"""The commands of docs/adding-an-agreement.md run as they stand there."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.authoring.forms import exported
from tests.conftest import DATA, ROOT

DOCUMENT = (ROOT / "docs" / "adding-an-agreement.md").read_text(encoding="utf-8")
CALLS = re.findall(r"^\$ kg (.*)$", DOCUMENT, re.MULTILINE)
# What kg add asks for: ids, day, origin, licence, and whether to register.
ANSWERS = "another\nform\n2026-11-26\n架空の記入 (synthetic)\n\ny\n"


def test_there_are_commands() -> None:
    assert [call.split()[0] for call in CALLS] == ["template", "check", "add"]


@pytest.fixture(scope="module")
def office(seed_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An official's directory, with a form that is filled in."""
    directory = tmp_path_factory.mktemp("office")
    shutil.copytree(DATA, directory / "data")
    exported(seed_release, "okayama-soja", directory / "協約.xlsx")
    return directory


@pytest.mark.parametrize("call", CALLS)
def test_a_documented_command_runs(call: str, office: Path) -> None:
    command = [sys.executable, "-m", "kg", *call.split()]
    run = subprocess.run(
        command, input=ANSWERS, cwd=office, capture_output=True, encoding="utf-8", check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr

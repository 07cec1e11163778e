"""The commands of docs/for-officials.md run one after the other as they stand there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl

from tests.authoring.forms import exported, write
from tests.conftest import DATA, ROOT

DOCUMENT = (ROOT / "docs" / "for-officials.md").read_text(encoding="utf-8")
CALLS = re.findall(r"^\$ kg (.*)$", DOCUMENT, re.MULTILINE)
ID = "kita-minami-2025"
ANSWERS = {
    "kg add 協約.xlsx": f"kita-minami\n{ID}\n\n架空の記入 (synthetic)\n\ny\n",
    f"kg add 訂正.xlsx --replaces {ID}": "\n\n\n架空の誤記 (synthetic)\ny\n",
    f"kg withdraw {ID}": "架空の理由 (synthetic)\ny\n",
}


def test_an_agreement_is_published_corrected_and_withdrawn_as_the_guide_says(
    seed_release: Path, tmp_path: Path
) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    exported(seed_release, "okayama-soja", tmp_path / "協約.xlsx")
    workbook = openpyxl.load_workbook(tmp_path / "協約.xlsx")
    write(workbook, "initiatives", "content", "架空の取組を行う。(synthetic)")
    workbook.save(tmp_path / "訂正.xlsx")
    held = {call: _run(call, tmp_path) for call in CALLS}
    assert len(held) == 6  # one of them, kg build, stands there three times
    assert [name for name in ANSWERS if name.removeprefix("kg ") not in CALLS] == []
    assert (tmp_path / "data" / "removed" / "removed.csv").read_text(encoding="utf-8").count(ID) >= 2
    registered = (tmp_path / "data" / "sources.csv").read_text(encoding="utf-8")
    assert registered == (DATA / "sources.csv").read_text(encoding="utf-8")


def _run(call: str, office: Path) -> str:
    run = subprocess.run(
        [sys.executable, "-m", "kg", "--lang", "ja", *call.split()],
        input=ANSWERS.get(f"kg {call}", ""),
        cwd=office,
        env=os.environ | {"XDG_CACHE_HOME": str(ROOT / ".venv" / "cache")},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, f"{call}: {run.stdout}{run.stderr}"
    return run.stdout

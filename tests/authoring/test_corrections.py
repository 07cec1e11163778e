"""What is published can be corrected and withdrawn: nothing is lost, and nothing is done by half."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.authoring.forms import register_options
from tests.authoring.test_add import asked, state
from tests.authoring.test_add import data as data
from tests.authoring.test_add import document as document
from tests.conftest import build, run_kg

SEED = "okayama-soja-2025"
ADD = [
    *register_options(source="second", agreement="okayama-soja", instrument="2026"),
    *("--received", "2026-11-23"),
]
REPLACE = ["--replaces", "second", "--reason", "架空の誤記 (synthetic)", "--yes"]


@pytest.fixture
def two(data: Path, document: Path) -> Path:
    """A data directory with a second version registered, saved by a spreadsheet program."""
    assert run_kg("add", document, "--data", data, "--yes", *ADD).returncode == 0
    register = data / "sources.csv"
    register.write_bytes(b"\xef\xbb\xbf" + register.read_bytes().replace(b"\n", b"\r\n"))
    return data


@pytest.fixture
def corrected(document: Path) -> Path:
    """The second document, in which a word is another."""
    text = document.read_text(encoding="utf-8")
    document.write_text(text.replace("主体的に", "中心となって"), encoding="utf-8")
    return document


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_correction_keeps_the_ids_and_sets_the_earlier_file_aside(
    two: Path, corrected: Path, tmp_path: Path
) -> None:
    lines = (two / "sources.csv").read_bytes().splitlines(keepends=True)
    earlier = (two / "documents" / "second.txt").read_bytes()
    run = run_kg("--lang", "ja", "add", corrected, "--data", two, *REPLACE)
    assert run.returncode == 0, run.stdout + run.stderr
    after = (two / "sources.csv").read_bytes().splitlines(keepends=True)
    assert (after[:2], len(after), after[2][-2:]) == (lines[:2], 3, b"\r\n")
    assert (two / "documents" / "second.txt").read_bytes() == corrected.read_bytes()
    second = rows(two / "sources.csv")[1]
    assert (second["source"], second["version"], second["order"]) == ("second", "2026", "2")
    (noted,) = rows(two / "removed" / "removed.csv")
    assert (noted["source"], noted["reason"]) == ("second", "架空の誤記 (synthetic)")
    aside = two / "removed" / f"second-{noted['sha256'][:8]}.txt"
    assert aside.read_bytes() == earlier
    assert str(aside) in run.stdout
    build(tmp_path, two)


def test_a_correction_may_come_in_another_format(two: Path, seed_form: Path) -> None:
    options = ["--replaces", SEED, "--reason", "様式に改めた (synthetic)", "--yes"]
    assert run_kg("withdraw", "second", "--data", two, "--reason", "-", "--yes").returncode == 0
    run = run_kg("add", seed_form, "--data", two, *options)
    assert run.returncode == 0, run.stdout + run.stderr
    assert rows(two / "sources.csv")[0]["path"] == f"documents/{SEED}.xlsx"
    assert [path.name for path in (two / "documents").iterdir()] == [f"{SEED}.xlsx"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--replaces", "nothing", "--reason", "-", "--yes"], "「nothing」という文書は登録されていません"),
        (["--replaces", "second", "--yes"], "--reason が必要です"),
    ],
)
def test_a_correction_of_nothing_or_for_no_reason_changes_nothing(
    options: list[str], said: str, two: Path, corrected: Path
) -> None:
    before = state(two)
    run = run_kg("--lang", "ja", "add", corrected, "--data", two, *options)
    assert run.returncode in (1, 2)
    assert said in run.stderr
    assert state(two) == before


def test_a_correction_with_errors_changes_nothing(two: Path, corrected: Path) -> None:
    corrected.write_text(corrected.read_text(encoding="utf-8").replace("総社市", "○○市"), encoding="utf-8")
    before = state(two)
    assert run_kg("add", corrected, "--data", two, *REPLACE).returncode == 1
    assert state(two) == before


@pytest.mark.parametrize("command", ["add", "withdraw"])
def test_where_the_register_cannot_be_replaced_everything_is_as_it_was(
    command: str, two: Path, corrected: Path
) -> None:
    before = state(two)
    (two / ".adding-sources.csv").mkdir()
    arguments = [corrected, *REPLACE] if command == "add" else ["second", "--reason", "-", "--yes"]
    run = run_kg("--lang", "ja", command, *arguments, "--data", two)
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    (two / ".adding-sources.csv").rmdir()
    assert state(two) == before


def test_what_is_withdrawn_is_in_no_later_release_and_is_set_aside(two: Path, tmp_path: Path) -> None:
    text = (two / "documents" / f"{SEED}.txt").read_bytes()
    run = asked("誤って登録した (synthetic)\ny\n", "withdraw", SEED, "--data", two)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "kg prune" in run.stdout
    assert [row["source"] for row in rows(two / "sources.csv")] == ["second"]
    assert [path.name for path in (two / "documents").iterdir()] == ["second.txt"]
    (noted,) = rows(two / "removed" / "removed.csv")
    assert noted["reason"] == "誤って登録した (synthetic)"
    assert (two / "removed" / f"{SEED}-{noted['sha256'][:8]}.txt").read_bytes() == text
    release = build(tmp_path, two)
    assert release.name.startswith(noted["removed"])  # later than 2026-11-23, when the other was received
    assert f"source/{SEED}" not in (release / "dumps" / "renkei.nt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("answers", "name", "said"),
    [
        ("", "nothing", "登録済みの文書：okayama-soja-2025、second"),
        ("架空の理由\nn\n", "second", "何も変更していません"),
        ("架空の理由\n", "second", "何も変更していません"),
    ],
)
def test_nothing_is_withdrawn_unless_it_is_there_and_the_editor_agrees(
    answers: str, name: str, said: str, two: Path
) -> None:
    before = state(two)
    run = asked(answers, "withdraw", name, "--data", two)
    assert run.returncode == 1
    assert said in run.stdout + run.stderr
    assert state(two) == before


def test_the_only_document_is_not_withdrawn(data: Path) -> None:
    before = state(data)
    run = asked("", "withdraw", SEED, "--data", data)
    assert run.returncode == 1
    assert "先にほかの文書を登録してください" in run.stderr
    assert state(data) == before


def test_a_withdrawn_document_can_be_registered_again(two: Path, document: Path) -> None:
    assert run_kg("withdraw", "second", "--data", two, "--reason", "-", "--yes").returncode == 0
    assert run_kg("add", document, "--data", two, "--yes", *ADD).returncode == 0
    assert [row["source"] for row in rows(two / "sources.csv")] == [SEED, "second"]


def test_a_correction_takes_no_other_files_place(two: Path, seed_form: Path) -> None:
    (two / "documents" / f"{SEED}.xlsx").write_text("mine", encoding="utf-8")
    before = state(two)
    run = run_kg(
        "--lang", "ja", "add", seed_form, "--data", two, "--replaces", SEED, "--reason", "-", "--yes"
    )
    assert run.returncode == 1
    assert f"{SEED}.xlsx は既にありますが" in run.stderr
    assert state(two) == before


def test_a_day_that_a_spreadsheet_program_wrote_otherwise_is_told_with_its_line(
    two: Path, tmp_path: Path
) -> None:
    assert run_kg("withdraw", SEED, "--data", two, "--reason", "-", "--yes").returncode == 0
    noted = two / "removed" / "removed.csv"
    days = rows(noted)[0]["removed"]
    noted.write_text(
        noted.read_text(encoding="utf-8").replace(days, days.replace("-", "/"), 1), encoding="utf-8"
    )
    run = run_kg("--lang", "ja", "build", "--data", two, "--releases", tmp_path / "releases")
    assert run.returncode == 1
    assert "removed.csv:2" in run.stderr
    assert "Traceback" not in run.stderr

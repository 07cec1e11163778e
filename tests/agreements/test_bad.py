"""Bad documents are refused, in both languages, at the right line; nothing is written."""

from __future__ import annotations

import shutil
from collections import defaultdict
from pathlib import Path

import pytest

from tests.conftest import build, registered, run_kg, write_register

CASES = Path(__file__).parent
PROBLEMS = sorted(CASES.glob("*.problems"))
# Faults of the register itself, which stop the build before any document is read.
REGISTERS = {"id-registered-twice", "unsafe-path"}
SINGLE = sorted(path.stem for path in PROBLEMS if path.stem not in REGISTERS)
LANGUAGES = {"en": 1, "ja": 2}


@pytest.fixture(scope="module")
def complaints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, list[tuple[str, str]]]]:
    """What `kg build` says of all bad documents at once: language → case → (line, message)."""
    data = tmp_path_factory.mktemp("bad") / "data"
    (data / "documents").mkdir(parents=True)
    for case in SINGLE:
        if (CASES / f"{case}.txt").exists():
            shutil.copy(CASES / f"{case}.txt", data / "documents")
    write_register(data / "sources.csv", [row_of(case, data) for case in SINGLE])
    return {language: complaints_in(language, data) for language in LANGUAGES}


def row_of(case: str, data: Path) -> dict[str, str]:
    row = registered(data / "documents" / f"{case}.txt")
    return row | {"sha256": "0" * 64} if case == "another-sha256" else row


def complaints_in(language: str, data: Path) -> dict[str, list[tuple[str, str]]]:
    run = run_kg("--lang", language, "build", "--data", data, "--releases", data.parent / "releases")
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    assert sorted(path.name for path in data.parent.iterdir()) == ["data"]
    found = defaultdict(list)
    for line in run.stderr.splitlines()[:-1]:
        place, message = line.split(": ", 1)
        name, _, number = place.removeprefix("documents/").partition(".txt")
        found[name].append((number.removeprefix(":") or "-", message))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", SINGLE)
def test_a_bad_document_is_refused_where_it_is_wrong(
    case: str, language: str, complaints: dict[str, dict[str, list[tuple[str, str]]]]
) -> None:
    assert_fits(CASES / f"{case}.problems", LANGUAGES[language], complaints[language][case])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", sorted(REGISTERS))
def test_a_bad_register_is_refused(case: str, language: str, tmp_path: Path) -> None:
    (tmp_path / "data" / "documents").mkdir(parents=True)
    shutil.copy(CASES / f"{case}.csv", tmp_path / "data" / "sources.csv")
    shutil.copy(CASES / f"{case}.txt", tmp_path / "data" / "documents")
    run = run_kg(
        "--lang", language, "build", "--data", tmp_path / "data", "--releases", tmp_path / "releases"
    )
    assert run.returncode == 1
    places = [line.split(": ", 1) for line in run.stderr.splitlines()[:-1]]
    found = [(place.partition(":")[2] or "-", message) for place, message in places]
    assert_fits(CASES / f"{case}.problems", LANGUAGES[language], found)


def assert_fits(problems: Path, column: int, found: list[tuple[str, str]]) -> None:
    """Every expected line fits some complaint, and every complaint some line."""
    expected = [line.split("\t") for line in problems.read_text(encoding="utf-8").splitlines() if line]

    def fits(line: list[str], complaint: tuple[str, str]) -> bool:
        return line[0] in ("*", complaint[0]) and line[column] in complaint[1]

    assert expected
    assert [line for line in expected if not any(fits(line, each) for each in found)] == [], found
    assert [each for each in found if not any(fits(line, each) for line in expected)] == []


def test_a_failed_build_leaves_the_current_release_untouched(tmp_path: Path) -> None:
    data = tmp_path / "data"
    (data / "documents").mkdir(parents=True)
    shutil.copy(CASES / "plain.txt", data / "documents")
    write_register(data / "sources.csv", [registered(data / "documents" / "plain.txt")])
    before = build(tmp_path, data)
    shutil.copy(CASES / "no-schedule.txt", data / "documents")
    rows = [registered(data / "documents" / f"{name}.txt") for name in ("plain", "no-schedule")]
    write_register(data / "sources.csv", rows)
    assert run_kg("build", "--data", data, "--releases", tmp_path / "releases").returncode == 1
    assert (tmp_path / "current").resolve() == before
    assert [path.name for path in (tmp_path / "releases").glob("[!.]*")] == [before.name]

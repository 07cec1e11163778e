"""A document is registered when it can be read and its editor agrees: all of it, or nothing."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.authoring.forms import register_options
from tests.conftest import DATA, ROOT, Run, build, run_kg

SEED = DATA / "documents" / "okayama-soja-2025.txt"
OPTIONS = register_options(source="second", agreement="okayama-soja", instrument="2026", version="2026")

OTHER = ROOT / "tests" / "agreements" / "more-cues.txt"
ADDRESSES = {
    "岡山市架空一丁目1番1号": "岡山市北区大供一丁目1番1号",
    "総社市架空二丁目2番2号": "総社市中央一丁目1番1号",
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data directory with the seed registered."""
    directory = tmp_path / "data"
    (directory / "documents").mkdir(parents=True)
    shutil.copy(SEED, directory / "documents")
    shutil.copy(DATA / "sources.csv", directory)
    return directory


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """Another document of the same parties (synthetic)."""
    text = OTHER.read_text(encoding="utf-8")
    for written, registered in ADDRESSES.items():
        text = text.replace(written, registered)
    (tmp_path / "more cues.txt").write_text(text, encoding="utf-8")
    return tmp_path / "more cues.txt"


def state(directory: Path) -> dict[str, bytes]:
    files = (path for path in sorted(directory.rglob("*")) if path.is_file())
    return {str(path.relative_to(directory)): path.read_bytes() for path in files}


def asked(answers: str, *arguments: object) -> Run:
    """Answer what the command asks."""
    command = [sys.executable, "-m", "kg", "--lang", "ja", *map(str, arguments)]
    return subprocess.run(
        command, input=answers, cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )


def test_what_was_understood_is_shown_and_registered(document: Path, data: Path, tmp_path: Path) -> None:
    before = (data / "sources.csv").read_bytes()
    run = run_kg("--lang", "ja", "add", document, "--data", data, "--yes", *OPTIONS)
    assert run.returncode == 0, run.stderr
    for words in ("当事者 甲", "331007 岡山市", "「事務局として」", "未分類", "収録します"):
        assert words in run.stdout, run.stdout
    assert (data / "sources.csv").read_bytes().startswith(before)
    with (data / "sources.csv").open(encoding="utf-8", newline="") as stream:
        row = list(csv.DictReader(stream))[-1]
    assert (row["source"], row["order"], row["encoding"]) == ("second", "2", "utf-8")
    assert row["path"] == "documents/second.txt"
    assert (data / row["path"]).read_bytes() == document.read_bytes()
    build(tmp_path, data)


def test_nothing_is_written_before_the_editor_agrees(document: Path, data: Path) -> None:
    before = state(data)
    run = asked(
        "n\n",
        "add",
        document,
        "--data",
        data,
        *OPTIONS,
        "--order",
        2,
        "--licence",
        "",
        "--received",
        "2026-11-26",
    )
    assert run.returncode == 1
    assert "このとおり登録しますか" in run.stdout
    assert state(data) == before


def test_what_no_document_tells_is_asked_for(document: Path, data: Path) -> None:
    answers = "\nthird\n\n2026-11-20\n架空の文書 (synthetic)\n\ny\n"
    run = asked(answers, "add", document, "--data", data, "--instrument", "2026")
    assert run.returncode == 0, run.stdout + run.stderr
    last = (data / "sources.csv").read_text(encoding="utf-8").splitlines()[-1]
    assert last.startswith("third,okayama-soja,2026,2026,2,documents/third.txt,utf-8,")
    assert "2026-11-20,架空の文書 (synthetic),," in last


ANSWERS = "\n\n\n\n架空の文書 (synthetic)\n\ny\n"


def test_ids_are_offered_that_need_only_be_taken(document: Path, data: Path) -> None:
    """The agreement is known by the readings of its parties, the instrument by the year of its date."""
    run = asked(ANSWERS, "add", document, "--data", data)
    assert run.returncode == 0, run.stdout + run.stderr
    last = (data / "sources.csv").read_text(encoding="utf-8").splitlines()[-1]
    assert last.startswith("okayama-soja-2024,okayama-soja,2024,2024,2,documents/okayama-soja-2024.txt,")


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ("岡山総社\n" + ANSWERS, "英小文字と数字"),
        ("okayama--soja\n" + ANSWERS, "英小文字と数字"),
        ("\nokayama-soja-2025\n\n\n\n架空の文書\n\ny\n", "登録済みの文書のID"),
        ("\n\n\n令和8年\n\n架空の文書\n\ny\n", "のように書いてください"),
        ("\n\n\n2026-02-30\n\n架空の文書\n\ny\n", "のように書いてください"),
        ("\n\n1\n\n\n架空の文書\n\ny\n", "順序1の版は登録済み"),
        ("\n\n最後\n\n\n架空の文書\n\ny\n", "1から始まる整数"),
        ("\n\n\n\n\n架空の文書\n\ny\n", "文書を渡した課"),
        ("\n\n\n\n架空の文書\nなし\n\ny\n", "https://"),
    ],
)
def test_an_answer_that_cannot_be_is_asked_for_again(
    answers: str, said: str, document: Path, data: Path
) -> None:
    run = asked(answers, "add", document, "--data", data)
    assert run.returncode == 0, run.stdout + run.stderr
    assert said in run.stdout
    assert "okayama-soja,2024,2024,2" in (data / "sources.csv").read_text(encoding="utf-8")


def test_full_width_letters_and_capitals_are_no_mistakes(document: Path, data: Path) -> None:
    answers = "Okayama-Soja\nＴＨＩＲＤ\n\n２０２６-11-20\n架空の文書 (synthetic)\n\ny\n"
    assert asked(answers, "add", document, "--data", data).returncode == 0
    last = (data / "sources.csv").read_text(encoding="utf-8").splitlines()[-1]
    assert last.startswith("third,okayama-soja,")
    assert ",2026-11-20," in last


def test_who_stops_answering_is_told_that_nothing_was_changed(document: Path, data: Path) -> None:
    before = state(data)
    run = asked("\n", "add", document, "--data", data)
    assert run.returncode == 1
    assert "中止しました。何も変更していません。" in run.stdout
    assert state(data) == before


def test_a_document_of_another_agreement_is_told_so_in_one_sentence(data: Path, tmp_path: Path) -> None:
    text = SEED.read_text(encoding="utf-8").replace("連携中枢都市圏形成", "架空の圏域の形成")
    (tmp_path / "other.txt").write_text(text, encoding="utf-8")
    run = run_kg("--lang", "ja", "add", tmp_path / "other.txt", "--data", data, "--yes", *OPTIONS)
    assert run.returncode == 1
    assert run.stderr.count("\n") == 1
    assert "協約のID「okayama-soja」には「岡山市及び総社市における" in run.stderr


def test_the_first_document_begins_a_register(document: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    run = run_kg("add", document, "--data", tmp_path / "empty", "--yes", *OPTIONS)
    assert run.returncode == 0, run.stderr
    assert sorted(state(tmp_path / "empty")) == ["documents/second.txt", "sources.csv"]


def test_a_register_with_crlf_keeps_its_line_ends(document: Path, data: Path) -> None:
    register = data / "sources.csv"
    register.write_bytes(register.read_bytes().replace(b"\n", b"\r\n").rstrip(b"\r\n"))
    assert run_kg("add", document, "--data", data, "--yes", *OPTIONS).returncode == 0
    assert register.read_bytes().count(b"\r\n") == register.read_bytes().count(b"\n") == 3


def test_shift_jis_is_found_and_registered(document: Path, data: Path) -> None:
    document.write_bytes(document.read_text(encoding="utf-8").encode("cp932"))
    assert run_kg("add", document, "--data", data, "--yes", *OPTIONS).returncode == 0
    assert ",documents/second.txt,cp932," in (data / "sources.csv").read_text(encoding="utf-8")


REFUSED = {
    "same-file": ("okayama.txt", SEED, [], "already, as “okayama-soja-2025”", "既に「okayama-soja-2025」"),
    "same-id": (
        "a.txt",
        None,
        register_options(source="okayama-soja-2025"),
        "stands twice",
        "重複しています",
    ),
    "same-version": (
        "a.txt",
        None,
        register_options(source="b", agreement="okayama-soja", instrument="2025-draft"),
        "stands twice",
        "重複しています",
    ),
    "bad-id": ("a.txt", None, register_options(source="Ａ社"), "is not valid in the column", "source 列"),
    "path-in-id": ("a.txt", None, register_options(source="../../a"), "is not valid", "source 列"),
    "dots": ("a..txt", None, OPTIONS, "holds “..”", "「..」"),
    "control": ("a\x1b[2Jb.txt", None, OPTIONS, "cannot be seen", "目に見えない文字"),
    "line-end": ("a\nb.txt", None, OPTIONS, "cannot be seen", "目に見えない文字"),
    "bidi": ("a\u202etxt.txt", None, OPTIONS, "cannot be seen", "目に見えない文字"),
    "suffix": ("a.odt", None, OPTIONS, "suffix .odt", ".odt"),
    "no-id": ("あ.txt", None, [], "--agreement is needed", "--agreement が必要"),
}


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_registered_is_refused_and_nothing_changes(
    case: str, language: str, document: Path, data: Path, tmp_path: Path
) -> None:
    name, source, options, english, japanese = REFUSED[case]
    file = Path(shutil.copy(source or document, tmp_path / name))
    before = state(data)
    run = run_kg("--lang", language, "add", file, "--data", data, "--yes", *options)
    assert run.returncode in (1, 2)
    assert (english if language == "en" else japanese) in run.stderr
    assert "\x1b" not in run.stderr + run.stdout
    assert "Traceback" not in run.stderr
    assert state(data) == before


def test_a_document_with_errors_is_not_registered(document: Path, data: Path) -> None:
    document.write_text(document.read_text(encoding="utf-8").replace("総社市", "○○市"), encoding="utf-8")
    before = state(data)
    run = run_kg("--lang", "ja", "add", document, "--data", data, "--yes", *OPTIONS)
    assert run.returncode == 1
    assert "登録はしていません" in run.stdout
    assert state(data) == before


def test_a_document_that_contradicts_its_agreement_is_not_registered(data: Path) -> None:
    """It names other addresses for the parties than the registered one: a build would refuse both."""
    before = state(data)
    run = run_kg("--lang", "ja", "add", OTHER, "--data", data, "--yes", *OPTIONS)
    assert run.returncode == 1
    assert "書かれた住所は一つだけ" in run.stderr
    assert "登録はしていません" in run.stdout
    assert state(data) == before


def test_a_file_of_that_name_that_is_not_registered_is_not_replaced(document: Path, data: Path) -> None:
    (data / "documents" / "second.txt").write_text("mine", encoding="utf-8")
    before = state(data)
    run = run_kg("--lang", "en", "add", document, "--data", data, "--yes", *OPTIONS)
    assert run.returncode == 1
    assert "is not registered" in run.stderr
    assert state(data) == before


def test_a_register_that_cannot_be_replaced_leaves_no_copy(document: Path, data: Path) -> None:
    """What stands in the way of the new register is a directory, which no rename replaces."""
    before = state(data)
    (data / ".adding-sources.csv").mkdir()
    run = run_kg("--lang", "en", "add", document, "--data", data, "--yes", *OPTIONS)
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    (data / ".adding-sources.csv").rmdir()
    assert state(data) == before

"""A call that is wrong is told so in the reader's language, with exit code 2."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.conftest import Kg

MISSING, DIRECTORY, SECRET, TEXT = "missing.ttl", "directory", "secret.ttl", "latin.rq"
ESSENTIAL = {
    ("validate", MISSING): ("missing.ttl がありません。", "'missing.ttl' does not exist"),
    ("validate", DIRECTORY): ("directory はファイルではなくディレクトリです。", "is a directory"),
    ("build", "--bas", "x"): (
        "--bas というオプションはありません。近い名前は",
        "No such option '--bas'",
    ),
    ("render",): ("AGREEMENT を指定してください。", "Missing argument 'AGREEMENT'"),
    ("buil",): ("buil というコマンドはありません。近い名前は build です。", "No such command 'buil'"),
}
"""By the call: a part of what is said in Japanese, and in English."""
OTHERS = {
    ("build", "--data", SECRET): "secret.ttl はディレクトリではなくファイルです。",
    ("build", "--data", "nowhere"): "README のあるフォルダーに移って実行するか、--data で",
    ("--unknown",): "--unknown というオプションはありません。",
    ("serve", "--port"): "オプション --port には値が必要です。",
    ("serve", "--help=x"): "オプション --help に値は指定できません。",
    ("serve", "--workers", "two"): "「two」は整数ではありません。",
    ("serve", "--workers", "0"): "「0」は範囲（x>=1）の外にあります。",
    ("build", "--as-of", "2025-02-30"): "「2025-02-30」は日付として読めません。",
    ("build", "--base", "x"): "--base に次の値は指定できません：x",
    ("validate", "x", "--format", "y"): "「y」は選べません。",
    ("publish",): "--to を指定してください。",
    ("render", "a", "b"): "余分な引数があります：b",
    ("validate", "en"): "en がありません。",
}
"""By the call: a part of what is said in Japanese."""
FRAME = {"ja": ("使い方：", "誤り："), "en": ("Usage: ", "Error: ")}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A directory with what the calls name."""
    (tmp_path / DIRECTORY).mkdir()
    (tmp_path / SECRET).touch(mode=0)
    (tmp_path / TEXT).write_bytes("SELECT * { ?s ?p 'é' }".encode("latin-1"))
    return tmp_path


@pytest.mark.parametrize("call", ESSENTIAL, ids=" ".join)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_wrong_call_is_told_so_in_the_readers_language(
    call: tuple[str, ...], language: str, place: Path, kg: Kg
) -> None:
    said = ESSENTIAL[call][language == "en"]
    run = kg("--lang", language, *call, cwd=place)
    assert (run.returncode, run.stdout) == (2, "")
    assert said in run.stderr
    assert run.stderr.splitlines()[-1].startswith(FRAME[language][1])
    assert language == "en" or not any(word in run.stderr for word in ("Usage", "Error", "Try"))


@pytest.mark.parametrize("call", OTHERS, ids=" ".join)
def test_whatever_is_wrong_is_said_in_japanese(call: tuple[str, ...], place: Path, kg: Kg) -> None:
    run = kg("--lang", "ja", *call, cwd=place)
    assert (run.returncode, run.stdout) == (2, "")
    assert OTHERS[call] in run.stderr
    assert not any(word in run.stderr for word in ("Usage", "Error", "Try"))


@pytest.mark.parametrize(("locale", "language"), [("ja_JP.UTF-8", "ja"), ("en_GB.UTF-8", "en")])
def test_without_an_option_the_locale_decides(locale: str, language: str, place: Path, kg: Kg) -> None:
    run = kg("validate", MISSING, cwd=place, LANG=locale)
    assert run.returncode == 2
    assert run.stderr.startswith(FRAME[language][0])


def test_a_call_wrong_in_its_language_is_told_so_in_the_readers(place: Path, kg: Kg) -> None:
    run = kg("--lang", "fr", "build", cwd=place, LANG="ja_JP.UTF-8")
    assert run.returncode == 2
    assert "「fr」は選べません。'ja', 'en' から選んでください。" in run.stderr


def test_the_language_that_a_call_names_is_that_of_its_help(kg: Kg) -> None:
    run = kg("--lang", "ja", "build", "--help", LANG="en_GB.UTF-8")
    assert "台帳と文書からリリースを作り" in run.stdout
    assert "この説明を表示して終わる。" in run.stdout
    assert " and exit" not in run.stdout + kg("--lang", "ja", "--help").stdout


def test_what_is_typed_is_shown_in_one_line(place: Path, kg: Kg) -> None:
    run = kg("--lang", "ja", "validate", "two\nlines\x1b[31m.ttl", cwd=place)
    assert run.returncode == 2
    assert "\x1b" not in run.stderr
    assert r"two\nlines\x1b[31m.ttl がありません。" in run.stderr


def test_a_name_with_a_quotation_mark_is_told_like_others(place: Path, kg: Kg) -> None:
    assert (
        "FILES...：o'hara.ttl がありません。"
        in kg("--lang", "ja", "validate", "o'hara.ttl", cwd=place).stderr
    )


@pytest.mark.parametrize(
    ("question", "japanese", "english"),
    [
        ("missing.rq", "ファイル又はディレクトリがありません", "there is no such file or directory"),
        (TEXT, "UTF-8 の文字として読めません", "is no text in UTF-8"),
    ],
)
def test_a_question_that_cannot_be_read_says_why(
    question: str, japanese: str, english: str, place: Path, kg: Kg
) -> None:
    for language, said in (("ja", japanese), ("en", english)):
        run = kg("--lang", language, "query", question, cwd=place)
        assert run.returncode == 1
        assert said in run.stderr
        assert "Traceback" not in run.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_is_told_so(place: Path, kg: Kg) -> None:
    run = kg("--lang", "ja", "validate", SECRET, cwd=place)
    assert run.returncode == 2
    assert "secret.ttl を読むことができません。" in run.stderr


def test_a_wrong_variable_is_told_in_the_readers_language(kg: Kg) -> None:
    run = kg("--lang", "ja", "serve", KG_AHEAD="maybe")
    assert run.returncode == 2
    assert "「maybe」は true でも false でもありません。" in run.stderr

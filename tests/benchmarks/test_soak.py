"""make soak: readers, attackers and slow bodies meet a real server, and the report says what they got."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from benchmarks.attacks import DEPTHS, attacks
from benchmarks.readers import Reader
from benchmarks.soak import main

ROW = re.compile(r"\| 攻撃 4、遅い本文 2 [^|]*\|(?P<figures>.*)\|")


def test_a_short_soak_reports_everybody(national: Path, document: Path) -> None:
    options = [
        "--release",
        str(national),
        "--seconds",
        "1",
        "--slow-bodies",
        "2",
        "--document",
        str(document),
    ]
    run = CliRunner().invoke(main, options)
    assert run.exit_code == 0, run.output
    text = document.read_text(encoding="utf-8")
    row = ROW.search(text)
    assert row, text
    answers, *_, peak, orphans = (figure.strip().replace(",", "") for figure in row["figures"].split("|"))
    assert int(answers) > 0
    assert float(peak) > 0
    assert orphans == "0"
    assert "- 遅い本文 / slow bodies: opened: 2" in text


def test_no_reader_asks_what_another_asked(national: Path) -> None:
    reader = Reader(national)
    calls = [next(calls) for number in range(4) for calls in [reader.calls(number)]]
    calls += [reader.call(number) for number in range(1, 40)]
    assert len({(call.path, call.query) for call in calls}) == len(calls)


def test_readers_ask_what_can_be_read(national: Path) -> None:
    reader = Reader(national)
    for number in range(60):
        if query := reader.call(number).query:
            ox.Store().query(query)


def test_attacks_nest_every_sign_at_every_depth() -> None:
    for sign in ("{", "(", "!", "1+"):
        deepest = max(query.count(sign) for query in attacks().values())
        assert deepest >= max(DEPTHS)


@pytest.mark.parametrize("options", [["--seconds", "0"], ["--slow-bodies", "-1"], ["--document", "/none"]])
def test_a_call_that_is_wrong_is_refused(options: list[str], national: Path) -> None:
    assert CliRunner().invoke(main, ["--release", str(national), *options]).exit_code == 2

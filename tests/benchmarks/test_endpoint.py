"""make bench-endpoint: the queries mean something, the comparison runs, and says what it found."""

from __future__ import annotations

import os
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from benchmarks.answers import JSON, TURTLE, NoAnswerError, read_answer
from benchmarks.comparison import Query, evaluate, queries
from benchmarks.endpoint import main
from benchmarks.load import PROGRAM
from kg.store.loading import load

SERVER = "kg serve, cache off"


def require_wrk() -> None:
    """Skip the test where wrk is not installed; in continuous integration it must be."""
    if PROGRAM is None:
        message = "needs wrk (Debian: wrk)"
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)


@pytest.fixture(scope="module")
def store(national: Path) -> ox.Store:
    return load(national)


@pytest.mark.parametrize("query", queries(), ids=lambda query: query.name)
def test_every_query_has_an_answer(query: Query, store: ox.Store) -> None:
    assert read_answer(evaluate(store, query), query.accept).total() > 0


def test_there_are_ten_queries() -> None:
    assert len(queries()) == 10


def test_our_server_is_compared(national: Path, document: Path) -> None:
    require_wrk()
    options = ["--release", str(national), "--seconds", "1", "--rounds", "1", "--document", str(document)]
    run = CliRunner().invoke(main, [*options, "--peer", SERVER, "--query", "02-small-select"])
    assert run.exit_code == 0, run.output
    text = document.read_text(encoding="utf-8")
    assert f"|  | {SERVER} | Oxigraph, in process |" in text
    assert text.count("| 02-small-select |") == 3
    assert "| 01-one-thing |" not in text
    assert "All answers were the same." in text
    assert text.endswith("<!-- soak -->\n<!-- /soak -->\n")


@pytest.mark.parametrize(
    "options", [["--query", "11-none"], ["--peer", "none"], ["--seconds", "0"], ["--document", "/none"]]
)
def test_a_call_that_is_wrong_is_refused(options: list[str], national: Path) -> None:
    run = CliRunner().invoke(main, ["--release", str(national), *options])
    assert run.exit_code == 2


def test_equal_answers_are_equal_however_they_are_written() -> None:
    first = b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"literal","value":"1"}}]}}'
    typed = first.replace(
        b'"literal",', b'"typed-literal","datatype":"http://www.w3.org/2001/XMLSchema#integer",'
    )
    assert read_answer(first, JSON) == read_answer(typed, JSON)
    assert read_answer(first, JSON) != read_answer(first.replace(b'"1"', b'"2"'), JSON)
    turtle = b"<urn:a> <urn:b> <urn:c> . <urn:a> <urn:b> 'x'@ja ."
    assert read_answer(turtle, TURTLE) == read_answer(b"<urn:a> <urn:b> 'x'@JA, <urn:c>, 'x'@ja.", TURTLE)


@pytest.mark.parametrize("body", [b"", b"{", b'{"head":{},"boolean":true}'])
def test_what_is_no_table_is_no_answer(body: bytes) -> None:
    with pytest.raises(NoAnswerError):
        read_answer(body, JSON)

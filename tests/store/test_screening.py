"""What is refused before it is run, and what only looks as if it should be."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.store.screening import screen

LIMIT = 1000


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service WHERE { ?service ?SERVICE $service }",
        "PREFIX service: <http://example.org/service> SELECT * { ?s service:service service: }",
        "PREFIX e: <http://example.org/> SELECT * { ?s e:SERVICE e:a.service , e:a-service, e:a\\-SERVICE }",
        "SELECT * { ?s ?p 'SERVICE <http://example.org/>' }",
        'SELECT * { ?s ?p "SERVICE \\" SERVICE" , "" , "SERVICE"@service }',
        'SELECT * { ?s ?p \'\'\'it\'s\nSERVICE\'\'\' , """a "quoted" SERVICE""" }',
        "SELECT * { <http://example.org/SERVICE> ?p ?o } # SERVICE",
        "# INSERT DATA {}\nSELECT * { ?insert ?delete 'LOAD' }",
        "BASE <http://example.org/> PREFIX insert: <http://example.org/> ASK { ?s insert:into ?clear }",
        "SELECT ?a WHERE { ?s ?p ?a FILTER(?a < 3 && 2 > ?a) } # <SERVICE>",
        "SELECT (COUNT(?with) AS ?load) { ?with ?p ?o }",
    ],
)
def test_words_that_only_look_like_keywords_are_let_through(query: str) -> None:
    screen(query, LIMIT)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("SELECT * { SERVICE <http://example.org/> {} }", 403),
        ("SELECT * { ?s ?p '' SERVICE <http://example.org/> {} }", 403),
        ("SELECT * { ?s ?p '\\'' . SERVICE <http://example.org/> { ?s ?p '' } }", 403),
        ("SELECT * { ?s ?p <http://a>,<http://b>.SERVICE?x{} }", 403),
        ("SELECT * { SERVICESILENT<http://example.org/> {} }", 403),
        ("SELECT * { ?s ?p trueSERVICE<http://example.org/> {} }", 403),
        ("PREFIX a: <http://example.org/> SELECT * { ?s ?p true ServiceSilenta:b {} }", 403),
        ("DROP ALL", 403),
        ("PREFIX a: <http://example.org/> # SELECT\n insert data {}", 403),
        ("ASK {}" + " " * LIMIT, 413),
        ("ASK { ?s ?p '" + "架" * (LIMIT // 3) + "' }", 413),
        ("ASK { ?s ?p '\ud800' }", 400),
    ],
)
def test_what_is_refused_has_a_status(query: str, status: int) -> None:
    with pytest.raises(QueryError) as caught:
        screen(query, LIMIT)
    assert caught.value.status == status


@given(st.text(alphabet="SERVICE service<>\"'#?:\\\n{}.", max_size=300))
def test_any_text_can_be_screened(text: str) -> None:
    with suppress(QueryError):
        screen(text, LIMIT)


@pytest.mark.parametrize("piece", ["1", "_", "a.", "a-", "漢", '"', "'", "<a", "?", "a:", "\\"])
def test_any_text_is_read_once(piece: str) -> None:
    """Read again from each of its characters, a text of this length would take many minutes."""
    screen(piece * (200_000 // len(piece.encode())), 1 << 20)

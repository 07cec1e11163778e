"""Queries that ask the same are known as such, and none that asks something else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, Store

from kg.store.repetition import is_repeatable, normalized

SAME = [
    ("SELECT * { ?s ?p ?o }", "SELECT  *\t{ ?s ?p ?o } "),
    ("ASK {\n}", "ASK {\r\n\r\n  }"),
    ("ASK {\n?s ?p 1 }", "ASK { # all\n?s ?p 1 }"),
    (
        "SELECT * {\n<http://a/#b> ?p ?o }",
        "\n# ja: 問い\nSELECT * { # why\n  <http://a/#b> ?p  ?o }",
    ),
]
DIFFERENT = [
    ("SELECT ('a b' AS ?t) {}", "SELECT ('a  b' AS ?t) {}"),
    (r"SELECT ('\'a b' AS ?t) {}", r"SELECT ('\'a  b' AS ?t) {}"),
    ('SELECT ("""a " b""" AS ?t) {}', 'SELECT ("""a "  b""" AS ?t) {}'),
    ("SELECT ('''a\n# b''' AS ?t) {}", "SELECT ('''a\n''' AS ?t) {}"),
    ("SELECT ?a { } # x", "SELECT ?a { }\nLIMIT 1"),
    ("ASK { ?s ?p '#a' }", "ASK { ?s ?p '#b' }"),
    ("ASK { <http://a/#b> ?p ?o }", "ASK { <http://a/#c> ?p ?o }"),
    (r"PREFIX a: <urn:> ASK { a:b\#c ?p ?o }", r"PREFIX a: <urn:> ASK { a:b\#d ?p ?o }"),
    ("ASK { ?s ?p 'a' . # 'b'\n}", "ASK { ?s ?p 'a' . # 'b' }"),
    ("SELECT ('x> y'<='x>  y' AS ?t) {}", "SELECT ('x> y'<='x> y' AS ?t) {}"),
    ("ASK { ?s ?p ?o FILTER(?o<'x>  y') }", "ASK { ?s ?p ?o FILTER(?o<'x> y') }"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_space_and_comments_make_no_difference(one: str, other: str) -> None:
    assert normalized(one) == normalized(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_is_part_of_the_question_makes_a_difference(one: str, other: str) -> None:
    assert normalized(one) != normalized(other)


def test_where_less_than_and_a_comment_can_be_an_iri_nothing_is_changed() -> None:
    query = "SELECT * { VALUES (?a ?b) { (1  2) } FILTER(?a<?b#> 3)\n) }"
    assert normalized(query) == query


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (now() AS ?t) {}",
        "SELECT (RAND # so\n () AS ?t) {}",
        "ASK { FILTER(UUID() != STRUUID()) }",
        "SELECT * { ?s ?p ?o } ORDER BYRAND() LIMIT 1",
        "SELECT (MIN(DISTINCTNOW()) AS ?t) {}",
    ],
)
def test_a_query_that_is_answered_anew_each_time_is_known(query: str) -> None:
    assert not is_repeatable(query)
    for letter in "NnUA":
        assert not is_repeatable(query.replace(letter, f"\\u{ord(letter):04X}"))
        assert not is_repeatable(query.replace(letter, f"\\U{ord(letter):08X}"))


def test_a_name_that_only_begins_like_one_is_not_taken_for_it() -> None:
    assert is_repeatable("SELECT ?nowhere ?random { ?nowhere ?uuids ?random }")


WORDS = [
    "SELECT *",
    "WHERE",
    "{",
    "}",
    "?s",
    "?p",
    "?o",
    "<urn:a>",
    "<urn:a#b>",
    "<",
    ">",
    "FILTER(",
    ")",
    "1",
]
SIGNS = ["&&", "=", ".", "a:b", r"a:\#c", "'x  y'", '"#  e"', "'''f\n\n#g'''", "'", '"']
SPACES = ["#c", "# d\n", "\n", " ", "  ", "\t"]
QUERIES = st.lists(st.sampled_from(WORDS + SIGNS + SPACES), max_size=14).map("".join)


def answer(query: str) -> object:
    """Give what the engine makes of a query: its solutions, or that it cannot be read."""
    store = Store()
    turtle = b"<urn:a> <urn:p> 1 , 2 , 'x  y' . <urn:a#b> <urn:p> '#  e' ."
    store.load(turtle, format=RdfFormat.TURTLE)
    try:
        return sorted(map(str, store.query("PREFIX a: <urn:>\n" + query)))  # type: ignore[arg-type]
    except SyntaxError:
        return "no query"


@given(QUERIES)
def test_the_normalized_query_asks_the_same(middle: str) -> None:
    query = f"SELECT * {{ ?s ?p ?o . {middle}\n}}"
    assert answer(normalized(query)) == answer(query)


@given(QUERIES)
def test_to_normalize_twice_changes_nothing(query: str) -> None:
    assert normalized(normalized(query)) == normalized(query)

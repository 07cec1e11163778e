"""A query keeps its meaning when its graphs get other names, and no graph slips through."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad, QuerySolutions, Store

from kg.errors import QueryError
from kg.store.forms import read_form, write_form
from kg.store.naming import Names
from kg.store.rewriting import dataset_of, renamed
from kg.store.substitution import substitute
from kg.store.tokens import read_tokens, write_tokens

A, B, P = (f"http://example.org/{name}" for name in "abp")
NAMES = Names("http://localhost:8000/", "synthetic", (A, B))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?g ?s { GRAPH ?g { ?s ?p ?o } }",
        "SELECT?g?s{graph?g{?s?p?o}}",
        "SELECT ?s { GRAPH # GRAPH ?x {\n <http://example.org/a> { ?s ?p ?o } }",
        "PREFIX e: <http://example.org/> SELECT ?s { GRAPH e:a { ?s ?p ?o } }",
        "BASE <http://example.org/> PREFIX : <> SELECT ?s { GRAPH <a>{ ?s ?p ?o } GRAPH :b { ?x ?p ?o } }",
        "SELECT ?s { ?s ?p ?o FILTER(1<2&&EXISTS{GRAPH?g{?s?p?o}}&&3>2) }",
        "SELECT ?s { GRAPH ?g { ?s ?p ?o FILTER NOT EXISTS { GRAPH <http://example.org/b> { ?s ?p ?o } } } }",
        "SELECT ?g ?h { GRAPH ?g { ?s ?p ?o GRAPH ?h { ?x ?p ?o } } }",
        'SELECT ?s (\'GRAPH ?g {\' AS ?text) { ?s ?p """GRAPH <x> {""" }',
        "SELECT ?s (EXISTS { GRAPH ?g { ?s ?p ?o } } AS ?found) { GRAPH ?graph1 { ?s ?p ?o } }",
    ],
)
def test_a_query_has_the_same_solutions_under_the_other_names(query: str) -> None:
    form = read_form(query)
    dataset = dataset_of(form, NAMES, (), ())
    written = write_form(renamed(form, NAMES, dataset))
    assert solutions(stored(A, B), query) == solutions(
        stored(*map(NAMES.of, (A, B)), names=True),
        written,
        default_graph=[*map(NamedNode, dataset.default)],
        named_graphs=[*map(NamedNode, dataset.named)],
    )


def test_a_variable_gives_way_to_a_term() -> None:
    query = "SELECT ?iri ?o { { SELECT DISTINCT ?iri ?o { ?iri ?p ?o } } FILTER(STR(?iri) != '?iri') }"
    term = NamedNode(A)
    assert substitute(query, {"iri": term}) == (
        f"SELECT ({term} AS ?iri) ?o {{ {{ SELECT DISTINCT ({term} AS ?iri) ?o {{ {term} ?p ?o }} }} "
        f"FILTER(STR({term} ) != '?iri') }}"
    )


@given(st.text(alphabet="GRAPH graph<>?:{}()'\"#\n.,;a1-@^|/", max_size=200))
def test_any_text_is_taken_apart_and_put_together(text: str) -> None:
    tokens = read_tokens(text)
    if "#" not in text:
        assert write_tokens(tokens) == text.lstrip()


@pytest.mark.parametrize("piece", ["1", "1.", "a.", "1-", "<", "?", "'", ":", "_", "a:", "\\"])
def test_a_long_text_is_taken_apart_in_time(piece: str) -> None:
    start = time.monotonic()
    with suppress(QueryError):
        read_tokens(piece * (256 * 1024 // len(piece)))
    assert time.monotonic() - start < 10


def stored(*graphs: str, names: bool = False) -> Store:
    quads = [
        Quad(NamedNode(subject), NamedNode(P), NamedNode(P), NamedNode(graph))
        for subject, graph in zip((A, B), graphs, strict=True)
    ]
    table = (
        [
            Quad(triple.subject, triple.predicate, triple.object, NamedNode(NAMES.names))
            for triple in NAMES.triples("synthetic")
        ]
        if names
        else []
    )
    store = Store()
    store.extend([*quads, *table])
    return store


def solutions(store: Store, query: str, **dataset: list[NamedNode]) -> list[str]:
    found = store.query(query, **dataset)  # type: ignore[arg-type]
    assert isinstance(found, QuerySolutions)
    return sorted(str([*map(str, solution)]) for solution in found)

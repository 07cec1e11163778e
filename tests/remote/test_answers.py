"""A remote store gives the answers of our own: to every competency question, and to what names graphs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from kg.errors import QueryError
from kg.store import Answer, Store
from kg.web import entity
from kg.web.facts import Facts
from kg.web.pages.statements import quoting
from kg.web.pages.timeline import versions_of
from tests.competency.test_competency import (
    BASE,
    QUESTIONS,
    SYNTHETIC_ANSWERS,
    each_query,
    expected_triples,
    is_table,
    table,
)

AGREEMENT = BASE + "id/agreement/okayama-soja"
OLD, NEW = f"{AGREEMENT}/version/2024", f"{AGREEMENT}/version/2025-draft"
NTRIPLES = "application/n-triples"
PREFIXES = f"PREFIX v: <{AGREEMENT}/version/> PREFIX renkei: <https://w3id.org/renkei/def#>\n"

QUERIES = [
    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
    "SELECT * { GRAPH ?g { ?g renkei:order ?o } }",
    "SELECT DISTINCT * { ?a renkei:hasVersion ?g GRAPH ?g { ?g renkei:order ?o } }",
    f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{OLD}> {{ ?s ?p ?o }} }}",
    "SELECT (COUNT(*) AS ?n) { GRAPH v:2024 { ?s ?p ?o } }",
    f"BASE <{AGREEMENT}/> SELECT (COUNT(*) AS ?n) {{ graph <version/2024> {{ ?s ?p ?o }} }}",
    "SELECT (COUNT(*) AS ?n) FROM v:2024 { ?s ?p ?o }",
    f"SELECT (COUNT(*) AS ?n) FROM <{OLD}> FROM <{NEW}> {{ ?s ?p ?o }}",
    "SELECT ?g (COUNT(*) AS ?n) FROM NAMED v:2024 { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
    "SELECT ?g (COUNT(*) AS ?n) FROM v:2024 { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
    "SELECT (COUNT(*) AS ?n) FROM NAMED v:2024 { ?s ?p ?o }",
    "SELECT ?g { ?s renkei:order 1 FILTER EXISTS { GRAPH ?g { ?s ?p ?o } } GRAPH ?g { ?s a renkei:Party } }",
    "SELECT ?s { ?s a renkei:AgreementVersion MINUS { GRAPH v:2025-draft { ?s ?p ?o } } }",
    "SELECT (COUNT(*) AS ?n) { GRAPH <http://localhost:8000/graph/catalogue> { ?s ?p ?o } }",
    "SELECT (COUNT(*) AS ?n) { GRAPH <http://example.org/none> { ?s ?p ?o } }",
    "SELECT ?x { VALUES ?x { <http://example.org/GRAPH> 'GRAPH ?g { }' } } # GRAPH ?g {",
    "ASK { GRAPH ?g { ?s renkei:status renkei:Draft } }",
    "ASK { GRAPH v:2024 { ?s renkei:status renkei:Abolished } }",
    "ASK {}",
    "CONSTRUCT { ?g renkei:order ?o ; renkei:none ?unbound } { GRAPH ?g { ?g renkei:order ?o } }",
    "CONSTRUCT WHERE { ?s renkei:order ?o ; a renkei:Party }",
    "CONSTRUCT { ?o renkei:order ?s . ?s renkei:order 1 } { ?s renkei:order ?o ; a renkei:Party }",
    "CONSTRUCT FROM v:2024 WHERE { ?s renkei:position ?o }",
    "DESCRIBE v:2025-draft",
    "DESCRIBE ?s { ?s a renkei:Party }",
    "DESCRIBE * { ?s a renkei:CooperationArea }",
    "DESCRIBE v:2024 FROM v:2024",
]


@each_query
def test_the_seed_is_answered_as_its_document_says(query: Path, remote_seed: Store) -> None:
    check(query, remote_seed, QUESTIONS)


@each_query
def test_several_agreements_are_answered_as_their_documents_say(query: Path, remote_synthetic: Store) -> None:
    check(query, remote_synthetic, SYNTHETIC_ANSWERS)


@pytest.mark.parametrize("query", QUERIES)
def test_graphs_have_the_names_that_the_release_gives_them(
    query: str, remote_synthetic: Store, embedded_synthetic: Store
) -> None:
    found, expected = (read(ask(store, query)) for store in (remote_synthetic, embedded_synthetic))
    assert found == expected


@pytest.mark.parametrize(
    ("default", "named"),
    [([OLD], []), ([OLD, NEW], []), ([], [OLD]), ([NEW], [OLD]), ([BASE + "graph/none"], [])],
)
@pytest.mark.parametrize(
    "query",
    [
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
    ],
)
def test_a_request_chooses_among_the_release_s_graphs(
    query: str, default: list[str], named: list[str], remote_synthetic: Store, embedded_synthetic: Store
) -> None:
    found, expected = (
        read(store.query(query, default_graphs=default, named_graphs=named))
        for store in (remote_synthetic, embedded_synthetic)
    )
    assert found == expected


@pytest.mark.parametrize(
    "part", [entity.describe, entity.agreement_of, entity.pointing_at, entity.describe_graph]
)
@pytest.mark.parametrize("iri", [AGREEMENT, OLD, NEW, f"{NEW}/initiative/1", BASE + "id/government/331007"])
def test_a_thing_is_described_alike(
    part: Callable[[Store, str], Facts], iri: str, remote_synthetic: Store, embedded_synthetic: Store
) -> None:
    found, expected = (part(store, iri).triples for store in (remote_synthetic, embedded_synthetic))
    assert found == expected


@pytest.mark.parametrize("source", ["okayama-soja-2024", "okayama-soja-2025"])
def test_what_was_read_from_a_source_is_given_alike(
    source: str, remote_synthetic: Store, embedded_synthetic: Store
) -> None:
    iri = f"{BASE}id/source/{source}"
    found, expected = (quoting(store, iri).triples for store in (remote_synthetic, embedded_synthetic))
    assert len(found) > 100
    assert found == expected


def test_the_versions_of_an_agreement_are_given_alike(
    remote_synthetic: Store, embedded_synthetic: Store
) -> None:
    found, expected = (
        versions_of(store, AGREEMENT).triples for store in (remote_synthetic, embedded_synthetic)
    )
    assert len(found) > 20
    assert found == expected


def test_every_thing_has_the_same_page(
    synthetic_release: Path, remote_synthetic: Store, embedded_synthetic: Store
) -> None:
    """Also what only an older version has, and what the release says nothing of."""
    for iri in [*things(synthetic_release), BASE + "id/agreement/none"]:
        for part in (entity.describe, entity.pointing_at):
            found, expected = (part(store, iri).triples for store in (remote_synthetic, embedded_synthetic))
            assert found == expected, (part, iri)


def test_what_only_an_older_version_has_is_described_with_its_parts(remote_synthetic: Store) -> None:
    subjects = entity.describe(remote_synthetic, OLD).subjects()
    assert {OLD, f"{OLD}/initiative/1", f"{OLD}/initiative/1/role/331007"} <= {*subjects}


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("SELECT", 400),
        ("DROP ALL", 403),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 403),
        ("SELECT * { GRAP\\u0048 ?g { ?s ?p ?o } }", 400),
        ('DEFINE input:storage "" SELECT * { ?s ?p ?o }', 400),
        ("SELECT (bif:now() AS ?now) {}", 400),
        ("SELECT * { ?s ?p ?o } LIMIT 1" + " " * (256 * 1024), 413),
        ("SELECT * " + "{" * 20_000, 503),
    ],
)
def test_what_our_own_store_refuses_never_reaches_the_other(
    query: str, status: int, remote_synthetic: Store
) -> None:
    with pytest.raises(QueryError) as caught:
        remote_synthetic.query(query)
    assert caught.value.status == status


@pytest.mark.parametrize(
    ("query", "media_type"),
    [("ASK {}", "text/turtle"), ("DESCRIBE <http://example.org/>", "application/sparql-results+json")],
)
def test_an_answer_that_is_not_offered_is_refused(
    query: str, media_type: str, remote_synthetic: Store
) -> None:
    with pytest.raises(QueryError) as caught:
        remote_synthetic.query(query, media_type=media_type)
    assert caught.value.status == 406


def test_graphs_of_the_store_s_owner_are_not_seen(remote_synthetic: Store) -> None:
    """Virtuoso has graphs of its own, and a query of all graphs finds none of them."""
    names = {row for row in read(ask(remote_synthetic, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"))[1]}
    graphs = {graph.iri for graph in remote_synthetic.manifest.graphs}
    assert names == {str(("<" + iri + ">",)) for iri in graphs | {BASE + "graph/catalogue"}}


def check(query: Path, store: Store, answers: Path) -> None:
    answer = store.query(query.read_text(encoding="utf-8"), media_type=("text/csv", NTRIPLES))
    if not is_table(query):
        assert triples(answer) == expected_triples(query, answers)
        return
    assert list(csv.reader(io.StringIO(answer.body.decode(), newline=""))) == table(query, answers)


def things(release: Path) -> list[str]:
    """Give every IRI of ours in a release, without fragments."""
    quads = parse(path=release / "dumps/renkei.nq", format=RdfFormat.N_QUADS)
    terms = {term for quad in quads for term in (quad.subject, quad.object, quad.graph_name)}
    iris = {term.value.partition("#")[0] for term in terms if isinstance(term, NamedNode)}
    return sorted(iri for iri in iris if entity.path_of(BASE, iri))


def ask(store: Store, query: str) -> Answer:
    return store.query(PREFIXES + query, media_type=("application/sparql-results+json", NTRIPLES))


def triples(answer: Answer) -> set[Triple]:
    return {quad.triple for quad in parse(answer.body, format=RdfFormat.N_TRIPLES)}


def read(answer: Answer) -> tuple[object, list[str]]:
    """Give an answer for comparison: rows without their order."""
    if answer.kind == "graph":
        return "graph", sorted(map(str, triples(answer)))
    found = json.loads(answer.body)
    if answer.kind == "boolean":
        return found["boolean"], []
    rows = [
        tuple(_written(row.get(name)) for name in found["head"]["vars"])
        for row in found["results"]["bindings"]
    ]
    return found["head"]["vars"], sorted(map(str, rows))


def _written(term: dict[str, str] | None) -> str:
    if term is None:
        return ""
    return f"<{term['value']}>" if term["type"] == "uri" else json.dumps(term, sort_keys=True)

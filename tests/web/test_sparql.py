"""The endpoint speaks the SPARQL 1.1 Protocol."""

from __future__ import annotations

import csv
import json
from io import BytesIO
from urllib.parse import urlencode

import pytest
import rdflib
from rdflib.compare import isomorphic

from tests.store.handmade import BASE, GRAPHS
from tests.web.site import Site
from tests.web.tables import QUERIES, table

FORM = "application/x-www-form-urlencoded"
COUNT = "SELECT (COUNT(*) AS ?count) WHERE { ?s ?p ?o }"
NAMED = "SELECT (COUNT(*) AS ?count) WHERE { GRAPH ?g { ?s ?p ?o } }"
VERSION = BASE + "id/agreement/example/version/1"
AGREEMENT = BASE + "id/agreement/example"
LABELS = ['架空の川の清掃, "二"', "架空の橋の見回り", "架空市"]


def count(reply_json: dict[str, object]) -> int:
    bindings = reply_json["results"]["bindings"]  # type: ignore[index]
    return int(bindings[0]["count"]["value"])


def test_the_three_ways_to_ask_give_the_same_answer(site: Site) -> None:
    by_get = site.query(QUERIES["select"])
    by_form = site.query(QUERIES["select"], method="POST")
    body = QUERIES["select"].encode()
    direct = site.ask("/sparql", "POST", body, {"Content-Type": "application/sparql-query"})
    assert by_get.status == 200
    assert by_get.body == by_form.body == direct.body


def test_the_answer_holds_what_the_release_says(site: Site) -> None:
    bindings = site.query(QUERIES["select"]).json["results"]["bindings"]
    assert [binding["label"]["value"] for binding in bindings] == LABELS
    assert {binding["label"]["xml:lang"] for binding in bindings} == {"ja"}


def test_every_results_format_says_the_same(site: Site) -> None:
    rows = list(csv.reader(site.query(QUERIES["select"], "text/csv").text.splitlines()))
    assert [row[1] for row in rows[1:]] == LABELS
    for media_type in ("application/sparql-results+xml", "application/sparql-results+json"):
        reply = site.query(QUERIES["select"], media_type)
        with_rdflib = rdflib.query.Result.parse(BytesIO(reply.body), format=media_type.rpartition("+")[2])
        assert [str(row.label) for row in with_rdflib] == LABELS  # type: ignore[union-attr]
    tabs = site.query(QUERIES["select"], "text/tab-separated-values").text.splitlines()
    assert tabs[0].split("\t") == ["?s", "?label"]
    assert len(tabs) == 1 + len(LABELS)


def test_every_graph_format_says_the_same(site: Site) -> None:
    graphs = [
        rdflib.Graph().parse(data=site.query(QUERIES["describe"], media_type).body, format=format)
        for media_type, format in (
            ("text/turtle", "turtle"),
            ("application/n-triples", "nt"),
            ("application/ld+json", "json-ld"),
            ("application/rdf+xml", "xml"),
        )
    ]
    assert len(graphs[0]) == 3
    assert all(isomorphic(graphs[0], graph) for graph in graphs)


def test_ask_is_answered_with_a_boolean(site: Site) -> None:
    assert site.query(QUERIES["ask"]).json["boolean"] is True
    assert site.query("ASK { <http://a> <http://b> <http://c> }").json["boolean"] is False


def test_the_default_graph_is_the_releases_own(site: Site) -> None:
    assert count(site.query(COUNT).json) == 14
    assert count(site.query(NAMED).json) == 14 + 3  # and the catalogue, which has a graph of its own


@pytest.mark.parametrize(
    ("query", "parameters", "expected"),
    [
        (COUNT, {"default-graph-uri": VERSION}, 10),
        (COUNT, {"default-graph-uri": [VERSION, AGREEMENT]}, 13),
        (NAMED, {"default-graph-uri": VERSION}, 0),
        (COUNT, {"named-graph-uri": VERSION}, 0),
        (NAMED, {"named-graph-uri": VERSION}, 10),
        (NAMED, {"named-graph-uri": [VERSION, AGREEMENT], "default-graph-uri": AGREEMENT}, 13),
        (COUNT, {"default-graph-uri": "http://nothing.example/"}, 0),
        (COUNT.replace("WHERE", f"FROM <{VERSION}> WHERE"), {}, 10),
        (COUNT.replace("WHERE", f"FROM <{VERSION}> WHERE"), {"default-graph-uri": AGREEMENT}, 3),
        (NAMED.replace("WHERE", f"FROM NAMED <{AGREEMENT}> WHERE"), {}, 3),
        (COUNT.replace("WHERE", "FROM <file:///etc/passwd> WHERE"), {}, 0),
        (COUNT, {"default-graph-uri": "file:///etc/passwd"}, 0),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "direct"])
def test_the_dataset_is_the_one_that_is_asked_for(
    site: Site, query: str, parameters: dict[str, object], expected: int, method: str
) -> None:
    if method == "direct":
        path = "/sparql?" + urlencode(parameters, doseq=True)
        reply = site.ask(path, "POST", query.encode(), {"Content-Type": "application/sparql-query"})
    elif method == "POST":
        form = urlencode({"query": query} | parameters, doseq=True)
        reply = site.ask("/sparql", "POST", form.encode(), {"Content-Type": FORM})
    else:
        reply = site.ask("/sparql?" + urlencode({"query": query} | parameters, doseq=True))
    assert count(reply.json) == expected


@pytest.mark.parametrize("case", table("syntax-errors"), ids=lambda case: case["query"])
def test_a_syntax_error_is_told_with_its_place(site: Site, case: dict[str, str]) -> None:
    reply = site.query(case["query"])
    assert (reply.status, reply.media_type) == (400, "application/problem+json")
    assert f"line {case['line']}, column {case['column']}" in reply.json["detail"]
    assert case["words"] in reply.json["detail"]
    assert len(reply.json["detail"]) < 200


@pytest.mark.parametrize(
    ("method", "path", "body", "content_type", "status"),
    [
        ("POST", "/sparql", b"", FORM, 400),
        ("POST", "/sparql", b"format=json", FORM, 400),
        ("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", None, None, 400),
        ("POST", "/sparql", b"query=ASK%7B%7D&query=ASK%7B%7D", FORM, 400),
        ("POST", "/sparql?query=ASK%7B%7D", b"query=ASK%7B%7D", FORM, 400),
        ("POST", "/sparql?query=ASK%7B%7D", b"ASK {}", "application/sparql-query", 400),
        ("POST", "/sparql", "ASK { ?架空 ?p ?o }".encode("shift_jis"), "application/sparql-query", 400),
        ("GET", "/sparql?query=", None, None, 400),
        ("GET", "/sparql?query=ASK%7B%7D&default-graph-uri=relative", None, None, 400),
        ("GET", "/sparql?query=ASK%7B%7D&named-graph-uri=", None, None, 400),
        ("POST", "/sparql", b"ASK {}", "text/plain", 415),
        ("POST", "/sparql", b"ASK {}", None, 415),
        ("POST", "/sparql", b'{"query": "ASK {}"}', "application/json", 415),
        ("POST", "/sparql", b"CLEAR ALL", "application/sparql-update", 403),
        ("POST", "/sparql", b"update=CLEAR+ALL", FORM, 403),
        ("GET", "/sparql?update=CLEAR+ALL", None, None, 403),
        ("PUT", "/sparql", b"", "text/turtle", 405),
        ("DELETE", "/sparql", None, None, 405),
        ("POST", "/sparql", b"query=" + b"a" * (257 * 1024), FORM, 413),
        ("POST", "/sparql", b"a" * (2 << 20), "application/sparql-query", 413),
    ],
)
def test_a_request_that_is_no_query_is_refused(
    site: Site, method: str, path: str, body: bytes | None, content_type: str | None, status: int
) -> None:
    reply = site.ask(path, method, body, {"Content-Type": content_type} if content_type else {})
    assert (reply.status, reply.media_type) == (status, "application/problem+json")
    assert reply.json["status"] == status
    assert reply.json["title"]
    assert reply.json["detail"]


def test_charset_of_the_content_type_does_not_matter(site: Site) -> None:
    headers = {"Content-Type": "application/sparql-query; charset=UTF-8"}
    assert site.ask("/sparql", "POST", b"ASK {}", headers).json["boolean"] is True


@pytest.mark.parametrize("query", QUERIES.values())
def test_head_is_get_without_its_body(site: Site, query: str) -> None:
    got, head = site.query(query), site.query(query, method="HEAD")
    assert head.body == b""
    assert head.status == got.status
    for name in ("Content-Type", "Content-Length", "Vary"):
        assert head.headers[name] == got.headers[name]


def test_a_script_of_any_site_may_ask(site: Site) -> None:
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    preflight = site.ask("/sparql", "OPTIONS", headers=asked)
    assert preflight.status == 200
    assert preflight.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in preflight.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in preflight.headers["Access-Control-Allow-Headers"]
    for reply in (site.query(QUERIES["ask"]), site.query("nonsense"), site.ask("/nothing")):
        assert reply.headers["Access-Control-Allow-Origin"] == "*"


def test_without_a_query_the_endpoint_describes_itself(site: Site) -> None:
    described = rdflib.Graph().parse(data=site.ask("/sparql").body, format="turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    (service,) = described.subjects(rdflib.RDF.type, sd.Service)
    assert described.value(service, sd.endpoint) == rdflib.URIRef(BASE + "sparql")
    names = {str(name) for name in described.objects(None, sd.name)}
    assert names == {graph.iri for graph in GRAPHS}
    assert not any(isinstance(term, rdflib.BNode) for triple in described for term in triple)


def test_a_person_gets_the_page_also_for_a_wrong_query(site: Site) -> None:
    page = site.query(QUERIES["select"], "text/html")
    assert (page.status, page.media_type) == (200, "text/html")
    wrong = site.query("SELECT nonsense", "text/html")
    assert (wrong.status, wrong.media_type) == (400, "text/html")


@pytest.mark.parametrize(("language", "word"), [("ja", "列"), ("en", "column"), ("fr, ja;q=0.5", "列")])
def test_a_problem_is_told_in_the_readers_language(site: Site, language: str, word: str) -> None:
    path = "/sparql?" + urlencode({"query": "SELECT nonsense"})
    reply = site.ask(path, headers={"Accept-Language": language})
    assert word in reply.json["detail"]
    assert reply.headers["Content-Language"] in language
    assert "Accept-Language" in reply.headers["Vary"]


def test_a_problem_shows_nothing_of_the_servers_inside(site: Site) -> None:
    for reply in (site.query("SELECT nonsense"), site.ask("/nothing"), site.ask("/sparql", "DELETE")):
        shown = json.dumps(reply.json)
        assert "Traceback" not in shown
        assert ".py" not in shown
        assert "/tmp" not in shown


def test_a_predicate_that_rdf_xml_cannot_write_is_refused(site: Site) -> None:
    query = "CONSTRUCT { ?s <http://example.org/2> ?s } WHERE { ?s a ?type }"
    assert site.query(query, "application/rdf+xml").status == 406
    assert site.query(query, "text/turtle").status == 200


def test_triple_terms_are_refused_where_a_format_has_none(site: Site) -> None:
    query = "CONSTRUCT { ?s <http://example.org/of> <<( ?s a ?type )>> } WHERE { ?s a ?type }"
    for media_type in ("application/ld+json", "application/rdf+xml"):
        assert site.query(query, media_type).status == 406
    assert site.query(query, "text/turtle").status == 200

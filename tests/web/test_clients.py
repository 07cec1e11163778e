"""The libraries that people query endpoints with get what they ask for."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from typing import Any
from urllib.error import HTTPError

import pytest
import rdflib
from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from SPARQLWrapper import SPARQLExceptions, SPARQLWrapper, SPARQLWrapper2

from tests.store.handmade import BASE, GRAPHS
from tests.web.site import Site
from tests.web.tables import QUERIES

AGREEMENT = URIRef(BASE + "id/agreement/example")
VERSION = URIRef(BASE + "id/agreement/example/version/1")
RESULTS = ["xml", "json", "csv", "tsv"]
GRAPH_FORMATS = ["xml", "rdf", "rdf+xml", "turtle", "n3", "json-ld"]


@pytest.fixture(autouse=True)
def _as_the_libraries_are() -> Iterator[None]:
    """Let the libraries warn: SPARQLWrapper does so where it sends `*/*`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def wrapper(site: Site, query: str, format: str, method: str, body: str, only_conneg: bool) -> Any:
    client: Any = SPARQLWrapper(site.address + "sparql", returnFormat=format)
    client.setMethod(method)
    client.setRequestMethod(body)
    client.setOnlyConneg(only_conneg)
    client.setQuery(QUERIES[query])
    return client


WAYS = pytest.mark.parametrize(
    ("method", "body", "only_conneg"),
    [
        ("GET", "urlencoded", False),
        ("GET", "urlencoded", True),
        ("POST", "urlencoded", False),
        ("POST", "postdirectly", False),
        ("POST", "postdirectly", True),
    ],
)


@WAYS
@pytest.mark.parametrize("format", RESULTS)
@pytest.mark.parametrize("query", ["select", "ask"])
def test_sparqlwrapper_gets_results(
    site: Site, query: str, format: str, method: str, body: str, only_conneg: bool
) -> None:
    converted = wrapper(site, query, format, method, body, only_conneg).queryAndConvert()
    if format == "xml":
        text = converted.toxml()
    else:
        text = json.dumps(converted, ensure_ascii=False) if format == "json" else converted.decode()
    assert ("架空市" if query == "select" else "true") in text


@WAYS
@pytest.mark.parametrize("format", GRAPH_FORMATS)
@pytest.mark.parametrize("query", ["construct", "describe"])
def test_sparqlwrapper_gets_graphs(
    site: Site, query: str, format: str, method: str, body: str, only_conneg: bool
) -> None:
    converted = wrapper(site, query, format, method, body, only_conneg).queryAndConvert()
    graph = converted if isinstance(converted, Graph) else Graph().parse(data=converted)
    assert len(graph) >= 3


@WAYS
@pytest.mark.parametrize(
    ("query", "format"),
    [
        *(
            (query, format)
            for query in ("select", "ask")
            for format in ("turtle", "n3", "rdf+xml", "json-ld")
        ),
        *((query, format) for query in ("construct", "describe") for format in ("csv", "tsv")),
    ],
)
def test_a_format_that_cannot_say_it_is_not_offered(
    site: Site, query: str, format: str, method: str, body: str, only_conneg: bool
) -> None:
    """With negotiation alone, SPARQLWrapper asks for anything in such a case."""
    client = wrapper(site, query, format, method, body, only_conneg)
    if only_conneg:
        assert client.query().response.status == 200
        return
    with pytest.raises(HTTPError) as raised:
        client.query()
    assert raised.value.code == 406
    offered = json.load(raised.value)["offered"]
    assert ("text/csv" if query in {"select", "ask"} else "text/turtle") in offered


@WAYS
@pytest.mark.parametrize("query", ["construct", "describe"])
def test_sparqlwrapper_gets_json_of_a_graph(
    site: Site, query: str, method: str, body: str, only_conneg: bool
) -> None:
    reply = wrapper(site, query, "json", method, body, only_conneg).query()
    media_type = reply.info()["content-type"].partition(";")[0]
    form = "json-ld" if media_type == "application/json" else media_type
    assert len(Graph().parse(data=reply.response.read(), format=form)) >= 3


def test_sparqlwrapper_knows_what_it_asked_and_got(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    client: Any = SPARQLWrapper(site.address + "sparql", agent="tests")
    assert all(client.supportsReturnFormat(format) for format in (*RESULTS, *GRAPH_FORMATS))
    client.setReturnFormat("json")
    client.setTimeout(30)
    client.setQuery(QUERIES["select"].encode())
    assert client.isSparqlQueryRequest()
    assert not client.isSparqlUpdateRequest()
    reply = client.query()
    assert reply.geturl().startswith(site.address + "sparql?")
    assert reply.info()["content-type"] == "application/sparql-results+json"
    reply.print_results()
    assert "架空市" in capsys.readouterr().out


def test_sparqlwrapper_s_parameters_and_headers_do_no_harm(site: Site) -> None:
    client: Any = SPARQLWrapper(site.address + "sparql", returnFormat="json")
    client.setQuery(QUERIES["ask"])
    client.setUseKeepAlive()
    for auth in ("BASIC", "DIGEST"):
        client.setHTTPAuth(auth)
        client.setCredentials("reader", "word")
        assert client.queryAndConvert()["boolean"] is True
    client.addCustomHttpHeader("X-Reader", "tests")
    client.addCustomParameter("debug", "on")
    assert client.addParameter("timeout", "5")
    assert client.queryAndConvert()["boolean"] is True
    assert client.clearCustomHttpHeader("X-Reader")
    assert client.clearParameter("timeout")
    client.addParameter("timeout", "never")
    with pytest.raises(SPARQLExceptions.QueryBadFormed):
        client.query()
    client.resetQuery()
    assert client.query().response.status == 200


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_sparqlwrapper_chooses_graphs(site: Site, method: str) -> None:
    client: Any = SPARQLWrapper(site.address + "sparql", returnFormat="json")
    client.setMethod(method)
    client.addDefaultGraph(str(VERSION))
    client.addNamedGraph(str(AGREEMENT))
    client.addExtraURITag("named-graph-uri", str(VERSION))
    client.setQuery("SELECT DISTINCT ?g { ?v a ?type GRAPH ?g { ?s ?p ?o } }")
    rows = client.queryAndConvert()["results"]["bindings"]
    assert {row["g"]["value"] for row in rows} == {str(AGREEMENT), str(VERSION)}


def test_sparqlwrapper_names_datasets_and_reads_bindings(site: Site) -> None:
    client: Any = SPARQLWrapper2(site.address + "sparql", defaultGraph=str(VERSION))
    client.addParameter("named-graph-uri", str(AGREEMENT))
    client.setQuery(
        "SELECT ?v ?title { ?v a ?type GRAPH ?g { ?a ?says ?v ; ?titled ?title FILTER(ISLITERAL(?title)) } }"
    )
    found = client.query()
    assert {binding["v"].value for binding in found.bindings} == {str(VERSION)}
    assert found.variables == ["v", "title"]


@pytest.mark.parametrize(
    ("query", "error"),
    [("SELECT nonsense", SPARQLExceptions.QueryBadFormed), ("CLEAR ALL", HTTPError)],
)
def test_sparqlwrapper_is_told_what_is_wrong(site: Site, query: str, error: type[Exception]) -> None:
    client: Any = SPARQLWrapper(site.address + "sparql")
    client.setMethod("POST")
    client.setQuery(query)
    with pytest.raises(error):
        client.query()


@pytest.fixture(params=["xml", "json", "csv", "tsv"])
def format(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_s_store_reads_the_endpoint_as_a_graph(site: Site, method: Any, format: str) -> None:
    graph = Graph(SPARQLStore(site.address + "sparql", returnFormat=format, method=method))
    assert len(graph) == 14
    labels = set(graph.objects(None, rdflib.RDFS.label))
    assert "架空市" in {str(label) for label in labels}
    if format in {"xml", "json"}:
        assert (AGREEMENT, rdflib.RDF.type, None) in graph
        assert (AGREEMENT, rdflib.RDF.type, URIRef("https://w3id.org/renkei/def#Agreement")) in graph
        assert bool(graph.query(QUERIES["ask"]).askAnswer)


@pytest.mark.parametrize("format", ["xml", "turtle", "json-ld", "n3"])
def test_rdflib_s_store_gets_graphs(site: Site, format: str) -> None:
    accepted = {"headers": {}, "returnFormat": "xml"} if format == "xml" else {"params": {"format": format}}
    graph = Graph(SPARQLStore(site.address + "sparql", **accepted))
    described = graph.query(QUERIES["describe"]).graph
    assert described is not None
    assert len(described) == 3


def test_rdflib_s_store_lists_and_chooses_named_graphs(site: Site) -> None:
    store = SPARQLStore(site.address + "sparql")
    assert {graph.iri for graph in GRAPHS} <= {str(name) for name in store.contexts()}
    assert len(Graph(store, identifier=AGREEMENT)) == 3
    assert len(Graph(store, identifier=URIRef("http://nothing.example/"))) == 0


def test_rdflib_s_store_binds_names_and_takes_parts(site: Site) -> None:
    store = SPARQLStore(site.address + "sparql", returnFormat="json", auth=("reader", "word"))
    graph = Graph(store)
    asked = graph.query(
        "SELECT ?name { ?thing rdfs:label ?name }",
        initNs={"rdfs": rdflib.RDFS},
        initBindings={"name": rdflib.Literal("架空市", lang="ja")},
    )
    assert len(list(asked)) == 1
    setattr(graph, "LIMIT", 2)  # noqa: B010 - this is how rdflib asks for a part
    setattr(graph, "OFFSET", 1)  # noqa: B010
    setattr(graph, "ORDERBY", "?s")  # noqa: B010
    assert len(list(graph.triples((None, rdflib.RDF.type, None)))) == 2
    assert list(graph.query("SELECT ?s { ?s ?p ?o } LIMIT 0")) == []


def test_rdflib_s_store_cannot_write(site: Site) -> None:
    address = site.address + "sparql"
    graph = Graph(SPARQLUpdateStore(address, address), identifier=VERSION)
    with pytest.raises(HTTPError) as raised:
        graph.add((AGREEMENT, rdflib.RDFS.label, rdflib.Literal("架空")))
    assert raised.value.code == 403
    raised.value.close()

"""A query makes the remote store do nothing but answer it: Virtuoso opens connections where it is told to."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import httpx
import pytest

from kg.errors import QueryError
from kg.store import Store
from tests.remote.test_answers import NTRIPLES, ask, read
from tests.remote.virtuoso import Virtuoso
from tests.web.listening import Listener, listening
from tests.web.tables import table

CALL = "SELECT (<bif:http_get>('{address}') AS ?n) {}"

# Virtuoso puts what a request names as a graph into the query, as it is.
GRAPHS = [
    "x> SELECT (<bif:http_get>('{address}') AS ?n) {} #",
    'x> define get:soft "replace" define input:default-graph-uri <{address}',
    "x> FROM <{address}",
    "<{address}>",
    "{address}\n",
]
INTEGER = "<http://www.w3.org/2001/XMLSchema#integer>"
ANY = ("text/csv", NTRIPLES)
KNOWN = [
    "SELECT ?n { ?s renkei:order ?o BIND(<http://www.w3.org/2001/XMLSchema#string>(?o) AS ?n) }",
    f"SELECT ?o {{ ?s renkei:order ?o FILTER({INTEGER}(STR(?o)) = 1) }} ORDER BY {INTEGER}(?o)",
    "SELECT ?s { ?s renkei:order (1 2) }",
    "SELECT ?s { [ renkei:order (1) ; renkei:hasParty ?s ] }",
    "SELECT ?s { ?s (renkei:hasParty|renkei:hasVersion)/renkei:order ?o }",
    "SELECT ?s { VALUES (?s) { (<http://example.org/>) (renkei:Agreement) } }",
]


@pytest.fixture
def listener() -> Iterator[Listener]:
    with listening() as listener:
        yield listener


def test_virtuoso_itself_would_call(virtuoso: Virtuoso, listener: Listener) -> None:
    query = CALL.replace("{address}", listener.address)
    with pytest.raises(httpx.TimeoutException):
        httpx.get(virtuoso.url, params={"query": query}, timeout=2, trust_env=False)
    assert listener.has_heard()


@pytest.mark.parametrize("case", table("calls"), ids=lambda case: case["name"])
def test_a_function_of_the_store_s_own_is_not_called(
    case: dict[str, str], remote_seed: Store, listener: Listener
) -> None:
    with pytest.raises(QueryError, match=r"(?i)bif:") as caught:
        remote_seed.query(case["query"].replace("{address}", listener.address), media_type=ANY)
    assert caught.value.status == 400
    assert not listener.has_heard()


@pytest.mark.parametrize("graph", GRAPHS)
@pytest.mark.parametrize("kind", ["default_graphs", "named_graphs"])
def test_what_is_no_graph_is_not_named_to_the_store(
    graph: str, kind: str, remote_seed: Store, listener: Listener
) -> None:
    named = {kind: [graph.replace("{address}", listener.address)]}
    with pytest.raises(QueryError, match="IRI") as caught:
        remote_seed.query("SELECT * { ?s ?p ?o }", **named)  # type: ignore[arg-type]
    assert caught.value.status == 400
    assert not listener.has_heard()


def test_a_graph_on_the_web_is_not_fetched(remote_seed: Store, listener: Listener) -> None:
    query = f"SELECT * FROM <{listener.address}> FROM NAMED <{quote(listener.address, ':/')}> {{ ?s ?p ?o }}"
    assert read(ask(remote_seed, query))[1] == []
    assert not listener.has_heard()


@pytest.mark.parametrize("query", KNOWN)
def test_casts_and_collections_are_answered(
    query: str, remote_synthetic: Store, embedded_synthetic: Store
) -> None:
    found, expected = (read(ask(store, query)) for store in (remote_synthetic, embedded_synthetic))
    assert found == expected

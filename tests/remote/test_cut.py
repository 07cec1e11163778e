"""What a remote store cut short, or broke, is an error and never an answer."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import QueryError, ReleaseError
from kg.store import Store, open_remote
from kg.store.endpoint import open_endpoint
from kg.store.remote import RemoteStore
from tests.remote.conftest import published
from tests.remote.virtuoso import running_virtuoso

ROWS, SECONDS = 50, 2
NTRIPLES = "application/n-triples"
TABLE = b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"http://a/"}}]}}'
JSON = b"Content-Type: application/sparql-results+json\r\n"
OK = b"HTTP/1.1 200 OK\r\nConnection: close\r\n"


@pytest.fixture(scope="module")
def cutting(synthetic_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A release in a Virtuoso that gives few rows and little time."""
    settings = f"ResultSetMaxRows = {ROWS}\nMaxQueryExecutionTime = {SECONDS}\n"
    with running_virtuoso(tmp_path_factory.mktemp("cutting"), settings) as server:
        published(synthetic_release, server)
        with open_remote(synthetic_release, server.url) as store:
            yield store


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p ?o }",
        f"SELECT * {{ ?s ?p ?o }} LIMIT {ROWS + 1}",
        "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }",
        "CONSTRUCT WHERE { ?s ?p ?o }",
        "DESCRIBE ?s { ?s ?p ?o }",
    ],
)
def test_more_rows_than_the_store_gives_are_an_error(query: str, cutting: Store) -> None:
    with pytest.raises(QueryError, match="cut") as caught:
        cutting.query(query)
    assert caught.value.status == 503


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * {{ ?s ?p ?o }} LIMIT {ROWS - 1}",
        f"CONSTRUCT {{ ?s ?p ?o }} {{ ?s ?p ?o }} LIMIT {ROWS - 1}",
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        "ASK { ?s ?p ?o }",
    ],
)
def test_what_fits_is_answered(query: str, cutting: Store) -> None:
    assert cutting.query(query, media_type=("text/csv", NTRIPLES)).body.strip().count(b"\n") <= ROWS


def test_what_takes_longer_than_the_store_allows_is_an_error(cutting: Store) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f FILTER(STR(?b) > STR(?d) && ?f != ?b) }"
    with pytest.raises(QueryError) as caught:
        cutting.query(query)
    assert caught.value.status in {502, 503}


def test_a_query_stops_at_our_deadline(remote_synthetic: Store) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f FILTER(STR(?b) > STR(?d) && ?f != ?b) }"
    with pytest.raises(QueryError, match="in time") as caught:
        remote_synthetic.query(query, timeout=1)
    assert caught.value.status == 503


def test_an_answer_longer_than_the_limit_is_refused(remote_synthetic: Store) -> None:
    with pytest.raises(QueryError) as caught:
        remote_synthetic.query("SELECT * { ?s ?p ?o }", limit=10_000)
    assert caught.value.status == 413


@pytest.mark.parametrize(
    ("reply", "status"),
    [
        (OK + JSON + b"Content-Length: 500\r\n\r\n" + TABLE, 503),
        (OK + JSON + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n" % (len(TABLE), TABLE), 503),
        (OK + JSON + b"\r\n" + TABLE, 502),
        (OK + JSON + b"Content-Length: %d\r\n\r\n%s" % (len(TABLE) - 2, TABLE[:-2]), 502),
        (OK + JSON + b"Content-Length: %d\r\n\r\n%s" % (len(TABLE) - 9, TABLE[:-9]), 502),
        (OK + b"Content-Type: text/html\r\nContent-Length: %d\r\n\r\n%s" % (len(TABLE), TABLE), 502),
        (OK + JSON + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%s" % (len(TABLE), TABLE), 502),
        (OK + JSON + b"X-SQL-State: S1TAT\r\nContent-Length: %d\r\n\r\n%s" % (len(TABLE), TABLE), 503),
        (OK + JSON + b"X-SPARQL-MaxRows: 1\r\nContent-Length: %d\r\n\r\n%s" % (len(TABLE), TABLE), 503),
        (b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n", 502),
        (b"HTTP/1.1 500 Error\r\nContent-Length: 0\r\n\r\n", 502),
        (b"HTTP/1.1 200 OK\r\n", 503),
        (b"", 503),
        (b"\x00\x01\x02", 503),
    ],
)
def test_a_broken_answer_is_an_error(reply: bytes, status: int, remote_synthetic: RemoteStore) -> None:
    with (
        saying(reply) as url,
        pytest.raises(QueryError) as caught,
        asking(remote_synthetic, url) as store,
    ):
        store.query("SELECT ?s { ?s ?p ?o }")
    assert caught.value.status == status


def test_the_same_answer_unbroken_is_passed_on(remote_synthetic: RemoteStore) -> None:
    reply = OK + JSON + b"Content-Length: %d\r\n\r\n%s" % (len(TABLE), TABLE)
    with saying(reply) as url, asking(remote_synthetic, url) as store:
        answer = store.query("SELECT ?s { ?s ?p ?o }")
    assert json.loads(answer.body)["results"] == json.loads(TABLE)["results"]


def test_a_store_that_nobody_runs_is_an_error(synthetic_release: Path) -> None:
    with pytest.raises(ReleaseError, match="reached"):
        open_remote(synthetic_release, "http://127.0.0.1:1/sparql")


@contextmanager
def asking(store: RemoteStore, url: str) -> Iterator[RemoteStore]:
    """Ask another address for a store's release."""
    endpoint = open_endpoint(url)
    try:
        yield replace(store, endpoint=endpoint)
    finally:
        endpoint.close()


@contextmanager
def saying(reply: bytes) -> Iterator[str]:
    """Listen on the loopback address, and give every request the same bytes."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=_say, args=(listener, reply), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/sparql"
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()


def _say(listener: socket.socket, reply: bytes) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with connection:
            received = b""
            while b"graph%2Fcurrent" not in received and b"graph%2Fnames" not in received:
                received += connection.recv(65536)
            connection.sendall(reply)
            connection.shutdown(socket.SHUT_WR)

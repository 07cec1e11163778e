"""What a remote store cut short, or broke, is an error and never an answer."""

from __future__ import annotations

import gzip
import json
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

import pytest

from kg.errors import QueryError, ReleaseError
from kg.store import Store, open_remote
from kg.store.endpoint import open_endpoint
from kg.store.holding import Holding
from kg.store.naming import names_of
from kg.store.remote import RemoteStore
from tests.remote.conftest import published
from tests.remote.virtuoso import running_virtuoso
from tests.store.processes import eventually
from tests.web.listening import listening

ROWS, SECONDS = 50, 2
NTRIPLES = "application/n-triples"
TABLE = b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"http://a/"}}]}}'
JSON = b"Content-Type: application/sparql-results+json\r\n"
OK = b"HTTP/1.1 200 OK\r\nConnection: close\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n\r\n"


def sized(body: bytes) -> bytes:
    """Give the end of a header, and the body."""
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


def held(store: RemoteStore, load: str = "synthetic", more: int = 0) -> bytes:
    """Say that the store's release is there, from some load, with so many graphs more than it has."""
    count = len(names_of(store.manifest).graphs) + more
    row = {
        "load": {"type": "literal", "value": load},
        "count": {
            "type": "literal",
            "value": str(count),
            "datatype": "http://www.w3.org/2001/XMLSchema#integer",
        },
    }
    table = {"head": {"vars": ["load", "count"]}, "results": {"bindings": [row]}}
    return OK + JSON + sized(json.dumps(table).encode())


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


BROKEN = [
    (OK + JSON + b"Content-Length: 500\r\n\r\n" + TABLE, 503),
    (OK + JSON + b"Content-Length: 500\r\n" + sized(TABLE), 503),
    (OK + JSON + b"Content-Length: -1\r\n\r\n" + TABLE, 503),
    (OK + JSON + sized(TABLE[:-2]), 502),
    (OK + JSON + sized(TABLE[:-9]), 502),
    (OK + JSON + sized(TABLE + TABLE), 502),
    (OK + JSON + sized(TABLE + b"Virtuoso 42000 Error"), 502),
    (OK + JSON + sized(b""), 502),
    (OK + JSON + sized(b"\xff".join([TABLE[:40], TABLE[40:]])), 502),
    (OK + JSON + sized(TABLE.replace(b"uri", b"iri")), 502),
    (OK + JSON + sized(b'{"head":{},"boolean":true}'), 502),
    (OK + JSON + sized(b'{"head":{"vars":["s"]}}'), 502),
    (OK + JSON + sized(b'{"head":{"vars":["s"]},"results":{"bindings":null}}'), 502),
    (OK + JSON + sized(b"[]"), 502),
    (OK + JSON + b"\r\n" + TABLE, 502),
    (OK + JSON + CHUNKED + b"%x\r\n%s\r\n" % (len(TABLE), TABLE), 503),
    (OK + JSON + CHUNKED + b"%x\r\n%s" % (len(TABLE), TABLE[:50]), 503),
    (OK + JSON + CHUNKED + b"50\r\n%s\r\n0\r\n\r\n" % TABLE[:80], 502),
    (OK + JSON + CHUNKED + b"nonsense\r\n%s" % TABLE, 503),
    (OK + JSON + b"Content-Encoding: gzip\r\n" + sized(TABLE), 502),
    (OK + JSON + b"Content-Encoding: gzip\r\n" + sized(gzip.compress(TABLE)), 502),
    (OK + JSON + b"X-SQL-State: S1TAT\r\n" + sized(TABLE), 503),
    (OK + JSON + b"x-sql-state: S1TAT\r\n" + sized(TABLE), 503),
    (OK + JSON + b"X-SPARQL-MaxRows: 1\r\n" + sized(TABLE), 503),
    (OK + b"Content-Type: text/html\r\n" + sized(TABLE), 502),
    (OK + b"Content-Type: text/html\r\n" + sized(b"<html>Error</html>"), 502),
    (OK + b"Content-Type: application/json\r\n" + sized(TABLE), 502),
    (OK + sized(TABLE), 502),
    (b"HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-88/900\r\n" + JSON + sized(TABLE), 502),
    (b"HTTP/1.1 204 No Content\r\n" + JSON + b"\r\n", 502),
    (b"HTTP/1.1 302 Found\r\nLocation: {address}\r\n" + JSON + sized(TABLE), 502),
    (b"HTTP/1.1 307 Temporary Redirect\r\nLocation: {address}\r\n" + sized(b""), 502),
    (b"HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic\r\n" + sized(b""), 502),
    (b"HTTP/1.1 500 Error\r\n" + JSON + sized(TABLE), 502),
    (b"HTTP/1.1 200 OK\r\n", 503),
    (b"HTTP/9 200\r\n\r\n", 503),
    (b"", 503),
    (b"\x00\x01\x02", 503),
]


@pytest.mark.parametrize(("reply", "status"), BROKEN)
def test_a_broken_answer_is_an_error(reply: bytes, status: int, remote_synthetic: RemoteStore) -> None:
    with listening() as elsewhere:
        reply = reply.replace(b"{address}", elsewhere.address.encode())
        with (
            saying(reply, held(remote_synthetic)) as url,
            pytest.raises(QueryError) as caught,
            asking(remote_synthetic, url) as store,
        ):
            store.query("SELECT ?s { ?s ?p ?o }")
        assert caught.value.status == status
        assert not elsewhere.has_heard()


@pytest.mark.parametrize(("reply", "status"), BROKEN)
def test_a_release_that_a_broken_answer_says_is_there_is_not(
    reply: bytes, status: int, remote_synthetic: RemoteStore
) -> None:
    with saying(TABLE, reply) as url, asking(remote_synthetic, url) as store:
        with pytest.raises(QueryError) as caught:
            store.query("SELECT ?s { ?s ?p ?o }")
        assert caught.value.status == status
        with pytest.raises(ReleaseError):
            open_remote(store.release, url)


@pytest.mark.parametrize(
    "reply",
    [
        OK + JSON + sized(TABLE),
        OK + JSON + CHUNKED + b"9\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (TABLE[:9], len(TABLE) - 9, TABLE[9:]),
        OK + JSON.replace(b"json", b"json; charset=UTF-8") + b"Content-Encoding: identity\r\n" + sized(TABLE),
    ],
)
def test_the_same_answer_unbroken_is_passed_on(reply: bytes, remote_synthetic: RemoteStore) -> None:
    with saying(reply, held(remote_synthetic)) as url, asking(remote_synthetic, url) as store:
        answer = store.query("SELECT ?s { ?s ?p ?o }")
    assert json.loads(answer.body)["results"] == json.loads(TABLE)["results"]


@pytest.mark.parametrize(
    "afterwards", [{"load": "another"}, {"more": 1}, {"more": -1}, {"load": "another", "more": 1}]
)
def test_an_answer_during_which_the_release_was_not_there_is_an_error(
    afterwards: dict[str, Any], remote_synthetic: RemoteStore
) -> None:
    """It was removed, half removed, or removed and loaded again."""
    reply, present = OK + JSON + sized(TABLE), held(remote_synthetic)
    changed = held(remote_synthetic, **afterwards)
    again = held(remote_synthetic, **afterwards | {"more": 0})
    with saying(reply, present, changed, again) as url, asking(remote_synthetic, url) as store:
        with pytest.raises(QueryError, match="no longer holds") as caught:
            store.query("SELECT ?s { ?s ?p ?o }")
        assert caught.value.status == 503
        assert store.query("SELECT ?s { ?s ?p ?o }").body


def test_an_answer_that_drips_in_ends_at_the_deadline(remote_synthetic: RemoteStore) -> None:
    with (
        saying(OK + JSON + b"Content-Length: 1000000\r\n\r\n", held(remote_synthetic), drip=b" ") as url,
        asking(remote_synthetic, url) as store,
        pytest.raises(QueryError, match="in time") as caught,
    ):
        store.query("SELECT ?s { ?s ?p ?o }", timeout=1)
    assert caught.value.status == 503


def test_a_slow_store_takes_no_more_than_its_turns(remote_synthetic: RemoteStore) -> None:
    """One more query waits, and is told that the endpoint is busy; later ones have their turn."""
    outcomes: list[str] = []

    def wait(timeout: float) -> None:
        with pytest.raises(QueryError) as caught:
            store.query("SELECT ?s { ?s ?p ?o }", timeout=timeout)
        outcomes.append(str(caught.value))

    reply = OK + JSON + b"Content-Length: 1000000\r\n\r\n"
    with (
        saying(reply, held(remote_synthetic), drip=b" ") as url,
        asking(replace(remote_synthetic, turns=BoundedSemaphore(1)), url) as store,
        ThreadPoolExecutor(2) as askers,
    ):
        first = askers.submit(wait, 4)
        assert eventually(lambda: is_taken(store.turns), 4)
        wait(0.5)
        first.result()
        wait(0.5)
    assert ["busy" in outcome for outcome in outcomes] == [True, False, False]


def is_taken(turns: BoundedSemaphore) -> bool:
    if turns.acquire(blocking=False):
        turns.release()
        return False
    return True


def test_a_store_that_nobody_runs_is_an_error(synthetic_release: Path) -> None:
    with pytest.raises(ReleaseError, match="reached"):
        open_remote(synthetic_release, "http://127.0.0.1:1/sparql")


@contextmanager
def asking(store: RemoteStore, url: str) -> Iterator[RemoteStore]:
    """Ask another address for a store's release."""
    endpoint = open_endpoint(url)
    try:
        yield replace(store, holding=Holding(endpoint))
    finally:
        endpoint.close()


@contextmanager
def saying(reply: bytes, *held: bytes, drip: bytes = b"") -> Iterator[str]:
    """Listen on the loopback address, and give every query the same bytes, then more of them, drop by drop.

    The question whether the release is there gets the others, one after another, and the last one again.
    """
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=_say, args=(listener, reply, [*held], drip), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/sparql"
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()


def _say(listener: socket.socket, reply: bytes, held: list[bytes], drip: bytes) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with connection, suppress(OSError):
            received = b""
            while b"graph%2Fcurrent" not in received and b"graph%2Fnames" not in received:
                received += connection.recv(65536)
            if b"graph%2Fnames" in received:
                connection.sendall(held.pop(0) if len(held) > 1 else held[0])
                continue
            connection.sendall(reply)
            while drip:
                connection.sendall(drip)
                time.sleep(0.05)

"""A request that does not come whole costs the others nothing."""

from __future__ import annotations

import resource
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from tests.store.processes import children, eventually, is_busy
from tests.web.site import Site, running
from tests.web.test_sparql_limits import PRODUCT

HEAD = "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
SOCKETS = 100
THOUSANDS = 2_000


def connect(site: Site, sent: bytes) -> socket.socket:
    address = urlsplit(site.address)
    connection = socket.create_connection((address.hostname, address.port), timeout=30)
    connection.sendall(sent)
    return connection


def status(connection: socket.socket) -> int:
    """Give the status of the answer; 0 when the connection was closed without one."""
    try:
        words = connection.recv(4096).split()
    except ConnectionError:
        words = []
    return int(words[1]) if words else 0


@pytest.fixture
def unfinished(site: Site) -> Iterator[list[socket.socket]]:
    with ExitStack() as stack:
        sent = f"{HEAD}Content-Length: 100\r\n\r\nASK".encode()
        yield [stack.enter_context(connect(site, sent)) for _ in range(SOCKETS)]


def test_bodies_that_never_end_take_no_turn_from_others(site: Site, unfinished: list[socket.socket]) -> None:
    for method in ("GET", "POST"):
        assert site.query("ASK { BIND(NOW() AS ?n) }", method=method).status == 200
    assert site.ask("/en/", headers={"Accept": "text/html"}).status == 200
    assert {status(connection) for connection in unfinished} == {408}


@pytest.mark.parametrize("sent", [b"", b"GET /spar", b"GET / HTTP/1.1\r\nHost: x\r\nX-A: "])
def test_connections_that_never_ask_are_closed(site: Site, sent: bytes) -> None:
    with ExitStack() as stack:
        connections = [stack.enter_context(connect(site, sent)) for _ in range(SOCKETS)]
        assert site.is_ready()
        assert {status(connection) for connection in connections} <= {0, 408}


def test_silent_connections_by_the_thousand_shut_nobody_out(site: Site) -> None:
    usual, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    try:
        with ExitStack() as stack:
            for _ in range(min(THOUSANDS, most - 200)):
                stack.enter_context(connect(site, b""))
            assert all(site.ask("/health/live", timeout=5).status == 200 for _ in range(10))
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (usual, most))


def test_unfinished_bodies_take_so_much_memory_together_and_no_more(handmade: Path) -> None:
    sent = f"{HEAD}Content-Length: {1 << 20}\r\n\r\n".encode() + b" " * ((1 << 20) - 10)
    with running(handmade, "--workers", "1") as site, ExitStack() as stack:
        connections = [stack.enter_context(connect(site, sent)) for _ in range(80)]
        assert site.query("ASK {}").json["boolean"] is True
        assert {status(connection) for connection in connections} == {408, 503}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_long_query_is_answered_but_not_kept(site: Site, method: str) -> None:
    query = "ASK { # " + "a" * 40_000 + "\n}"
    for _ in range(2):
        reply = site.query(query, method=method)
        assert reply.json["boolean"] is True
        assert "desc=kept" not in reply.headers["Server-Timing"]


def test_a_body_that_breaks_off_is_no_query(site: Site) -> None:
    with connect(site, f"{HEAD}Content-Length: 100\r\n\r\nASK {{}}".encode()) as connection:
        connection.shutdown(socket.SHUT_WR)
        assert status(connection) in {0, 400}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"6\r\nASK {}\r\n0\r\n\r\n", 200),
        (b"3\r\nASK\r\n3\r\n {}\r\n0\r\n\r\n", 200),
        (b"zz\r\nASK {}\r\n", 400),
        (b"200000\r\n" + b" " * 0x200000 + b"\r\n0\r\n\r\n", 413),
    ],
)
def test_a_body_in_chunks_is_read_to_its_end(site: Site, body: bytes, expected: int) -> None:
    with connect(site, f"{HEAD}Transfer-Encoding: chunked\r\n\r\n".encode() + body) as connection:
        assert status(connection) in {expected} | ({0} if expected == 400 else set())


def test_a_large_answer_arrives_whole_in_every_form(site: Site) -> None:
    rows = " ".join(f"?s{i} ?p{i} ?o{i} ." for i in range(3))
    small = site.query(f"SELECT * {{ {rows} }} LIMIT 5", "text/csv")
    large = site.query(f"SELECT * {{ {rows} }}", "text/csv")
    assert len(large.body) > 1 << 20
    assert int(large.headers["Content-Length"]) == len(large.body)
    assert large.body.count(b"\r\n") > small.body.count(b"\r\n")
    assert site.query(f"SELECT * {{ {rows} }}", "text/csv", "HEAD").headers["ETag"] == large.headers["ETag"]
    assert site.query(f"SELECT * {{ {rows} }}", "text/csv", "POST").body == large.body


def test_a_client_that_leaves_ends_its_query(site: Site) -> None:
    sent = f"GET /sparql?query={quote(PRODUCT)} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
    with connect(site, sent):
        assert eventually(lambda: any(map(is_busy, children(site.broker()))), 10)
    assert eventually(lambda: not any(map(is_busy, children(site.broker()))), 10)


def test_a_reader_who_never_reads_takes_no_turn_from_others(site: Site) -> None:
    with ExitStack() as stack:
        for _ in range(SOCKETS):
            sent = b"GET /dumps/latest/dumps/renkei.nq HTTP/1.1\r\nHost: x\r\n\r\n"
            stack.enter_context(connect(site, sent * 20))
        assert eventually(site.is_ready, 5)
        assert site.ask("/dumps/").status == 200

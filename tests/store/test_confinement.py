"""The wall holds also for queries that nobody has screened: they are put straight to the broker here."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import suppress

import pytest

from kg.errors import QueryError
from kg.store import Answer, Store, wire
from kg.store.formats import JSON
from kg.store.generation import QUERIES


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def put(store: Store, query: str) -> Answer:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(store.address / QUERIES))
        connection.sendall(wire.written_request(wire.Request(query, (JSON,), 5, 5, 1000)))
        incoming = wire.Incoming()
        while not incoming.receive(connection):
            pass
        return incoming.reply()


def has_heard(listener: socket.socket) -> bool:
    try:
        listener.accept()[0].close()
    except BlockingIOError:
        return False
    return True


def test_the_listener_would_hear(listener: socket.socket) -> None:
    with socket.create_connection(listener.getsockname()):
        assert has_heard(listener)


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "example.org"])
@pytest.mark.parametrize("silent", ["", "SILENT "])
def test_a_query_reaches_no_other_server(
    store: Store, listener: socket.socket, scheme: str, host: str, silent: str
) -> None:
    address = f"{scheme}://{host}:{listener.getsockname()[1]}/"
    with suppress(QueryError, ConnectionError):
        put(store, f"SELECT * {{ SERVICE {silent}<{address}> {{ ?s ?p ?o }} }}")
    assert not has_heard(listener)
    assert put(store, "ASK {}").kind == "boolean"


def test_a_query_that_tries_is_told_that_it_may_not(store: Store) -> None:
    with pytest.raises(QueryError) as caught:
        put(store, "SELECT * { SERVICE <http://localhost:1234/> { ?s ?p ?o } }")
    assert caught.value.status == 403


def test_a_client_that_sends_nothing_keeps_nobody_waiting(store: Store) -> None:
    with socket.socket(socket.AF_UNIX) as mute:
        mute.connect(str(store.address / QUERIES))
        assert put(store, "ASK {}").kind == "boolean"


def test_a_client_that_sends_nonsense_gets_no_answer(store: Store) -> None:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(store.address / QUERIES))
        connection.sendall(b"GET / HTTP/1.1\r\n\r\n" * 10)
        connection.shutdown(socket.SHUT_WR)
        with suppress(ConnectionResetError):
            assert connection.recv(100) == b""
    assert put(store, "ASK {}").kind == "boolean"

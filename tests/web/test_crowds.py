"""Whoever asks for more pages than can be made is refused; the others are answered in their turn."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from kg.web.operation import FORM
from tests.store.processes import eventually
from tests.web.site import Site, running

CROWD = 1_500
STRANGER = "127.0.0.2"
"""Another address of this computer: another client."""
PAGE = "/en/search?q=a&" + "&".join(f"municipality={number}" for number in range(600))
"""A page that takes a moment."""


@pytest.fixture(scope="module")
def alone(handmade: Path) -> Iterator[Site]:
    """A server with one process that answers requests."""
    with running(handmade, "--workers", "1") as site:
        yield site


@contextmanager
def crowd(site: Site, path: str = PAGE, accept: str = "application/json") -> Iterator[list[socket.socket]]:
    """Let a stranger ask for a page so many times at once."""
    address = urlsplit(site.address)
    head = f"GET {path} HTTP/1.1\r\nHost: x\r\nAccept-Language: en\r\nAccept: {accept}\r\n\r\n".encode()
    with ExitStack() as stack:
        connections = []
        for _ in range(CROWD):
            place = (str(address.hostname), int(address.port or 0))
            connection = socket.create_connection(place, 60, source_address=(STRANGER, 0))
            connections.append(stack.enter_context(connection))
            connection.sendall(head)
        yield connections


def answered(connection: socket.socket) -> tuple[int, bytes]:
    """Give the status of an answer, and as much of it as has come."""
    received = connection.recv(1 << 14)
    return int(received.split()[1]), received


def test_a_client_that_asks_for_pages_without_end_is_refused(alone: Site) -> None:
    with crowd(alone) as connections:
        answers = [answered(connection) for connection in connections]
    assert {status for status, _ in answers} == {200, 503}
    refused = next(received for status, received in answers if status == 503)
    head, _, body = refused.partition(b"\r\n\r\n")
    assert b"retry-after: 5" in head.lower()
    assert b"cache-control: no-store" in head.lower()
    assert b"application/problem+json" in head.lower()
    assert json.loads(body)["status"] == 503


def test_a_person_is_told_so_on_a_page(alone: Site) -> None:
    with crowd(alone, accept="text/html") as connections:
        answers = [answered(connection) for connection in connections]
    refused = next(received for status, received in answers if status == 503).decode()
    assert '<html lang="en">' in refused
    assert "The endpoint is busy" in refused


def test_who_asks_for_one_page_gets_it_before_a_crowd_has_got_all_of_its_own(alone: Site) -> None:
    with crowd(alone) as connections:
        assert alone.ask("/health/live").status == 200
        assert alone.ask("/en/").status == 200
        last = connections[-1]
        assert answered(last)[0] in {200, 503}


def test_no_page_is_made_for_who_has_left(alone: Site) -> None:
    with crowd(alone):
        pass
    assert alone.ask("/en/").status == 200
    assert eventually(lambda: not in_flight(alone), 20)


def in_flight(site: Site) -> int:
    """Count the requests that are under way, but for the one that asks."""
    lines = site.ask("/metrics").text.splitlines()
    return sum(float(line.split()[-1]) > 1 for line in lines if line.startswith("renkei_requests_in_flight"))


def test_bodies_that_wait_take_so_much_memory_together_and_no_more(alone: Site) -> None:
    address = urlsplit(alone.address)
    body = b"query=" + b"%41" * 345_000
    head = f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: {FORM}\r\nContent-Length: {len(body)}\r\n\r\n"
    with ExitStack() as stack:
        connections = []
        for _ in range(100):
            connection = socket.create_connection((str(address.hostname), int(address.port or 0)), 120)
            connections.append(stack.enter_context(connection))
            connection.sendall(head.encode() + body)
        assert alone.query("ASK {}", method="POST").json["boolean"] is True
        assert {answered(connection)[0] for connection in connections} == {413, 503}

"""Who asks during a soak: clients that ask without pause, and clients that never finish asking."""

from __future__ import annotations

import http.client
import select
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

PATIENCE = 60.0
SPARQL = "application/sparql-query"


@dataclass(frozen=True)
class Call:
    """A request: its name in reports, its path, and the query that it posts, if any."""

    name: str
    path: str
    query: str | None = None


@dataclass
class Tally:
    """What a group of clients has seen: what became of their calls, milliseconds of each, CPU of its own."""

    outcomes: Counter[str] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)
    processor: float = 0.0


Calls = Callable[[int], Iterator[Call]]


def ask_all(address: str, clients: int, calls: Calls, seconds: float, patience: float) -> Tally:
    """Let clients ask without pause for some seconds; `calls` gives each, by its number, what it asks.

    `patience`: seconds after the end that they wait for answers; those that do not come are noted.
    """
    tally, end = Tally(), time.monotonic() + seconds
    arguments = [(address, calls(number), end, tally) for number in range(clients)]
    threads = [threading.Thread(target=_ask, args=each, daemon=True) for each in arguments]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(0, end + patience - time.monotonic()))
    if unanswered := sum(thread.is_alive() for thread in threads):
        tally.outcomes["unanswered"] += unanswered
    tally.processor = time.process_time()
    return tally


def promise_all(address: str, clients: int, seconds: float) -> Tally:
    """Hold connections open that announce a body and never send it; each that is closed is opened again."""
    tally, end = Tally(), time.monotonic() + seconds
    connections: dict[int, socket.socket] = {}
    poll = select.poll()
    while time.monotonic() < end:
        while len(connections) < clients:
            connection = _promise(address)
            connections[connection.fileno()] = connection
            poll.register(connection, select.POLLIN)
            tally.outcomes["opened"] += 1
        for descriptor, _ in poll.poll(200):
            poll.unregister(descriptor)
            with connections.pop(descriptor) as connection:
                tally.outcomes[_last_word(connection)] += 1
    for connection in connections.values():
        connection.close()
    tally.processor = time.process_time()
    return tally


def _ask(address: str, calls: Iterator[Call], end: float, tally: Tally) -> None:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=PATIENCE)
    for call in calls:
        if time.monotonic() > end:
            break
        start = time.perf_counter()
        outcome = _outcome(connection, call)
        tally.times.append((time.perf_counter() - start) * 1000)
        tally.outcomes[outcome if outcome == "200" else f"{outcome} {call.name}"] += 1
    connection.close()


def _outcome(connection: http.client.HTTPConnection, call: Call) -> str:
    """Give the status of the answer, or the name of the error that came instead."""
    method, headers = ("POST", {"Content-Type": SPARQL}) if call.query else ("GET", {})
    body = call.query.encode() if call.query else None
    try:
        connection.request(method, call.path, body, headers)
        response = connection.getresponse()
        response.read()
        return str(response.status)
    except (OSError, http.client.HTTPException) as error:
        connection.close()
        return type(error).__name__


def _promise(address: str) -> socket.socket:
    parts = urlsplit(address)
    connection = socket.create_connection((str(parts.hostname), int(parts.port or 80)))
    head = f"POST /sparql HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: {SPARQL}\r\n"
    connection.sendall(f"{head}Content-Length: 1000\r\n\r\n".encode())
    return connection


def _last_word(connection: socket.socket) -> str:
    """Give the status with which the server ended the connection, if it gave one."""
    try:
        words = connection.recv(64).split()
    except OSError as error:
        return type(error).__name__
    return words[1].decode() if len(words) > 1 else "closed"

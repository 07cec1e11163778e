"""What the web side and a query's process say to each other over the Unix socket.

client → child   Request
child  → client  the deadline, when the evaluation begins; then Answer or QueryError

Each is a frame: two lengths, a JSON header, a body. A frame that does not arrive whole is ConnectionError, so
a cut answer is never taken for one. The deadline is on the machine's monotonic clock, which all processes
share: a connection that ends after it was stopped by it, one that ends before it was not.
"""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from kg.errors import Message, QueryError

LENGTHS = struct.Struct("!IQ")
DEADLINE = struct.Struct("!d")


@dataclass(frozen=True)
class Request:
    """A query: media types for the answer, best first, what it may cost, dataset (None: the store's own)."""

    query: str
    media_types: tuple[str, ...]
    timeout: float
    limit: int
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    substitutions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """A complete answer: `kind` is solutions, boolean or graph, `body` is written in `media_type`."""

    kind: str
    media_type: str
    body: bytes


def send_request(connection: socket.socket, request: Request) -> None:
    """Send the query."""
    _send(connection, asdict(request), b"")


def receive_request(connection: socket.socket) -> Request:
    """Receive the query."""
    header, _ = _receive(connection)
    lists = {name: tuple(value) for name, value in header.items() if isinstance(value, list)}
    return Request(**header | lists)


def send_deadline(connection: socket.socket, deadline: float) -> None:
    """Say that the evaluation begins, and until when it may last."""
    connection.sendall(DEADLINE.pack(deadline))


def receive_deadline(connection: socket.socket) -> float:
    """Wait until the evaluation begins; the answer is its deadline."""
    (deadline,) = DEADLINE.unpack(_read(connection, DEADLINE.size))
    return float(deadline)


def send_reply(connection: socket.socket, reply: Answer | QueryError) -> None:
    """Send the answer, or why there is none."""
    if isinstance(reply, Answer):
        _send(connection, {"kind": reply.kind, "media_type": reply.media_type}, reply.body)
    else:
        _send(connection, {"error": asdict(reply.message), "status": reply.status}, b"")


def receive_reply(connection: socket.socket) -> Answer:
    """Receive the answer; QueryError when the reply says why there is none."""
    header, body = _receive(connection)
    if "error" in header:
        raise QueryError(Message(**header["error"]), header["status"])
    return Answer(header["kind"], header["media_type"], body)


def _send(connection: socket.socket, header: dict[str, Any], body: bytes) -> None:
    head = json.dumps(header).encode()
    connection.sendall(LENGTHS.pack(len(head), len(body)) + head)
    if body:  # a peer that has all it needs may have hung up
        connection.sendall(body)


def _receive(connection: socket.socket) -> tuple[dict[str, Any], bytes]:
    head, body = LENGTHS.unpack(_read(connection, LENGTHS.size))
    return json.loads(_read(connection, head)), _read(connection, body)


def _read(connection: socket.socket, size: int) -> bytes:
    content = bytearray(size)
    view = memoryview(content)
    while view:
        received = connection.recv_into(view)
        if not received:
            raise ConnectionError
        view = view[received:]
    return bytes(content)

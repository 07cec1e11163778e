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
from dataclasses import dataclass, field
from typing import Any

from kg.errors import Message, QueryError

LENGTHS = struct.Struct("!IQ")
DEADLINE = struct.Struct("!d")
BLOCK = 1 << 16
"""Bytes that are received at a time, and sent without a copy when there are more."""


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


class Incoming:
    """What arrives on a connection; what has arrived when a wait times out is not lost."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self.content = bytearray()

    def request(self) -> Request:
        """Receive the query."""
        header, _ = self._frame()
        lists = {name: tuple(value) for name, value in header.items() if isinstance(value, list)}
        return Request(**header | lists)

    def deadline(self) -> float:
        """Wait until the evaluation begins; the answer is its deadline."""
        self._await(DEADLINE.size)
        (deadline,) = DEADLINE.unpack(self._take(DEADLINE.size))
        return float(deadline)

    def reply(self) -> Answer:
        """Receive the answer; QueryError when the reply says why there is none."""
        header, body = self._frame()
        if "error" in header:
            raise QueryError(Message(**header["error"]), header["status"])
        return Answer(header["kind"], header["media_type"], body)

    def _frame(self) -> tuple[dict[str, Any], bytes]:
        self._await(LENGTHS.size)
        head, body = LENGTHS.unpack_from(self.content)
        self._await(LENGTHS.size + head + body)
        self._take(LENGTHS.size)
        return json.loads(self._take(head)), self._take(body)

    def _await(self, size: int) -> None:
        while len(self.content) < size:
            received = self.connection.recv(BLOCK)
            if not received:
                raise ConnectionError
            self.content += received

    def _take(self, size: int) -> bytes:
        taken = bytes(memoryview(self.content)[:size])
        del self.content[:size]
        return taken


def send_request(connection: socket.socket, request: Request) -> None:
    """Send the query."""
    _send(connection, vars(request), b"")


def send_deadline(connection: socket.socket, deadline: float) -> None:
    """Say that the evaluation begins, and until when it may last."""
    connection.sendall(DEADLINE.pack(deadline))


def send_reply(connection: socket.socket, reply: Answer | QueryError) -> None:
    """Send the answer, or why there is none."""
    if isinstance(reply, Answer):
        _send(connection, {"kind": reply.kind, "media_type": reply.media_type}, reply.body)
    else:
        _send(connection, {"error": vars(reply.message), "status": reply.status}, b"")


def _send(connection: socket.socket, header: dict[str, Any], body: bytes) -> None:
    head = json.dumps(header).encode()
    frame = LENGTHS.pack(len(head), len(body)) + head
    if len(body) < BLOCK:
        connection.sendall(frame + body)
    else:
        connection.sendall(frame)
        connection.sendall(body)

"""What the web and a worker say to each other over a Unix socket: a Request, then an Answer or QueryError.

Each is a frame: two lengths, a JSON header, a body. A frame that does not arrive whole is ConnectionError, so
a cut answer is never taken for one.
"""

from __future__ import annotations

import fcntl
import json
import socket
import struct
import termios
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from kg.errors import Message, QueryError

LENGTHS = struct.Struct("!IQ")
SMALL = 1 << 12
"""Bytes that most frames fit in: to allocate more for each costs more than the rest of the exchange."""
BLOCK = 1 << 18
"""Bytes that are received at a time, and sent without a copy when there are more."""


class Request(NamedTuple):
    """A query: media types for the answer, best first, what it may cost, dataset (None: the store's own)."""

    query: str
    media_types: tuple[str, ...]
    timeout: float
    limit: int
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    substitutions: Mapping[str, Mapping[str, str]] = {}


@dataclass(frozen=True)
class Answer:
    """A complete answer: `kind` is solutions, boolean or graph, `body` is written in `media_type`."""

    kind: str
    media_type: str
    body: bytes


class Incoming:
    """The one frame that arrives on a connection; what has arrived when a wait times out is not lost."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self.content = bytearray()

    def request(self) -> Request:
        """Receive the query."""
        (query, media_types, timeout, limit, default, named, substitutions), _ = self._frame()
        default, named = (None if graphs is None else tuple(graphs) for graphs in (default, named))
        return Request(query, tuple(media_types), timeout, limit, default, named, substitutions)

    def reply(self) -> Answer:
        """Receive the answer; QueryError when the reply says why there is none."""
        header, body = self._frame()
        if "error" in header:
            raise QueryError(Message(**header["error"]), header["status"])
        return Answer(header["kind"], header["media_type"], body)

    def _frame(self) -> tuple[Any, bytes]:
        self._await(LENGTHS.size)
        head, body = LENGTHS.unpack_from(self.content)
        start = LENGTHS.size + head
        self._await(start + body)
        content = memoryview(self.content)
        return json.loads(bytes(content[LENGTHS.size : start])), bytes(content[start:])

    def _await(self, size: int) -> None:
        while len(self.content) < size:
            received = self.connection.recv(min(max(size - len(self.content), SMALL), BLOCK))
            if not received:
                raise ConnectionError
            self.content += received


def is_unread(connection: socket.socket) -> bool:
    """Tell whether the other side has yet to read something that was sent (unix(7), SIOCOUTQ)."""
    unread = fcntl.ioctl(connection, termios.TIOCOUTQ, bytes(4))
    return any(unread)


def send_request(connection: socket.socket, request: Request) -> None:
    """Send the query."""
    _send(connection, request, b"")


def send_reply(connection: socket.socket, reply: Answer | QueryError) -> None:
    """Send the answer, or why there is none."""
    if isinstance(reply, Answer):
        _send(connection, {"kind": reply.kind, "media_type": reply.media_type}, reply.body)
    else:
        _send(connection, {"error": vars(reply.message), "status": reply.status}, b"")


def _send(connection: socket.socket, header: object, body: bytes) -> None:
    head = json.dumps(header).encode()
    frame = LENGTHS.pack(len(head), len(body)) + head
    if len(body) < BLOCK:
        connection.sendall(frame + body)
    else:
        connection.sendall(frame)
        connection.sendall(body)

"""What the web and a worker say to each other over a Unix socket: a Request, then an Answer or QueryError.

Each is a frame: two lengths, a JSON header, a body. A frame that does not arrive whole is ConnectionError, so
a cut answer is never taken for one.
"""

from __future__ import annotations

import fcntl
import socket
import struct
import termios
from typing import Any, NamedTuple

import orjson

from kg.errors import Message, QueryError

LENGTHS = struct.Struct("!IQ")
SMALL = 1 << 14
"""Bytes that most frames fit in: to allocate more for each costs more than the rest of the exchange."""
BLOCK = 1 << 18
"""Bytes that are received at a time of a longer frame: never more than are missing, for that takes memory."""

Content = bytes | bytearray | memoryview


class Request(NamedTuple):
    """A query: media types for the answer, best first, what it may cost, dataset (None: the store's own).

    `timeout` are seconds for running, `patience` those for waiting before, `limit` bytes of the answer.
    """

    query: str
    media_types: tuple[str, ...]
    timeout: float
    patience: float
    limit: int
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None


class Answer(NamedTuple):
    """A complete answer: `kind` is solutions, boolean or graph, `body` is written in `media_type`.

    `digest` is the SHA-256 of media type and body in hexadecimal: the same for the same answer, for no other.
    `is_kept` tells that it was not evaluated anew.
    """

    kind: str
    media_type: str
    body: bytes
    digest: str
    is_kept: bool = False


class Incoming:
    """The one frame that arrives on a connection, in as many pieces as it likes."""

    def __init__(self) -> None:
        self.content = bytearray()
        self.size: int | None = None

    def receive(self, connection: socket.socket) -> bool:
        """Receive the next piece; tell whether the frame is whole. ConnectionError when it never will be."""
        missing = SMALL if self.size is None else self.size - len(self.content)
        piece = connection.recv(min(missing, BLOCK))
        if not piece:
            raise ConnectionError
        self.content += piece
        if self.size is None and len(self.content) >= LENGTHS.size:
            self.size = LENGTHS.size + sum(LENGTHS.unpack_from(self.content))
        return self.size is not None and len(self.content) >= self.size

    def request(self) -> Request:
        """Give the query that has arrived."""
        (query, media_types, timeout, patience, limit, *graphs), _ = unpack(self.content)
        default, named = (None if names is None else tuple(names) for names in graphs)
        return Request(query, tuple(media_types), timeout, patience, limit, default, named)

    def reply(self) -> Answer:
        """Give the answer that has arrived; QueryError when the reply says why there is none."""
        header, body = unpack(self.content)
        if isinstance(header, dict):
            raise QueryError(Message(**header["error"]), header["status"])
        kind, media_type, digest = header
        return Answer(kind, media_type, body, digest)


def receive_request(connection: socket.socket) -> Request:
    """Wait for the query and give it."""
    incoming = Incoming()
    while not incoming.receive(connection):
        pass
    return incoming.request()


def is_unread(connection: socket.socket) -> bool:
    """Tell whether the other side has yet to read something that was sent (unix(7), SIOCOUTQ)."""
    unread = fcntl.ioctl(connection, termios.TIOCOUTQ, bytes(4))
    return any(unread)


def written_request(request: Request) -> bytes:
    """Write the frame of a query."""
    return pack([*request], b"")


def send_reply(connection: socket.socket, reply: Answer | QueryError) -> None:
    """Send the answer, or why there is none."""
    if isinstance(reply, QueryError):
        connection.sendall(pack({"error": vars(reply.message), "status": reply.status}, b""))
    elif len(reply.body) < BLOCK:
        connection.sendall(pack(_header(reply), reply.body))
    else:  # without a copy
        connection.sendall(pack(_header(reply), b"", len(reply.body)))
        connection.sendall(reply.body)


def pack_answer(answer: Answer) -> bytes:
    """Write the frame of an answer."""
    return pack(_header(answer), answer.body)


def unpack_answer(frame: Content) -> Answer:
    """Read the frame of an answer that was kept."""
    (kind, media_type, digest), body = unpack(frame)
    return Answer(kind, media_type, body, digest, is_kept=True)


def pack(header: object, body: bytes, size: int | None = None) -> bytes:
    """Write a frame; `size` is the body's length where the body itself follows later."""
    head = orjson.dumps(header)
    return LENGTHS.pack(len(head), len(body) if size is None else size) + head + body


def unpack(frame: Content) -> tuple[Any, bytes]:
    """Read a frame that is whole."""
    head, body = LENGTHS.unpack_from(frame)
    start = LENGTHS.size + head
    with memoryview(frame) as content:
        return orjson.loads(content[LENGTHS.size : start]), bytes(content[start : start + body])


def _header(answer: Answer) -> list[str]:
    return [answer.kind, answer.media_type, answer.digest]

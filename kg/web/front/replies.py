"""What a machine is answered, ready to be sent; the last small ones are held, for who asks the same again.

Behind them stands the cache that all processes share: here is held only what is small and was asked in few
words, each until newer ones take its place.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from werkzeug.http import parse_etags
from werkzeug.utils import get_content_type

from kg.store import Answer
from kg.web.headers import ALWAYS, DATA_POLICY
from kg.web.messages import Headers, Request, Response
from kg.web.operation import is_plain
from kg.web.validity import validity

HEADERS = (
    *((name.lower(), value) for name, value in ALWAYS.items()),
    ("content-security-policy", DATA_POLICY),
    ("vary", "Accept"),
)
MOST = 256
"""Replies that are held."""
SHORT = 4096
"""Characters of the requests whose replies are held; with MOST and SMALL it bounds the memory this takes."""
SMALL = 1 << 14
"""Bytes of the bodies that are held."""

Key = tuple[Path, str, str]
"""All that a reply depends on: release, what is asked and what is accepted, as they are written."""


class Reply(NamedTuple):
    """An answer to a query, with the headers for who gets it (200) and for who has it (304).

    `etag` is empty where the answer is new each time.
    """

    query: str
    etag: str
    whole: Headers
    unchanged: Headers
    body: bytes

    def to(self, request: Request) -> Response:
        """Answer a request; 304 where it gets what it has already (RFC 9110 §13.1.2)."""
        known = request.header("if-none-match") if request.method != "POST" else ""
        if known and self.etag and (known == self.etag or parse_etags(known).contains_weak(self.etag[1:-1])):
            return Response(304, self.unchanged, b"")
        return Response(200, self.whole, self.body)


def reply_with(query: str, answer: Answer) -> Reply:
    """Give the reply to a query that has this answer."""
    valid = tuple((name.lower(), value) for name, value in validity(query, answer))
    length = ("content-length", str(len(answer.body)))
    whole = (*_headers(answer.media_type), length, *valid)
    return Reply(query, dict(valid).get("etag", ""), whole, (*HEADERS, *valid), answer.body)


@cache
def _headers(media_type: str) -> Headers:
    return (("content-type", get_content_type(media_type, "utf-8")), *HEADERS)


class Held:
    """The last replies, at most so many."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.replies: dict[Key, Reply] = {}

    def key(self, release: Path, request: Request) -> Key | None:
        """Give the key of the request; None where its reply is never held."""
        accept = request.header("accept")
        is_short = len(request.query) + len(accept) <= SHORT
        return (release, request.query, accept) if self.most and is_short and is_plain(request) else None

    def get(self, key: Key | None) -> Reply | None:
        """Give the reply that is held."""
        return self.replies.get(key) if key else None

    def hold(self, key: Key | None, reply: Reply) -> None:
        """Hold a reply, if it may be given again and is small; the oldest makes room."""
        if key and reply.etag and len(reply.body) <= SMALL:
            if len(self.replies) >= self.most:
                del self.replies[next(iter(self.replies))]
            self.replies[key] = reply

"""HTTP messages (RFC 9110 §6) as plain values, for what is decided without a framework."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import flask
from werkzeug.http import parse_options_header

Headers = Sequence[tuple[str, str]]


class Request(NamedTuple):
    """A request whose body has been read; `client` is the address of who sent it, as the server saw it.

    `query` is still percent-encoded, names of headers are in lower case.
    """

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = MappingProxyType({})
    body: bytes = b""
    client: str = ""

    def header(self, name: str) -> str:
        """Give a header's value; empty when there is none."""
        return self.headers.get(name, "")

    @property
    def content_type(self) -> tuple[str, dict[str, str]]:
        """Give the media type of the body in lower case, and its parameters."""
        media_type, parameters = parse_options_header(self.header("content-type"))
        return media_type.lower(), parameters


class Part(NamedTuple):
    """A file, or the bytes of it from `start` until before `end`."""

    path: Path
    start: int | None = None
    end: int | None = None


class Response(NamedTuple):
    """An answer: its body is at hand or in a file."""

    status: int
    headers: Headers
    body: bytes | Part


def of_flask(asked: flask.Request) -> Request:
    """Take over a request that the framework has read."""
    return Request(
        asked.method,
        asked.path,
        asked.query_string.decode("latin-1"),
        {name.lower(): value for name, value in asked.headers.items()},
        asked.get_data(),
        asked.remote_addr or "",
    )

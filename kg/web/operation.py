"""What a request asks of the endpoint: the query operation of SPARQL 1.1 Protocol §2.1, read strictly."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

from flask import request
from werkzeug.exceptions import UnsupportedMediaType

from kg.store import Answer
from kg.web.errors import refusal
from kg.web.observation import observed_query
from kg.web.pages.context import current_store

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"


class Compressed(UnsupportedMediaType):
    """A request whose body is compressed; the answer says what may be sent instead (RFC 9110 §12.5.3)."""

    def get_headers(
        self, environ: WSGIEnvironment | None = None, scope: dict[str, Any] | None = None
    ) -> list[tuple[str, str]]:
        """Add what may be sent."""
        return [*super().get_headers(environ, scope), ("Accept-Encoding", "identity")]


@dataclass(frozen=True)
class Operation:
    """A query with the dataset that the request names, and the seconds it may take at most."""

    query: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    timeout: float | None

    def run(self, media_types: tuple[str, ...], limit: int | None = None) -> Answer:
        """Evaluate the query; the answer has the first media type that fits, and at most `limit` bytes."""
        with observed_query(self.query):
            return current_store().query(
                self.query,
                media_type=media_types,
                default_graphs=self.default_graphs,
                named_graphs=self.named_graphs,
                timeout=self.timeout,
                limit=limit,
            )


def read_operation() -> Operation | None:
    """Read the query operation; None when a GET asks no query."""
    check_encoding()
    if "update" in request.values or request.mimetype == UPDATE:
        raise refusal(403, "This endpoint is for reading: it refuses updates.")
    queries = [*request.values.getlist("query"), *read_body()]
    if len(queries) > 1:
        raise refusal(400, "The request holds more than one query.")
    if not queries and request.method == "POST":
        raise refusal(400, "The request holds no query.")
    if not queries:
        return None
    default, named = (request.values.getlist(name) for name in ("default-graph-uri", "named-graph-uri"))
    return Operation(queries[0], tuple(default), tuple(named), read_timeout())


def check_encoding() -> None:
    """Refuse what is compressed, in another encoding than UTF-8, or not valid in it.

    Decoding percent-escapes would else pass over bytes that are no text, and another query would be answered.
    """
    if request.content_encoding not in (None, "", "identity"):
        raise Compressed
    if request.mimetype_params.get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
        raise refusal(415, "The request is read as UTF-8 only.")
    escaped = [request.query_string]
    if request.mimetype == FORM:
        escaped.append(request.get_data())
    for part in escaped:
        decode(unquote_to_bytes(part))


def read_body() -> list[str]:
    """Read the query that is the body itself (SPARQL 1.1 Protocol §2.1.3), if it is one."""
    if request.method != "POST" or request.mimetype == FORM:
        return []
    if request.mimetype != DIRECT:
        raise UnsupportedMediaType
    return [decode(request.get_data())]


def read_timeout() -> float | None:
    """Read the seconds that the client is ready to wait; they can only be fewer than the server's."""
    written = request.values.get("timeout")
    if written is None:
        return None
    try:
        seconds = float(written)
    except ValueError:
        seconds = 0
    if not isfinite(seconds) or seconds <= 0:
        raise refusal(400, "The parameter timeout is a number of seconds above 0.")
    return seconds


def decode(content: bytes) -> str:
    """Decode UTF-8; QueryError 400 when it is none."""
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise refusal(400, "The query is not valid Unicode text.") from error

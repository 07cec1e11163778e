"""What a request asks of the endpoint: the query operation of SPARQL 1.1 Protocol §2.1, read strictly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from werkzeug.exceptions import UnsupportedMediaType

from kg.errors import QueryError
from kg.store import Store
from kg.store.formats import GRAPHS, JSON, RESULTS, TURTLE
from kg.store.remembering import remembered
from kg.store.wire import Request as StoreRequest
from kg.web.errors import refusal
from kg.web.messages import Request
from kg.web.negotiation import HTML, LONGEST, SPREADSHEET, answer_types, best_match, named_types

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

PATH = "/sparql"
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"

PAGE = 4 << 20
"""Bytes of an answer that is shown on a page, or made a table for a spreadsheet."""
FIELDS = 1_000
"""Parameters that a request may have."""

Parameters = Mapping[str, list[str]]


class Compressed(UnsupportedMediaType):
    """A request whose body is compressed; the answer says what may be sent instead (RFC 9110 §12.5.3)."""

    def get_headers(
        self, environ: WSGIEnvironment | None = None, scope: dict[str, Any] | None = None
    ) -> list[tuple[str, str]]:
        """Add what may be sent."""
        return [*super().get_headers(environ, scope), ("Accept-Encoding", "identity")]


@dataclass(frozen=True)
class Operation:
    """A query with the dataset that the request names, the seconds it may take, and what may answer it."""

    query: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    timeout: float | None
    media_types: tuple[str, ...]

    @property
    def is_for_people(self) -> bool:
        """Tell whether the answer shall be a page, or a table for a spreadsheet."""
        return HTML in self.media_types or self.is_for_spreadsheets

    @property
    def is_for_spreadsheets(self) -> bool:
        """Tell whether the answer shall be a table for a spreadsheet."""
        return SPREADSHEET in self.media_types

    def request(self, store: Store) -> StoreRequest:
        """Give what to ask the store; QueryError when that is refused."""
        wanted = (JSON,) if self.is_for_spreadsheets else (JSON, TURTLE)
        return store.request(
            self.query,
            media_type=wanted if self.is_for_people else self.media_types,
            default_graphs=self.default_graphs,
            named_graphs=self.named_graphs,
            timeout=self.timeout,
            limit=PAGE if self.is_for_people else None,
        )


def read_operation(request: Request) -> Operation | None:
    """Read the query operation; None when a GET asks no query."""
    if is_plain(request):
        return _of_address(request.query, request.header("accept")[:LONGEST])
    return _read(request)


def is_plain(request: Request) -> bool:
    """Tell whether the address and the Accept header are all that a request says."""
    headers = request.headers
    return (
        request.method != "POST"
        and not request.body
        and "content-type" not in headers
        and "content-encoding" not in headers
    )


def description_type(request: Request) -> str:
    """Choose the form in which the endpoint describes itself: RDF, or the page for people."""
    named = _named(read_parameters(request))
    offers = [*GRAPHS, HTML]
    media_types = (best_match(request.header("accept"), offers),) if named is None else named
    chosen = next((media_type for media_type in media_types if media_type in offers), None)
    if chosen is None:
        raise not_offered()
    return chosen


@remembered
def _of_address(query: str, accept: str) -> Operation | None:
    return _read(Request("GET", PATH, query, {"accept": accept}))


def _read(request: Request) -> Operation | None:
    check_encoding(request)
    parameters = read_parameters(request)
    if "update" in parameters or request.content_type[0] == UPDATE:
        raise refusal(403, "This endpoint is for reading: it refuses updates.")
    queries = [*parameters.get("query", []), *read_body(request)]
    if len(queries) > 1:
        raise refusal(400, "The request holds more than one query.")
    if not queries and request.method == "POST":
        raise refusal(400, "The request holds no query.")
    if not queries:
        return None
    return Operation(
        queries[0],
        tuple(parameters.get("default-graph-uri", ())),
        tuple(parameters.get("named-graph-uri", ())),
        read_timeout(parameters),
        answer_media_types(request, parameters),
    )


def check_encoding(request: Request) -> None:
    """Refuse what is compressed or says that it is in another encoding than UTF-8.

    Parameters are refused by `read_parameters` where they are no text.
    """
    if request.header("content-encoding") not in ("", "identity"):
        raise Compressed
    parameters = request.content_type[1]
    if parameters.get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
        raise refusal(415, "The request is read as UTF-8 only.")


def read_parameters(request: Request) -> Parameters:
    """Read the parameters in the address, then those in the form; QueryError 400 when they are no text.

    Decoding percent-escapes may not pass over bytes that are no text: another query would be answered.
    """
    encoded = [request.query]
    if request.method == "POST" and request.content_type[0] == FORM:
        encoded.append(decode(request.body))
    try:
        joined = "&".join(filter(None, encoded))
        return parse_qs(joined, keep_blank_values=True, errors="strict", max_num_fields=FIELDS)
    except UnicodeDecodeError as error:
        raise no_text() from error
    except ValueError as error:
        raise refusal(400, "The request has too many parameters.") from error


def read_body(request: Request) -> list[str]:
    """Read the query that is the body itself (SPARQL 1.1 Protocol §2.1.3), if it is one."""
    media_type = request.content_type[0]
    if request.method != "POST" or media_type == FORM:
        return []
    if media_type != DIRECT:
        raise UnsupportedMediaType
    return [decode(request.body)]


def read_timeout(parameters: Parameters) -> float | None:
    """Read the seconds that the client is ready to wait; they can only be fewer than the server's."""
    written = parameters.get("timeout")
    if written is None:
        return None
    try:
        seconds = float(written[0])
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
        raise no_text() from error


def no_text() -> QueryError:
    """Give the error for bytes that are not valid in UTF-8."""
    return refusal(400, "The query is not valid Unicode text.")


def answer_media_types(request: Request, parameters: Parameters) -> tuple[str, ...]:
    """Choose what may answer a query, best first; QueryError 406 when nothing may."""
    named = _named(parameters)
    media_types = answer_types(request.header("accept")) if named is None else named
    if not media_types:
        raise not_offered()
    return media_types


def not_offered() -> QueryError:
    """Give the error for a request that allows none of our media types."""
    offered = ", ".join(dict.fromkeys([*RESULTS, *GRAPHS, HTML]))
    return refusal(406, "The answer is offered as {offered}.", offered=offered)


def _named(parameters: Parameters) -> tuple[str, ...] | None:
    """Give the media types that the parameter `format` or `output` means; None without one."""
    names = [name for key in ("format", "output") for name in parameters.get(key, ()) if name]
    return next(filter(None, map(named_types, names)), ()) if names else None

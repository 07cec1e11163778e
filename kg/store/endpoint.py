"""The remote SPARQL endpoint: whole answers from one address, or QueryError.

No redirect is followed, no proxy or password is taken from the environment, and what a query names is never
asked. An answer is whole when its length was announced and kept and no header says that it was cut.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

import httpx
from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

from kg.errors import Message, QueryError
from kg.store.formats import JSON

# Virtuoso cuts with status 200: at ResultSetMaxRows (with the header also where that is exactly the whole),
# and at a timeout with the SQL state S1TAT.
CUT = ("X-SPARQL-MaxRows", "X-SQL-State")
CONNECTIONS = httpx.Limits(max_connections=32, max_keepalive_connections=32)
CONNECTING = 5.0
"""Seconds that a connection may take."""


@dataclass(frozen=True)
class Endpoint:
    """A SPARQL 1.1 endpoint; `client` keeps its connections."""

    url: str
    client: httpx.Client

    def select(
        self, query: str, default: Sequence[str], named: Sequence[str], deadline: float, limit: int
    ) -> bytes:
        """Ask a SELECT; give its SPARQL 1.1 Query Results JSON, whole, at most `limit` bytes.

        `deadline` is on the monotonic clock; an answer that drips in can take twice the time until then.
        """
        form = {"query": query, "default-graph-uri": [*default], "named-graph-uri": [*named]}
        patience = max(0.001, deadline - time.monotonic())
        timeout = httpx.Timeout(patience, connect=min(patience, CONNECTING))
        headers = {"Accept": JSON, "Accept-Encoding": "identity"}
        try:
            request = self.client.build_request("POST", self.url, data=form, headers=headers, timeout=timeout)
            with closing(self.client.send(request, stream=True)) as response:
                _check(response)
                return _read(response, deadline, limit)
        except httpx.TimeoutException as error:
            raise late() from error
        except httpx.HTTPError as error:
            raise QueryError(Message("The remote store cannot be reached, or broke off."), 503) from error

    def close(self) -> None:
        """Close the connections."""
        self.client.close()


def open_endpoint(url: str) -> Endpoint:
    """Give the endpoint at the address; nothing is sent yet."""
    return Endpoint(url, httpx.Client(follow_redirects=False, trust_env=False, limits=CONNECTIONS))


class _Whole:
    """Lets go of the traceback, whose frames hold solutions: those may end in no thread but their own."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        del trace
        if isinstance(error, SyntaxError | ValueError | LookupError):  # LookupError: it lacks a variable
            raise unusable() from error.with_traceback(None)


def whole() -> _Whole:
    """Turn the end of an answer that breaks off, or is no answer, into its error."""
    return _Whole()


def read_solutions(answer: bytes) -> QuerySolutions:
    """Read the solutions of a SELECT; they are read as they are used, under `whole`."""
    with whole():
        found = parse_query_results(answer, format=QueryResultsFormat.JSON)
    if not isinstance(found, QuerySolutions):
        raise unusable()
    return found


def late() -> QueryError:
    """Give the error for an answer that did not come in time."""
    template = "The remote store did not answer in time. Ask for less, for example with LIMIT."
    return QueryError(Message(template), 503)


def unusable() -> QueryError:
    """Give the error for an answer that is none."""
    return QueryError(Message("The remote store gave no usable answer to this query."), 502)


def cut() -> QueryError:
    """Give the error for an answer that is only a part."""
    template = "The remote store cut its answer short. Ask for less, for example with LIMIT."
    return QueryError(Message(template), 503)


def _check(response: httpx.Response) -> None:
    """Refuse what is not a whole answer in the form that was asked for."""
    if any(name in response.headers for name in CUT):
        raise cut()
    announced = "Content-Length" in response.headers or "Transfer-Encoding" in response.headers
    media_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    encoded = response.headers.get("Content-Encoding", "identity").lower() != "identity"
    if response.status_code != httpx.codes.OK or media_type != JSON or encoded or not announced:
        raise unusable()


def _read(response: httpx.Response, deadline: float, limit: int) -> bytes:
    body = bytearray()
    for piece in response.iter_raw():
        body += piece
        if len(body) > limit:
            template = "The answer is larger than {limit} MB. Ask for less, for example with LIMIT."
            raise QueryError(Message(template, {"limit": limit >> 20}), 413)
        if time.monotonic() > deadline:
            raise late()
    return bytes(body)

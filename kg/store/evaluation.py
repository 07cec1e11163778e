"""Evaluate one query on a loaded store: Request → Answer, or the QueryError that says what is wrong."""

from __future__ import annotations

import re

from pyoxigraph import NamedNode, Store

from kg.errors import Message, QueryError
from kg.store.screening import no_function, no_service
from kg.store.serialization import Result, write
from kg.store.syntax import syntax_error
from kg.store.wire import Answer, Request

# The engine's finding when it plans a query that calls a function by an IRI that it does not know.
UNKNOWN = re.compile("The custom function <(?P<iri>.*)> is not supported")


def evaluate(store: Store, request: Request, limit: int, rows: int) -> Answer:
    """Evaluate a query; QueryError when it cannot be read, or has more than `limit` bytes or `rows`."""
    try:
        return write(_run(store, request), request.media_types, limit, rows)
    except SyntaxError as error:
        raise syntax_error(str(error)) from error
    except OSError as error:  # the only thing outside this process that a query can try to reach
        raise no_service() from error
    except RuntimeError as error:
        raise _no_function(error) from error
    except MemoryError as error:
        raise QueryError(Message("The query needs too much memory."), 503) from error


def _no_function(error: RuntimeError) -> Exception:
    """Give the error for a query that calls an unknown function; any other is the engine's own."""
    unknown = UNKNOWN.fullmatch(str(error))
    return no_function(unknown["iri"]) if unknown else error


def _run(store: Store, request: Request) -> Result:
    default, named = request.default_graphs, request.named_graphs
    return store.query(
        request.query,
        default_graph=None if default is None else [*map(_named, default)],
        named_graphs=None if named is None else [*map(_named, named)],
    )


def _named(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise QueryError(Message("{iri} is not an absolute IRI.", {"iri": iri}), 400) from error

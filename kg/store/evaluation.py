"""Evaluate one query on a loaded store: Request → Answer, or the QueryError that says what is wrong."""

from __future__ import annotations

from pyoxigraph import NamedNode, Store, Variable

from kg.errors import Message, QueryError
from kg.store.screening import no_service
from kg.store.serialization import Result, write
from kg.store.syntax import syntax_error
from kg.store.wire import Answer, Request


def evaluate(store: Store, request: Request, limit: int, rows: int) -> Answer:
    """Evaluate a query; QueryError when it cannot be read, or has more than `limit` bytes or `rows`."""
    try:
        return write(_run(store, request), request.media_types, limit, rows)
    except SyntaxError as error:
        raise syntax_error(str(error)) from error
    except OSError as error:  # the only thing outside this process that a query can try to reach
        raise no_service() from error
    except MemoryError as error:
        raise QueryError(Message("The query needs too much memory."), 503) from error


def _run(store: Store, request: Request) -> Result:
    default, named = request.default_graphs, request.named_graphs
    return store.query(
        request.query,
        default_graph=None if default is None else [*map(_named, default)],
        named_graphs=None if named is None else [*map(_named, named)],
        substitutions={Variable(name): term for name, term in request.substitutions.items()},
    )


def _named(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise QueryError(Message("{iri} is not an absolute IRI.", {"iri": iri}), 400) from error

"""What every store offers: one release, and whole answers to queries on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self, TypedDict, Unpack, runtime_checkable

from pyoxigraph import Literal, NamedNode

from kg.release.manifest import Manifest
from kg.store.formats import JSON, TURTLE
from kg.store.limits import Limits
from kg.store.screening import screen
from kg.store.substitution import substitute
from kg.store.wire import Answer, Request


class Options(TypedDict, total=False):
    """What can be said of a query besides its text.

    Of several media types, best first, the answer has the first that fits its kind. Graphs, where given, are
    the whole dataset (SPARQL 1.1 Protocol §2.1.4). Substitutions put a term in a variable's place. `timeout`
    (seconds, for waiting and for running) and `limit` (bytes of the answer) can only lower the store's own.
    """

    media_type: str | Sequence[str]
    default_graphs: Sequence[str]
    named_graphs: Sequence[str]
    substitutions: Mapping[str, NamedNode | Literal] | None
    timeout: float | None
    limit: int | None


@runtime_checkable
class Store(Protocol):
    """A release that answers queries."""

    @property
    def release(self) -> Path:
        """The release's directory."""
        ...

    @property
    def manifest(self) -> Manifest:
        """What the release consists of."""
        ...

    @property
    def limits(self) -> Limits:
        """What a query may cost."""
        ...

    @property
    def address(self) -> Path:
        """Where a process that was started by this one finds the broker that reads queries."""
        ...

    def answer(self, request: Request) -> Answer:
        """Answer a query wholly, in the first media type that fits it; QueryError carries the HTTP status."""
        ...

    async def answer_in_loop(self, request: Request) -> Answer:
        """Answer a query as `answer` does, without keeping the event loop."""
        ...

    def pinned(self) -> Store:
        """Give a store that stays with the release of this moment, for answers that must agree."""
        ...

    def close(self) -> None:
        """End what belongs to the store."""
        ...

    def request(self, sparql: str, **options: Unpack[Options]) -> Request:
        """Make a request of a query; see `Asked`."""
        ...

    def query(self, sparql: str, **options: Unpack[Options]) -> Answer:
        """Make a request of a query and answer it."""
        ...

    def __enter__(self) -> Self:
        """Give the store itself."""
        ...

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        """Close the store."""
        ...


class Asked:
    """What is the same for all stores: how a query becomes a request, and that a store can be closed."""

    def query(self: Store, sparql: str, **options: Unpack[Options]) -> Answer:
        """Make a request of a query and answer it."""
        return self.answer(self.request(sparql, **options))

    def request(self: Store, sparql: str, **options: Unpack[Options]) -> Request:
        """Make a request of a query; QueryError where the query is refused unrun."""
        limits, timeout = self.limits, options.get("timeout")
        media_type, terms = options.get("media_type", (JSON, TURTLE)), options.get("substitutions")
        default, named = options.get("default_graphs", ()), options.get("named_graphs", ())
        sparql = substitute(sparql, terms) if terms else sparql
        screen(sparql, limits.query)
        return Request(
            sparql,
            (media_type,) if isinstance(media_type, str) else tuple(media_type),
            min(timeout or limits.timeout, limits.timeout),
            min(timeout or limits.queue, limits.queue),
            min(options.get("limit") or limits.answer, limits.answer),
            tuple(default) if default or named else None,
            tuple(named) if default or named else None,
        )

    def pinned(self: Store) -> Store:
        """Give the store itself, which knows one release only."""
        return self

    def close(self) -> None:
        """Do nothing: what is shared is closed by its owner."""

    def __enter__(self) -> Self:
        """Give the store itself."""
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        """Close the store."""
        self.close()

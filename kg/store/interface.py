"""What every store offers: one release, and whole answers to queries on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self, runtime_checkable

from pyoxigraph import Literal, NamedNode

from kg.release.manifest import Manifest
from kg.store.formats import JSON, TURTLE
from kg.store.limits import Limits
from kg.store.wire import Answer


@runtime_checkable
class Store(Protocol):
    """A release that answers queries; `address` is the socket of the broker that reads them."""

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
        """Where a process that was started by this one finds the broker."""
        ...

    def query(
        self,
        sparql: str,
        *,
        media_type: str | Sequence[str] = (JSON, TURTLE),
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        substitutions: Mapping[str, NamedNode | Literal] | None = None,
        timeout: float | None = None,
        limit: int | None = None,
    ) -> Answer:
        """Answer a query wholly, in the first media type that fits it; QueryError carries the HTTP status."""
        ...

    def pinned(self) -> Store:
        """Give a store that stays with the release of this moment, for answers that must agree."""
        ...

    def close(self) -> None:
        """End what belongs to the store."""
        ...

    def __enter__(self) -> Self:
        """Give the store itself."""
        ...

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        """Close the store."""
        ...

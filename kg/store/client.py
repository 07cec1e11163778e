"""The web's side of the store: put a query to the broker, get the whole answer or a QueryError."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Self

from pyoxigraph import Literal, NamedNode

from kg.release.manifest import Manifest, read_manifest
from kg.store import wire
from kg.store.asking import ask
from kg.store.formats import JSON, TURTLE
from kg.store.generation import RELEASE
from kg.store.limits import Limits
from kg.store.screening import screen
from kg.store.supervision import Supervisor
from kg.store.wire import Answer


@dataclass(frozen=True)
class Store:
    """A release that answers queries; `supervisor` is None where another process keeps the brokers.

    `address` is a generation's directory or a link to the present one. So `release` and `manifest` are what
    is served now: they can differ from one moment to the next, unless the store is pinned.
    """

    address: Path
    limits: Limits
    supervisor: Supervisor | None = None

    @property
    def release(self) -> Path:
        """The directory of the release that is served."""
        return Path(os.readlink(self.address / RELEASE))

    @property
    def manifest(self) -> Manifest:
        """The manifest of the release that is served."""
        return _manifest(self.release)

    def pinned(self) -> Store:
        """Give a store that stays with the present release; it lasts at least as long as a query may run."""
        return Store(self.address.resolve(), self.limits)

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
        """Evaluate a query; of several media types, best first, the answer has the first that fits its kind.

        Graphs, where given, are the whole dataset (SPARQL 1.1 Protocol §2.1.4). Substitutions put a term in a
        variable's place. `timeout` (seconds, for waiting and for running) and `limit` (bytes of the answer)
        can only be less than the store's. QueryError carries the HTTP status.
        """
        screen(sparql, self.limits.query)
        request = wire.Request(
            sparql,
            (media_type,) if isinstance(media_type, str) else tuple(media_type),
            min(timeout or self.limits.timeout, self.limits.timeout),
            min(limit or self.limits.answer, self.limits.answer),
            *_dataset(default_graphs, named_graphs),
            {name: _described(term) for name, term in (substitutions or {}).items()},
        )
        return ask(self.address, request, self.limits, min(timeout or self.limits.queue, self.limits.queue))

    def close(self) -> None:
        """End the broker when it is this store's own."""
        if self.supervisor:
            self.supervisor.close()

    def __enter__(self) -> Self:
        """Give the store itself."""
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        """Close the store."""
        self.close()


def open_store(
    release: Path, timeout: float = 30.0, *, address: Path | None = None, limits: Limits | None = None
) -> Store:
    """Verify the release and start a broker for it; or use what another process serves at `address`.

    ReleaseError when the release is missing or altered. Where `release` is the link `current`, the store
    follows it to other releases. `timeout`: seconds that a query may run.
    """
    limits = replace(limits or Limits(), timeout=timeout)
    if address is not None:
        return Store(address, limits)
    supervisor = Supervisor(release, limits)
    supervisor.start()
    return Store(supervisor.address, limits, supervisor)


@lru_cache(maxsize=16)
def _manifest(release: Path) -> Manifest:
    return read_manifest(release)


def _dataset(
    default_graphs: Sequence[str], named_graphs: Sequence[str]
) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
    if not default_graphs and not named_graphs:
        return None, None
    return tuple(default_graphs), tuple(named_graphs)


def _described(term: NamedNode | Literal) -> dict[str, str]:
    if isinstance(term, NamedNode):
        return {"iri": term.value}
    if term.language:
        return {"value": term.value, "language": term.language}
    return {"value": term.value, "datatype": term.datatype.value}

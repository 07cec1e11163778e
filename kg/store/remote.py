"""A store whose graphs are in a remote SPARQL 1.1 endpoint, for a graph that outgrows one machine.

    query ──> reader: an empty store of our own  ──> refused as anywhere else: syntax, update, SERVICE, limits
          ──> endpoint: a SELECT with the names of the release's graphs  ──> solutions, whole
          ──> was the release there all the time?  ──> written here, as the embedded store writes

Only what the reader has found to be SPARQL 1.1 is sent on, so that no extension of the remote store can be
reached; and only table results come back, so that one code writes the answers of both stores.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore
from types import TracebackType
from typing import Self

from pyoxigraph import Literal, NamedNode

from kg.errors import Message, QueryError
from kg.release.manifest import Manifest, read_manifest
from kg.store.client import open_store
from kg.store.empty import write_empty
from kg.store.endpoint import open_endpoint, read_solutions, whole
from kg.store.formats import JSON, TURTLE
from kg.store.forms import Form, read_form, write_form
from kg.store.functions import refuse_functions
from kg.store.generation import RELEASE
from kg.store.holding import Holding
from kg.store.interface import Store
from kg.store.limits import Limits
from kg.store.naming import Names, names_of
from kg.store.rewriting import asks_graphs, dataset_of, listed, renamed, substitute
from kg.store.serialization import write, write_graph
from kg.store.switching import Switch
from kg.store.tabling import as_table, construct, read_template, truth
from kg.store.wire import Answer

READER = "reader"
TURNS = 12
"""Queries of one process that the remote store has at once: a slow store leaves some threads to the rest."""


@dataclass(frozen=True)
class RemoteStore:
    """A release in a remote store; `reader` is an empty store of our own that says what a query is.

    `address` is the directory whose link leads to the release that is served now (`switching`); `pin` is the
    release of a store that stays with it.
    """

    address: Path
    reader: Store
    holding: Holding
    pin: Path | None = None
    turns: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(TURNS))
    resources: ExitStack = field(default_factory=ExitStack)

    @property
    def release(self) -> Path:
        """The directory of the release that is served."""
        return self.pin or Path(os.readlink(self.address / RELEASE))

    @property
    def manifest(self) -> Manifest:
        """The manifest of the release that is served."""
        return _known(self.release)[0]

    @property
    def limits(self) -> Limits:
        """What a query may cost."""
        return self.reader.limits

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
        """Answer as the embedded store does; 502 or 503 when the remote one gives no whole answer."""
        sparql = substitute(sparql, substitutions) if substitutions else sparql
        media_types = (media_type,) if isinstance(media_type, str) else tuple(media_type)
        deadline = time.monotonic() + min(timeout or self.limits.timeout, self.limits.timeout)
        size = min(limit or self.limits.answer, self.limits.answer)
        kind = self.reader.query(
            sparql,
            media_type=media_types,
            default_graphs=default_graphs,
            named_graphs=named_graphs,
            timeout=timeout,
        ).kind
        form = listed(read_form(sparql), self.reader)
        refuse_functions(form)
        made_of = read_template(form, self.reader) if kind == "graph" else None
        answer = self._ask(form, default_graphs, named_graphs, deadline)
        with whole():
            if made_of:
                return write_graph(construct(made_of, read_solutions(answer)), media_types, size)
            if kind == "boolean":
                return write(truth(read_solutions(answer)), media_types, size)
            return write(read_solutions(answer), media_types, size)

    def pinned(self) -> RemoteStore:
        """Give a store that stays with the present release; it lasts as long as “kg publish” leaves it."""
        return replace(self, pin=self.release, resources=ExitStack())

    def close(self) -> None:
        """End the reader and the connections."""
        self.resources.close()

    def __enter__(self) -> Self:
        """Give the store itself."""
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        """Close the store."""
        self.close()

    def _ask(self, form: Form, default: Sequence[str], named: Sequence[str], deadline: float) -> bytes:
        """Ask the remote store for the table of the query's solutions in the present release."""
        _, names = _known(self.release)
        dataset = dataset_of(form, names, default, named)
        table = as_table(form)
        query = write_form(renamed(table, names, dataset))
        graphs = dataset.named if asks_graphs(table) else ()
        with self._turn(deadline), self.holding.throughout(names, deadline):
            return self.holding.endpoint.select(query, dataset.default, graphs, deadline, self.limits.answer)

    @contextmanager
    def _turn(self, deadline: float) -> Iterator[None]:
        """Wait for one of the turns; QueryError 503 when none comes in time."""
        patience = max(0, min(deadline - time.monotonic(), self.limits.queue))
        if not self.turns.acquire(timeout=patience):
            raise QueryError(Message("The endpoint is busy. Try again in a few seconds."), 503)
        try:
            yield
        finally:
            self.turns.release()


def open_remote(
    release: Path, url: str, timeout: float = 30.0, *, address: Path | None = None
) -> RemoteStore:
    """Open a release that the endpoint at `url` holds; ReleaseError when it does not, or ours is altered.

    Where `release` is the link `current`, the store follows it to other releases. `address`: where another
    process keeps the link and the reader.
    """
    with ExitStack() as resources:
        endpoint = open_endpoint(url)
        resources.callback(endpoint.close)
        holding = Holding(endpoint)
        place = address or _prepare(release, holding, timeout, resources)
        reader = resources.enter_context(
            open_store(place, timeout, address=Path(os.readlink(place / READER)))
        )
        return RemoteStore(place, reader, holding, resources=resources.pop_all())


def _prepare(release: Path, holding: Holding, timeout: float, resources: ExitStack) -> Path:
    """Start what the processes share, and give its directory."""
    directory = Path(resources.enter_context(TemporaryDirectory(prefix="renkei-")))
    switch = Switch(release, holding, timeout, directory)
    switch.start()
    resources.callback(switch.close)
    empty = write_empty(directory / "empty", read_manifest(switch.seen))
    reader = resources.enter_context(open_store(empty, timeout))
    (directory / READER).symlink_to(reader.address)
    return directory


@lru_cache(maxsize=16)
def _known(release: Path) -> tuple[Manifest, Names]:
    manifest = read_manifest(release)
    return manifest, names_of(manifest)

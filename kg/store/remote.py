"""A store whose graphs are in a remote SPARQL 1.1 endpoint, for a graph that outgrows one machine.

    query ──> reader: an empty store of our own  ──> refused as anywhere else: syntax, update, SERVICE, limits
          ──> endpoint: a SELECT with the names of the release's graphs  ──> solutions, whole
          ──> was the release there all the time?  ──> written here, as the embedded store writes

Only what the reader has found to be SPARQL 1.1 is sent on, so that no extension of the remote store can be
reached; and only table results come back, so that one code writes the answers of both stores.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from threading import BoundedSemaphore

from kg.release.manifest import Manifest, served_manifest
from kg.store.asking import busy
from kg.store.client import open_store
from kg.store.empty import write_empty
from kg.store.endpoint import open_endpoint, read_solutions, whole
from kg.store.forms import Form, read_form, write_form
from kg.store.functions import refuse_functions
from kg.store.generation import RELEASE
from kg.store.holding import Holding
from kg.store.interface import Asked, Store
from kg.store.limits import Limits
from kg.store.naming import Names, names_of
from kg.store.rewriting import asks_graphs, dataset_of, listed, renamed
from kg.store.scratch import scratch
from kg.store.serialization import write, write_graph
from kg.store.switching import Switch
from kg.store.tabling import as_table, construct, read_template, truth
from kg.store.wire import Answer, Request

READER = "reader"
TURNS = 12
"""Queries of one process that the remote store has at once: a slow store leaves some threads to the rest."""


@dataclass(frozen=True)
class RemoteStore(Asked):
    """A release in a remote store; `reader` is an empty store of our own that says what a query is.

    `address` is the directory whose link leads to the release that is served now (`switching`); `pin` is the
    release of a store that stays with it.
    """

    address: Path
    reader: Store
    holding: Holding
    pin: Path | None = None
    turns: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(TURNS))
    threads: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(2 * TURNS, "remote"))
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

    def answer(self, request: Request) -> Answer:
        """Answer as the embedded store does; 502 or 503 when the remote one gives no whole answer."""
        deadline = time.monotonic() + request.timeout
        kind = self.reader.answer(request).kind
        form = listed(read_form(request.query), self.reader)
        refuse_functions(form)
        made_of = read_template(form, self.reader) if kind == "graph" else None
        answer = self._ask(form, request, deadline)
        media_types, limit, rows = request.media_types, request.limit, self.limits.rows
        with whole():
            if made_of:
                return write_graph(construct(made_of, read_solutions(answer)), media_types, limit, rows)
            if kind == "boolean":
                return write(truth(read_solutions(answer)), media_types, limit, rows)
            return write(read_solutions(answer), media_types, limit, rows)

    async def answer_in_loop(self, request: Request) -> Answer:
        """Answer in a thread, of which there are as many as turns, and queries that wait for one."""
        return await asyncio.get_running_loop().run_in_executor(self.threads, self.answer, request)

    def pinned(self) -> RemoteStore:
        """Give a store that stays with the present release; it lasts as long as “kg publish” leaves it."""
        return replace(self, pin=self.release, resources=ExitStack())

    def close(self) -> None:
        """End the reader and the connections."""
        self.resources.close()

    def _ask(self, form: Form, request: Request, deadline: float) -> bytes:
        """Ask the remote store for the table of the query's solutions in the present release."""
        _, names = _known(self.release)
        dataset = dataset_of(form, names, request.default_graphs or (), request.named_graphs or ())
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
            raise busy()
        try:
            yield
        finally:
            self.turns.release()


def open_remote(
    release: Path, url: str, limits: Limits | None = None, *, address: Path | None = None
) -> RemoteStore:
    """Open a release that the endpoint at `url` holds; ReleaseError when it does not, or ours is altered.

    Where `release` is the link `current`, the store follows it to other releases. `address`: where another
    process keeps the link and the reader.
    """
    with ExitStack() as resources:
        endpoint = open_endpoint(url)
        resources.callback(endpoint.close)
        holding = Holding(endpoint)
        limits = limits or Limits()
        place = address or _prepare(release, holding, limits, resources)
        reader = open_store(place, limits, address=Path(os.readlink(place / READER)))
        return RemoteStore(place, reader, holding, resources=resources.pop_all())


def _prepare(release: Path, holding: Holding, limits: Limits, resources: ExitStack) -> Path:
    """Start what the processes share, and give its directory."""
    directory = resources.enter_context(scratch())
    switch = Switch(release, holding, limits.timeout, directory)
    switch.start()
    resources.callback(switch.close)
    empty = write_empty(directory / "empty", served_manifest(switch.seen))
    reader = resources.enter_context(open_store(empty, limits))
    (directory / READER).symlink_to(reader.address)
    return directory


@lru_cache(maxsize=16)
def _known(release: Path) -> tuple[Manifest, Names]:
    manifest = served_manifest(release)
    return manifest, names_of(manifest)

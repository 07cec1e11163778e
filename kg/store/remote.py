"""A store whose graphs are in a remote SPARQL 1.1 endpoint, for a graph that outgrows one machine.

    query ──> reader: an empty store of our own  ──> refused as anywhere else: syntax, update, SERVICE, limits
          ──> endpoint: a SELECT with the names of the release's graphs  ──> solutions, whole
          ──> is the release still there?  ──> written here, as the embedded store writes

Only what the reader has found to be SPARQL 1.1 is sent on, so that no extension of the remote store can be
reached; and only table results come back, so that one code writes the answers of both stores.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from pyoxigraph import Literal, NamedNode

from kg.errors import Message, QueryError, ReleaseError
from kg.release.manifest import Manifest, read_manifest
from kg.store.client import open_store
from kg.store.empty import write_empty
from kg.store.endpoint import Endpoint, open_endpoint, read_solutions, whole
from kg.store.formats import JSON, TURTLE
from kg.store.forms import Form, read_form, write_form
from kg.store.functions import refuse_functions
from kg.store.interface import Store
from kg.store.limits import Limits
from kg.store.loading import verified_manifest
from kg.store.naming import Names, names_of
from kg.store.rewriting import Dataset, asks_graphs, dataset_of, listed, renamed, substitute
from kg.store.serialization import write, write_graph
from kg.store.tabling import as_table, construct, read_template, truth
from kg.store.wire import Answer

WHOLE = "SELECT ?name { ?name ?is ?iri } LIMIT 1"


@dataclass(frozen=True)
class RemoteStore:
    """A release in a remote store; `reader` is an empty store of our own that says what a query is."""

    release: Path
    manifest: Manifest
    names: Names
    reader: Store
    endpoint: Endpoint
    resources: ExitStack = field(default_factory=ExitStack)

    @property
    def limits(self) -> Limits:
        """What a query may cost."""
        return self.reader.limits

    @property
    def address(self) -> Path:
        """Where the reader's broker listens."""
        return self.reader.address

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
        dataset = dataset_of(form, self.names, default_graphs, named_graphs)
        made_of = read_template(form, self.reader) if kind == "graph" else None
        solutions = read_solutions(self._ask(as_table(form), dataset, deadline))
        with whole():
            if made_of:
                return write_graph(construct(made_of, solutions), media_types, size)
            return write(truth(solutions) if kind == "boolean" else solutions, media_types, size)

    def pinned(self) -> Self:
        """Give itself: the release of a remote store is that of its opening."""
        return self

    def close(self) -> None:
        """End the reader and the connections."""
        self.resources.close()

    def __enter__(self) -> Self:
        """Give the store itself."""
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        """Close the store."""
        self.close()

    def holds_release(self, deadline: float) -> bool:
        """Tell whether the release is whole in the remote store."""
        answer = self.endpoint.select(WHOLE, (self.names.names,), (), deadline, self.limits.answer)
        with whole():
            return any(True for _ in read_solutions(answer))

    def _ask(self, form: Form, dataset: Dataset, deadline: float) -> bytes:
        """Ask the remote store, then whether the release was there all the time: its names go first."""
        query = write_form(renamed(form, self.names, dataset))
        named = dataset.named if asks_graphs(form) else ()
        answer = self.endpoint.select(query, dataset.default, named, deadline, self.limits.answer)
        if not self.holds_release(deadline):
            template = "The remote store no longer holds release {release}."
            raise QueryError(Message(template, {"release": self.manifest.release}), 503)
        return answer


def open_remote(
    release: Path, url: str, timeout: float = 30.0, *, address: Path | None = None
) -> RemoteStore:
    """Open a release that the endpoint at `url` holds; ReleaseError when it does not, or ours is altered.

    `address`: where the broker of another process's reader listens.
    """
    release = release.resolve()
    manifest = read_manifest(release) if address else verified_manifest(release)
    with ExitStack() as resources:
        place = release if address else _empty(manifest, resources)
        reader = resources.enter_context(open_store(place, timeout, address=address))
        endpoint = open_endpoint(url)
        resources.callback(endpoint.close)
        store = RemoteStore(release, manifest, names_of(manifest), reader, endpoint)
        if address is None:
            _require(store)
        return replace(store, resources=resources.pop_all())


def _empty(manifest: Manifest, resources: ExitStack) -> Path:
    directory = resources.enter_context(TemporaryDirectory(prefix="renkei-"))
    return write_empty(Path(directory), manifest)


def _require(store: RemoteStore) -> None:
    try:
        held = store.holds_release(time.monotonic() + store.limits.timeout)
    except QueryError as error:
        raise ReleaseError(error.message) from error
    if not held:
        template = "The remote store does not hold release {release}. Load it with “kg publish”."
        raise ReleaseError(Message(template, {"release": store.manifest.release}))

"""Load a release into a remote store (SPARQL 1.1 Graph Store HTTP Protocol), and remove what it replaces.

Every graph is written under this release's names, counted, and only then the graph of names, by which
servers know that the release is whole (`holding`). What another release left is removed names first: a server
that is still on it notices, and gives an error instead of half an answer.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import httpx
import pyoxigraph
from pyoxigraph import DefaultGraph, Literal, RdfFormat, Triple

from kg.errors import Message, ReleaseError
from kg.release.manifest import Manifest
from kg.store.endpoint import Endpoint, read_solutions, whole
from kg.store.holding import Holding
from kg.store.loading import CATALOGUE, QUADS, verified_manifest
from kg.store.naming import Names, names_of, releases

NTRIPLES = "application/n-triples"
PART = 20_000
"""Triples in one request."""
PAGE = 1_000
"""Graphs in one answer: fewer than stores cut at."""
PATIENCE = 600.0
"""Seconds for one request."""
ANSWER = 1 << 20

Graphs = Mapping[str, list[Triple]]


@dataclass(frozen=True)
class Target:
    """A remote store to write to: where it is asked, where its graphs are kept, with whose rights."""

    endpoint: Endpoint
    graph_store: str
    auth: httpx.Auth | None

    def put(self, name: str, triples: Sequence[Triple]) -> None:
        """Replace a graph, in parts: the first replaces, the others add. It may be seen half written."""
        for start in range(0, len(triples), PART):
            body = pyoxigraph.serialize(triples[start : start + PART], format=RdfFormat.N_TRIPLES)
            self._send("POST" if start else "PUT", name, body)

    def delete(self, name: str) -> None:
        """Remove a graph."""
        self._send("DELETE", name, None)

    def count(self, name: str) -> int:
        """Count a graph's statements."""
        solutions = self._select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", name)
        with whole():
            (solution,) = solutions
            return int(solution["n"].value)

    def names_other_than(self, names: Names) -> list[str]:
        """Give names of graphs of other releases, graphs of names first; not all when there are many."""
        query = f"""SELECT DISTINCT ?name {{
            GRAPH ?name {{ ?s ?p ?o }}
            FILTER(STRSTARTS(STR(?name), {Literal(releases(names.base))})
                   && !STRSTARTS(STR(?name), {Literal(names.prefix)}))
        }} LIMIT {PAGE}"""
        found = [solution["name"].value for solution in self._select(query)]
        return sorted(filter(names.of_another, found), key=lambda name: not name.endswith("/graph/names"))

    def _select(self, query: str, *default: str) -> list[pyoxigraph.QuerySolution]:
        deadline = time.monotonic() + PATIENCE
        answer = self.endpoint.select(query, default, (), deadline, ANSWER)
        with whole():
            return list(read_solutions(answer))

    def _send(self, method: str, name: str, body: bytes | None) -> None:
        """Send one request of the Graph Store HTTP Protocol (§4.2, indirect graph identification)."""
        try:
            reply = self.endpoint.client.request(
                method,
                self.graph_store,
                params={"graph": name},
                content=body,
                headers={"Content-Type": NTRIPLES} if body else {},
                auth=self.auth,
                timeout=PATIENCE,
            )
        except httpx.HTTPError as error:
            template = "The graph store at {address} cannot be reached."
            raise ReleaseError(Message(template, {"address": self.graph_store})) from error
        if not reply.is_success and not (method == "DELETE" and reply.status_code == httpx.codes.NOT_FOUND):
            template = "The graph store at {address} refused {method} with status {status}."
            values = {"address": self.graph_store, "method": method, "status": reply.status_code}
            raise ReleaseError(Message(template, values))


def publish(release: Path, target: Target) -> Manifest:
    """Load a release, for its readers wholly or not at all, and give its manifest; ReleaseError if not."""
    manifest = verified_manifest(release)
    names = names_of(manifest)
    holding = Holding(target.endpoint)
    if not holding.load_of(names, time.monotonic() + PATIENCE):
        graphs = _graphs(release, names)
        target.delete(names.names)
        for name, triples in graphs.items():
            target.put(name, triples)
        for name, triples in graphs.items():
            _require(target, name, len(triples))
        target.put(names.names, names.triples(str(uuid4())))
        holding.require(names, PATIENCE)
    return manifest


def withdraw_others(target: Target, manifest: Manifest) -> Iterator[str]:
    """Remove the graphs of every other release with this base, and give their names; ReleaseError if not."""
    removed: set[str] = set()
    while found := target.names_other_than(names_of(manifest)):
        if removed & {*found}:
            template = "The graph store at {address} does not remove {name}."
            values = {"address": target.graph_store, "name": (removed & {*found}).pop()}
            raise ReleaseError(Message(template, values))
        for name in found:
            target.delete(name)
            removed.add(name)
            yield name


def _graphs(release: Path, names: Names) -> Graphs:
    """Read the release's graphs, by their names in the store."""
    graphs: dict[str, list[Triple]] = {}
    for quad in pyoxigraph.parse(path=release / QUADS, format=RdfFormat.N_QUADS):
        graph = quad.graph_name
        name = names.current if isinstance(graph, DefaultGraph) else names.of(graph.value)
        graphs.setdefault(name, []).append(quad.triple)
    catalogue = names.of(names.base + "graph/catalogue")
    quads = pyoxigraph.parse(path=release / CATALOGUE, format=RdfFormat.TURTLE)
    graphs[catalogue] = [quad.triple for quad in quads]
    if graphs.keys() != {names.current, *map(names.of, names.graphs)}:
        template = "The manifest of release {release} names other graphs than its dump."
        raise ReleaseError(Message(template, {"release": names.release}))
    return graphs


def _require(target: Target, name: str, expected: int) -> None:
    found = target.count(name)
    if found != expected:
        template = "The remote store holds {found} statements of {name}, and not {expected}."
        raise ReleaseError(Message(template, {"found": found, "name": name, "expected": expected}))

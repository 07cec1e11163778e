"""Names of a release's graphs in a store that holds several releases, and others' data besides.

{base}releases/<id>/graph/current   the release's default graph
{base}releases/<id>/graph/names     for each named graph: <its name here> sd:name <its name in the release>
{base}releases/<id>/<iri>           the named graph <iri>

`graph/names` is written last and deleted first: a release is whole in the store as long as it is there.
"""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode, Triple

from kg.namespaces import SD
from kg.release.manifest import Manifest

NAME = NamedNode(SD.name)


@dataclass(frozen=True)
class Names:
    """Gives the names of one release's graphs; `graphs` are their names in the release."""

    base: str
    release: str
    graphs: tuple[str, ...]

    @property
    def prefix(self) -> str:
        """What the names of this release's graphs begin with, and nothing else does."""
        return f"{releases(self.base)}{self.release}/"

    @property
    def current(self) -> str:
        """The default graph's name."""
        return self.prefix + "graph/current"

    @property
    def names(self) -> str:
        """The name of the graph that says which graph has which name."""
        return self.prefix + "graph/names"

    @property
    def nothing(self) -> str:
        """The name of a graph that does not exist."""
        return self.prefix + "graph/nothing"

    def of(self, iri: str) -> str:
        """Give the name of a named graph; for an IRI that names none, one that names none either."""
        return self.prefix + iri

    def triples(self) -> list[Triple]:
        """Give the content of the graph of names."""
        return [Triple(NamedNode(self.of(iri)), NAME, NamedNode(iri)) for iri in self.graphs]


def releases(base: str) -> str:
    """Give what the names of all graphs of all releases with this base begin with."""
    return f"{base}releases/"


def names_of(manifest: Manifest) -> Names:
    """Give the names for a release: its named graphs, and the catalogue, which is a file of its own."""
    graphs = dict.fromkeys([*(graph.iri for graph in manifest.graphs), manifest.base + "graph/catalogue"])
    return Names(manifest.base, manifest.release, tuple(graphs))

"""Names of a release's graphs in a store that holds several releases, and others' data besides.

{base}releases/<id>/graph/current   the release's default graph
{base}releases/<id>/graph/names     for each named graph: <its name here> sd:name <its name in the release>,
                                    and the load that wrote it all: <graph/names> dcterms:identifier "…"
{base}releases/<id>/<iri>           the named graph <iri>

`graph/names` is written last and deleted first: a release is whole in the store as long as it is there.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import Literal, NamedNode, Triple

from kg.namespaces import DCTERMS, SD
from kg.release.manifest import Manifest

NAME = NamedNode(SD.name)
LOAD = NamedNode(DCTERMS.identifier)


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

    @cached_property
    def named(self) -> dict[str, str]:
        """Give each named graph's name in the store."""
        return {iri: self.prefix + iri for iri in self.graphs}

    def of(self, iri: str) -> str:
        """Give the name of a named graph; for any other text, that of the graph that does not exist.

        Virtuoso puts the graphs that a request names into the query as they are: nothing that a stranger
        wrote may come there.
        """
        return self.named.get(iri, self.nothing)

    def of_another(self, name: str) -> bool:
        """Tell whether this is the name of a graph of another release with the same base."""
        return name.startswith(releases(self.base)) and not name.startswith(self.prefix)

    def triples(self, load: str) -> list[Triple]:
        """Give the content of the graph of names; `load` is a word that no other load has."""
        rows = [Triple(NamedNode(name), NAME, NamedNode(iri)) for iri, name in self.named.items()]
        return [*rows, Triple(NamedNode(self.names), LOAD, Literal(load))]


def releases(base: str) -> str:
    """Give what the names of all graphs of all releases with this base begin with."""
    return f"{base}releases/"


def names_of(manifest: Manifest) -> Names:
    """Give the names for a release: its named graphs, and the catalogue, which is a file of its own."""
    graphs = dict.fromkeys([*(graph.iri for graph in manifest.graphs), manifest.base + "graph/catalogue"])
    return Names(manifest.base, manifest.release, tuple(graphs))

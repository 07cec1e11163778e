"""Everything a release will hold: what was made of each agreement, what all share, and the report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rdflib import Graph

from kg.agreement.governments import Governments
from kg.graph.iris import Iris
from kg.graph.statements import Titles
from kg.namespaces import RENKEI
from kg.release.ground import Ground
from kg.release.kinds import Kinds, read_kinds
from kg.release.manifest import NamedGraph
from kg.release.outline import Outline
from kg.release.partitions import Partition
from kg.release.piece import Entry, Piece
from kg.release.publisher import Publisher
from kg.validation import Report, Result


@dataclass(frozen=True)
class Compilation:
    """Everything a release will hold: entries by agreement, shared graphs, the report on all of it.

    `made` counts the entries that this build has made itself; `lines` say each result by language.
    """

    ground: Ground
    entries: tuple[Entry, ...]
    shared: tuple[Partition, ...]
    report: Report
    lines: Mapping[Result, Mapping[str, str]]
    made: int

    @property
    def iris(self) -> Iris:
        """What mints the IRIs."""
        return self.ground.iris

    @property
    def as_of(self) -> date:
        """The date of the data."""
        return self.ground.as_of

    @property
    def publisher(self) -> Publisher:
        """Who publishes."""
        return self.ground.publisher

    @property
    def titles(self) -> Titles:
        """What writes titles, with our English."""
        return self.ground.titles

    @property
    def governments(self) -> Governments:
        """The register of local governments."""
        return self.ground.governments

    @property
    def vocabulary(self) -> Graph:
        """The vocabulary."""
        return self.ground.vocabulary

    @property
    def pieces(self) -> Iterator[Piece]:
        """What was made of each agreement."""
        return (entry.piece for entry in self.entries)

    @property
    def outlines(self) -> list[Outline]:
        """The documents in the order of the register."""
        order = {source.id: place for place, source in enumerate(self.ground.register)}
        found = (outline for piece in self.pieces for outline in piece.outlines)
        return sorted(found, key=lambda outline: order[outline.source.id])

    @property
    def kinds(self) -> Kinds:
        """The kinds of the agreements, and of the areas that they concern."""
        return self.kinds_of(self.outlines)

    def kinds_of(self, outlines: Iterable[Outline]) -> Kinds:
        """Give the kinds of the agreements that these documents are of, and of their areas."""
        outlines = list(outlines)
        (reference,) = (part.graph for part in self.shared if part.kind == "reference")
        areas = {self.iris.area(each.source.area) for each in outlines if each.source.area}
        kinds = {kind for area in areas for kind in reference.objects(area, RENKEI.areaKind)}
        return read_kinds(self.vocabulary, (each.agreement_kind for each in outlines), kinds)

    @property
    def graphs(self) -> list[NamedGraph]:
        """The named graphs by IRI."""
        sources = NamedGraph(
            str(self.ground.iris.graph("sources")), "sources", sum(piece.sources for piece in self.pieces)
        )
        shared = (NamedGraph(str(part.iri), part.kind, len(part.graph)) for part in self.shared)
        own = (graph for piece in self.pieces for graph in piece.graphs)
        return sorted((*own, *shared, sources), key=lambda graph: graph.iri)

    @property
    def statements(self) -> int:
        """The number of statements in all named graphs."""
        return sum(graph.triples for graph in self.graphs)

"""Makes the piece of one agreement: reads its documents, checks its graphs, writes its dumps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain

from rdflib import Graph, URIRef
from rdflib.term import Node

from kg.document.register import Source
from kg.graph.reference import part_about
from kg.graph.statements import plain_graph
from kg.language import LANGUAGES
from kg.release.entries import write_entries
from kg.release.ground import Ground
from kg.release.index import index
from kg.release.manifest import NamedGraph
from kg.release.outline import outline
from kg.release.partitions import Partition, Quads, quads_as_default, quads_in
from kg.release.piece import Piece, Told, seal_piece
from kg.release.reading import Reading, read_agreement
from kg.release.serialization import FEW, FORMATS
from kg.release.storing import Store, Stored
from kg.release.tables import rows
from kg.release.void import Triple, classes_of, count
from kg.validation import describe_result, indexed_graph, validate

SOURCES = "sources"
SEARCH = "search"
"""The name of an agreement's entries of the search index, beside its lines of the tables."""


def make(ground: Ground, sources: Sequence[Source], key: str) -> bytes:
    """Make the entry of the agreement of these sources; InputError lists the problems of its documents."""
    return _Making(ground, read_agreement(ground, sources)).entry(key)


@dataclass
class _Making:
    """The readings of one agreement, and the parts of files that are written of them."""

    ground: Ground
    readings: list[Reading]
    store: Store = field(default_factory=Store)

    def entry(self, key: str) -> bytes:
        quads, (own, dumps) = self.quads, self.dumps()
        default = [triple for part in self.partitions if part.current for triple in part.triples]
        graphs = [part.graph for part in (*self.partitions, self.about) if part.current]
        piece = Piece(
            agreement=self.agreement,
            outlines=tuple(map(outline, self.readings)),
            graphs=tuple(
                NamedGraph(str(part.iri), part.kind, len(part.triples))
                for part in self.partitions
                if part.kind != SOURCES
            ),
            sources=sum(len(part.triples) for part in self.partitions if part.kind == SOURCES),
            default=len(quads.default),
            everything=len(quads.default) + len(quads.named),
            subjects=len(
                {subject for subject, *_ in default} - {subject for subject, *_ in self.about.triples}
            ),
            counts=count(default, classes_of([*graphs, self.ground.vocabulary])),
            told=tuple(self.told()),
            own=own,
            rows={name: self.store.keep(lines) for name, lines in self.rows()},
            files=(*dumps, *self.versions(dumps), *self.texts()),
        )
        return seal_piece(piece, key, [compressed for _, compressed in self.store.pairs])

    @property
    def agreement(self) -> str:
        return self.readings[0].source.agreement

    @cached_property
    def partitions(self) -> list[Partition]:
        """The agreement's own graph, its versions', its sources' part of theirs; the newest is current."""
        newest = max(reading.source.order for reading in self.readings)
        described = [(each.description, each.source.order == newest) for each in self.readings]
        return [
            self._record(_sum([each.agreement for each, _ in described])),
            *(
                Partition(self._version(reading), "version", each.version, is_newest)
                for reading, (each, is_newest) in zip(self.readings, described, strict=True)
            ),
            self._sources(_sum([each.source for each, _ in described])),
        ]

    @cached_property
    def about(self) -> Partition:
        """What the registers say of all that the agreement names."""
        parties = {party.government.code for each in self.readings for party in each.agreement.parties}
        areas = {each.source.area for each in self.readings if each.source.area}
        return self._about(self.ground.references.describe(parties, areas), self.partitions)

    def _about(self, reference: Graph, partitions: Iterable[Partition]) -> Partition:
        named = {value for part in partitions for *_, value in part.triples}
        iri = self.ground.iris.graph("reference")
        return Partition(iri, "reference", part_about(reference, named), True)

    def _record(self, graph: Graph) -> Partition:
        return Partition(self.ground.iris.agreement(self.agreement), "agreement", graph, True)

    def _sources(self, graph: Graph) -> Partition:
        return Partition(self.ground.iris.graph(SOURCES), SOURCES, graph, True)

    def _version(self, reading: Reading) -> URIRef:
        return self.ground.iris.version(self.agreement, reading.source.version)

    @cached_property
    def quads(self) -> Quads:
        return quads_in(self.partitions)

    def told(self) -> Iterator[Told]:
        """Check the agreement, with what it names and the vocabulary beside it."""
        parts = [*self.partitions, self.about]
        triples = chain(*(part.triples for part in parts))
        quads = (quad for part in parts for _, quad, _ in part.spelled)
        graph = indexed_graph(triples, self.ground.indexed_vocabulary, quads)
        own = _subjects(chain(*(part.triples for part in self.partitions)))
        for result in validate(graph, self.ground.rules, own).results:
            yield Told(result, {each: describe_result(result, graph, each) for each in LANGUAGES})

    def rows(self) -> Iterator[tuple[str, bytes]]:
        """Give the agreement's entries of the search index, and its lines of the tables."""
        yield SEARCH, write_entries(index(self.partitions))
        about = (quad for _, quad, _ in self.about.spelled)
        yield from rows([*self.quads.default, *about, *self.ground.concept_quads])

    def dumps(self) -> tuple[dict[str, int], list[Stored]]:
        """Write the agreement in every format, and compressed besides; its own part is part of the whole."""
        own: dict[str, int] = {}
        files = []
        about = quads_in([self.about])
        for form in FORMATS:
            path = f"dumps/agreements/{self.agreement}.{form.suffix}"
            parts = self.store.write(path, form, self.quads, about)
            own[form.suffix] = parts[0]
            dump = self.store.dump(path, form, parts, self.quads, about)
            files += [dump, self.store.packed(dump)]
        return own, files

    def versions(self, dumps: Sequence[Stored]) -> Iterator[Stored]:
        """Write each version, also one that is not the newest, with what it names.

        The only version of an agreement is what the agreement's own dump holds, to the byte.
        """
        if len(self.readings) == 1:
            yield from (
                replace(each, file=replace(each.file, path=self._path(self.readings[0], each.format)))
                for each in dumps
                if each.format in {form.suffix for form in FEW} and not each.packed
            )
            return
        for reading in self.readings:
            quads = self._quads_of(reading)
            for form in FEW:
                path = self._path(reading, form.suffix)
                yield self.store.dump(path, form, self.store.write(path, form, *quads), *quads)

    def _path(self, reading: Reading, suffix: str) -> str:
        return f"dumps/versions/{self.agreement}/{reading.source.version}.{suffix}"

    def _quads_of(self, reading: Reading) -> tuple[Quads, Quads]:
        described, iri = reading.description, self._version(reading)
        version = next(part for part in self.partitions if part.iri == iri)
        parts = [self._record(described.agreement), version, self._sources(described.source)]
        return quads_as_default(parts), quads_as_default([self._about(self.about.graph, parts)])

    def texts(self) -> Iterator[Stored]:
        """Give the text that offsets count in: as received, in UTF-8 with LF line ends."""
        for reading in self.readings:
            yield self.store.text(f"sources/{reading.source.id}.txt", reading.document.text.encode())


def _subjects(triples: Iterable[Triple]) -> set[Node]:
    return {subject for subject, *_ in triples}


def _sum(graphs: Sequence[Graph]) -> Graph:
    if len(graphs) == 1:
        return graphs[0]
    whole = plain_graph()
    for graph in graphs:
        whole += graph
    return whole

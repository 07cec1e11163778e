"""What every agreement of a build rests on: where all is read from, registers, vocabulary, rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox
from rdflib import Graph

from kg.agreement.decisions import NAME as DECISIONS
from kg.agreement.decisions import Decided, check_documents, read_decisions
from kg.agreement.governments import Governments, read_governments
from kg.agreement.lexicon import Lexicon
from kg.document.register import Source, read_register
from kg.graph.iris import Iris
from kg.graph.reference import References, read_translations
from kg.graph.statements import Titles, plain_graph
from kg.graph.vocabulary import lexicon, read_vocabulary, vocabulary_files
from kg.namespaces import RDF, SKOS
from kg.release.partitions import quads_of
from kg.release.publisher import Publisher, read_publisher
from kg.validation import Rules, indexed_graph, load_shapes

REGISTERS = ("areas", "governments", "references", "translations")
"""What is known of the world outside the agreements, by the names of its registers."""


@dataclass(frozen=True)
class Inputs:
    """Where everything is read from, and what the editor decides about the build."""

    data: Path
    reference: Path
    ontology: Path
    shapes: Path
    base: str
    as_of: date | None = None

    @property
    def publisher(self) -> Path:
        """The register of the publisher: the data's own where there is one, else the one that comes along."""
        own = self.data / "publisher.csv"
        return own if own.exists() else self.reference / "publisher.csv"

    @property
    def registers(self) -> list[Path]:
        """The registers of what no agreement states."""
        return [self.reference / f"{name}.csv" for name in REGISTERS]

    @property
    def vocabulary(self) -> list[Path]:
        """The files of the vocabulary."""
        return vocabulary_files(self.ontology)

    @property
    def rules(self) -> list[Path]:
        """The files of the shapes."""
        return sorted(self.shapes.glob("*.ttl"))

    @property
    def questions(self) -> list[Path]:
        """The competency questions, and their answers."""
        return sorted(path for path in (self.ontology / "competency").glob("cq*") if path.is_file())


@dataclass(frozen=True)
class Ground:
    """The registers and vocabulary of a build, read once."""

    inputs: Inputs
    iris: Iris
    as_of: date
    publisher: Publisher
    register: tuple[Source, ...]
    decided: tuple[Decided, ...]
    governments: Governments
    titles: Titles
    vocabulary: Graph
    words: Lexicon

    @cached_property
    def agreements(self) -> dict[str, tuple[Source, ...]]:
        """The sources of each agreement as registered, by the agreements' ids in order."""
        found: dict[str, tuple[Source, ...]] = {}
        for source in self.register:
            found[source.agreement] = (*found.get(source.agreement, ()), source)
        return dict(sorted(found.items()))

    @cached_property
    def concept_quads(self) -> list[ox.Quad]:
        """What the vocabulary says of concepts, in canonical order: the tables name them."""
        concepts = plain_graph()
        for concept in self.vocabulary.subjects(RDF.type, SKOS.Concept):
            for triple in self.vocabulary.triples((concept, None, None)):
                concepts.add(triple)
        return quads_of(concepts)

    @cached_property
    def indexed_vocabulary(self) -> Graph:
        """The vocabulary, to be checked beside each agreement."""
        return indexed_graph(self.vocabulary)

    @cached_property
    def references(self) -> References:
        """The registers of what no agreement states."""
        return References(self.inputs.reference, self.governments, self.iris, self.titles)

    @cached_property
    def rules(self) -> Rules:
        """The shapes, made ready."""
        return Rules.of(load_shapes(self.inputs.shapes))


def read_ground(inputs: Inputs) -> Ground:
    """Read every register but the documents; RegisterError where one is wrong."""
    iris = Iris(inputs.base)
    register = read_register(inputs.data / "sources.csv")
    decided = read_decisions(inputs.data / DECISIONS)
    check_documents(decided, [source.id for source in register])
    vocabulary = read_vocabulary(inputs.ontology)
    return Ground(
        inputs,
        iris,
        inputs.as_of or max(source.received for source in register),
        read_publisher(inputs.publisher),
        register,
        decided,
        read_governments(inputs.reference / "governments.csv"),
        read_translations(inputs.reference / "translations.csv"),
        vocabulary,
        lexicon(vocabulary),
    )

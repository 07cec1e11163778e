"""Registers and documents → partitions: the whole graph in memory, before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rdflib import Graph, URIRef

from kg.agreement.coverage import Coverage, cover
from kg.agreement.decisions import NAME as DECISIONS
from kg.agreement.decisions import Decided, apply_decisions, check_documents, read_decisions
from kg.agreement.governments import Governments, read_governments
from kg.agreement.lexicon import Lexicon
from kg.agreement.model import Agreement
from kg.agreement.parser import parse
from kg.agreement.remarks import remarks_on_roles
from kg.document.model import Document
from kg.document.reader import read
from kg.document.register import Source, read_register
from kg.document.remarks import remarks_on
from kg.errors import InputError, Problem
from kg.graph.examples import describe_examples
from kg.graph.iris import Iris
from kg.graph.mapping import Description, describe
from kg.graph.reference import References, read_translations
from kg.graph.statements import Titles
from kg.graph.vocabulary import lexicon, read_vocabulary
from kg.release.partitions import Partition
from kg.release.publisher import Publisher, read_publisher
from kg.release.void import describe_void

STATISTICS = "statistics"
"""The kind of the partition that describes all others."""

Progress = Callable[[Iterable[Source]], Iterable[Source]]


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


@dataclass(frozen=True)
class Reading:
    """One registered document, understood."""

    source: Source
    document: Document
    agreement: Agreement
    coverage: Coverage
    description: Description

    @property
    def remarks(self) -> list[Problem]:
        """What the editor should look at: what of the original is not in its text, and unclassified roles."""
        return [*remarks_on(self.document), *remarks_on_roles(self.agreement)]


@dataclass(frozen=True)
class Compilation:
    """Everything a release will hold, not yet validated."""

    inputs: Inputs
    iris: Iris
    as_of: date
    publisher: Publisher
    titles: Titles
    governments: Governments
    readings: tuple[Reading, ...]
    partitions: tuple[Partition, ...]


def compile_graphs(inputs: Inputs, progress: Progress = iter) -> Compilation:
    """Read, parse and describe every registered document; InputError lists the problems of all of them."""
    iris = Iris(inputs.base)
    register = read_register(inputs.data / "sources.csv")
    decided = read_decisions(inputs.data / DECISIONS)
    check_documents(decided, [source.id for source in register])
    publisher = read_publisher(inputs.publisher)
    governments = read_governments(inputs.reference / "governments.csv")
    titles = read_translations(inputs.reference / "translations.csv")
    vocabulary = read_vocabulary(inputs.ontology)
    readings = _read_all(inputs, register, iris, governments, titles, lexicon(vocabulary), decided, progress)
    reference = _reference(inputs, iris, governments, titles, readings)
    partitions = [*_partitions(iris, readings), *_shared(iris, readings, reference, vocabulary)]
    examples = describe_examples(iris, inputs.ontology / "competency")
    partitions.append(Partition(iris.graph("examples"), "examples", examples, True))
    as_of = inputs.as_of or max(source.received for source in register)
    partitions.append(_statistics(iris, publisher, partitions))
    return Compilation(inputs, iris, as_of, publisher, titles, governments, readings, tuple(partitions))


def _read_all(
    inputs: Inputs,
    register: Iterable[Source],
    iris: Iris,
    governments: Governments,
    titles: Titles,
    words: Lexicon,
    decided: Sequence[Decided],
    progress: Progress,
) -> tuple[Reading, ...]:
    readings, problems = [], []
    for source in progress(register):
        try:
            document = read(source, inputs.data)
            agreement = apply_decisions(parse(document, words, governments, source.parties), decided)
            coverage = cover(agreement)
            description = describe(agreement, source, coverage, iris, titles)
            readings.append(Reading(source, document, agreement, coverage, description))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return tuple(readings)


def _reference(
    inputs: Inputs, iris: Iris, governments: Governments, titles: Titles, readings: Iterable[Reading]
) -> Graph:
    """Describe the governments and areas that the agreements mention."""
    codes = {party.government.code for reading in readings for party in reading.agreement.parties}
    areas = {reading.source.area for reading in readings if reading.source.area}
    return References(inputs.reference, governments, iris, titles).describe(codes, areas)


def _partitions(iris: Iris, readings: Iterable[Reading]) -> list[Partition]:
    """Give each agreement its graph and each version its own; the newest version is current."""
    readings = list(readings)
    newest: dict[str, int] = {}
    records: dict[str, Graph] = {}
    for reading in readings:
        agreement = reading.source.agreement
        newest[agreement] = max(reading.source.order, newest.get(agreement, 0))
        records.setdefault(agreement, Graph())
        records[agreement] += reading.description.agreement
    agreements = [
        Partition(iris.agreement(agreement), "agreement", graph, True, agreement)
        for agreement, graph in records.items()
    ]
    return agreements + [_version(iris, reading, newest) for reading in readings]


def _version(iris: Iris, reading: Reading, newest: dict[str, int]) -> Partition:
    source = reading.source
    current = source.order == newest[source.agreement]
    iri = iris.version(source.agreement, source.version)
    return Partition(iri, "version", reading.description.version, current, source.agreement)


def _shared(
    iris: Iris, readings: Iterable[Reading], reference: Graph, vocabulary: Graph
) -> tuple[Partition, ...]:
    sources = Graph()
    for reading in readings:
        sources += reading.description.source
    return (
        Partition(iris.graph("reference"), "reference", reference, True),
        Partition(iris.graph("sources"), "sources", sources, True),
        Partition(iris.graph("vocabulary"), "vocabulary", vocabulary, True),
    )


def _statistics(iris: Iris, publisher: Publisher, partitions: Iterable[Partition]) -> Partition:
    graphs = [part.graph for part in partitions if part.current]
    described = describe_void(iris, URIRef(publisher.licence), graphs)
    return Partition(iris.graph(STATISTICS), STATISTICS, described, True)

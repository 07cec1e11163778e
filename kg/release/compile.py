"""Registers and documents → pieces, one for each agreement, and the graphs that all share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from signal import Signals

from rdflib import Graph, URIRef

from kg.agreement.governments import Governments
from kg.document.register import Source
from kg.errors import InputError, Message, Problem, ReleaseError
from kg.graph.examples import describe_examples
from kg.graph.iris import Iris
from kg.graph.statements import Titles
from kg.language import LANGUAGES
from kg.namespaces import RENKEI, SH
from kg.release.crew import LostError, Progress, unseen, work
from kg.release.ground import Ground
from kg.release.kept import Cache, Keys
from kg.release.kinds import Kinds, read_kinds
from kg.release.making import make
from kg.release.manifest import NamedGraph
from kg.release.outline import Outline
from kg.release.partitions import Partition
from kg.release.piece import Entry, Piece, Told, open_entry
from kg.release.publisher import Publisher
from kg.release.void import Counts, classes_of, count, describe_void
from kg.validation import Report, Result, describe_result, indexed_graph, validate

STATISTICS = "statistics"
"""The kind of the partition that describes all others."""
BROKEN = (OSError, ValueError, KeyError, TypeError)
"""What opening an entry raises that is not whole."""


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


def compile_graphs(ground: Ground, cache: Cache, jobs: int = 1, progress: Progress = unseen) -> Compilation:
    """Make a piece of each agreement, or take the one that is kept; InputError lists the problems of all."""
    keys = Keys(ground)
    wanted = {agreement: keys.of(sources) for agreement, sources in ground.agreements.items()}
    found = {agreement: _kept(ground, cache, key) for agreement, key in wanted.items()}
    missing = [agreement for agreement, entry in found.items() if entry is None]
    _make_all(ground, cache, {agreement: wanted[agreement] for agreement in missing}, jobs, progress)
    entries = tuple(
        found[agreement] or open_entry(cache.path(key), ground, key) for agreement, key in wanted.items()
    )
    shared = tuple(_shared(ground, [entry.piece for entry in entries]))
    told = [*(each for entry in entries for each in entry.piece.told), *_told(ground, shared)]
    results = {each.result for each in told}
    conforms = not any(result.severity == SH.Violation for result in results)
    report = Report(conforms, tuple(sorted(results, key=Result.order)))
    lines = {each.result: each.lines for each in told}
    return Compilation(ground, entries, shared, report, lines, len(missing))


def _kept(ground: Ground, cache: Cache, key: str) -> Entry | None:
    """Give the entry that is kept, if it is whole."""
    try:
        return open_entry(cache.path(key), ground, key) if cache.fetch(key) else None
    except BROKEN:
        return None


def _make_all(ground: Ground, cache: Cache, wanted: Mapping[str, str], jobs: int, progress: Progress) -> None:
    def do(agreement: str) -> list[Problem] | Message | None:
        return _make(ground, cache, agreement, wanted[agreement])

    if wanted:
        _ = (
            ground.rules,
            ground.indexed_vocabulary,
            ground.vocabulary_quads,
        )  # once, before processes share them
    problems: dict[str, list[Problem]] = {}
    done = work(list(wanted), do, jobs)
    for agreement, outcome in _known_by(ground, progress(Message("Reading"), done, len(wanted))):
        if isinstance(outcome, Message):
            raise ReleaseError(outcome)
        if outcome:
            problems[agreement] = outcome
        else:
            cache.keep(wanted[agreement])
    if problems:
        raise InputError([problem for agreement in sorted(problems) for problem in problems[agreement]])


def _make(ground: Ground, cache: Cache, agreement: str, key: str) -> list[Problem] | Message | None:
    """Make a piece and write it where this build works; else say what is wrong, for another process."""
    try:
        cache.path(key).write_bytes(make(ground, ground.agreements[agreement], key))
    except InputError as error:
        return error.problems
    except ReleaseError as error:
        return error.message
    return None


def _known_by(ground: Ground, done: object) -> Iterator[tuple[str, list[Problem] | Message | None]]:
    """Say which documents a process that was ended had in hand."""
    try:
        yield from done  # type: ignore[misc]
    except LostError as error:
        documents = ground.agreements[str(error.task)]
        raise ReleaseError(_lost(documents, error.status)) from error


def _lost(documents: Sequence[Source], status: int) -> Message:
    template = (
        "The process at work on {documents} was ended ({reason}), perhaps for want of memory. "
        "Nothing was published. Look at these documents, or build with fewer --jobs."
    )
    reason = Signals(-status).name if status < 0 else str(status)
    names = " ".join(source.path for source in documents)
    return Message(template, {"documents": names, "reason": reason})


def _shared(ground: Ground, pieces: Sequence[Piece]) -> Iterator[Partition]:
    """Give what belongs to no agreement: registers, vocabulary, questions, statistics."""
    codes = {party.code for piece in pieces for each in piece.outlines for party in each.parties}
    areas = {each.source.area for piece in pieces for each in piece.outlines if each.source.area}
    graphs = {
        "reference": ground.references.describe(codes, areas),
        "vocabulary": ground.vocabulary,
        "examples": describe_examples(ground.iris, ground.inputs.ontology / "competency"),
    }
    for kind, graph in graphs.items():
        yield Partition(ground.iris.graph(kind), kind, graph, True)
    statistics = _statistics(ground, pieces, list(graphs.values()))
    yield Partition(ground.iris.graph(STATISTICS), STATISTICS, statistics, True)


def _statistics(ground: Ground, pieces: Sequence[Piece], shared: Sequence[Graph]) -> Graph:
    """Describe the default graph: of each piece what was counted when it was made."""
    counts, classes = Counts(), classes_of(shared)
    for piece in pieces:
        counts.add(piece.counts)
    for graph in shared:
        counts.add(count(graph, classes))
    subjects = {subject for graph in shared for subject in graph.subjects()}
    others = sum(piece.subjects for piece in pieces)
    held = {each.agreement_kind for piece in pieces for each in piece.outlines}
    title, licence = read_kinds(ground.vocabulary, held).title(), URIRef(ground.publisher.licence)
    return describe_void(ground.iris, title, licence, counts, subjects, others)


def _told(ground: Ground, shared: Sequence[Partition]) -> Iterator[Told]:
    """Check what belongs to no agreement."""
    graph = indexed_graph(triple for part in shared for triple in part.graph)
    for result in validate(graph, ground.rules).results:
        yield Told(result, {each: describe_result(result, graph, each) for each in LANGUAGES})

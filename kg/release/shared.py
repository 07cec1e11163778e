"""What belongs to no agreement: registers, vocabulary, questions, statistics."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rdflib import Graph, URIRef

from kg.graph.examples import describe_examples
from kg.language import LANGUAGES
from kg.release.ground import Ground
from kg.release.kinds import read_kinds
from kg.release.partitions import Partition
from kg.release.piece import Piece, Told
from kg.release.void import Counts, classes_of, count, describe_void
from kg.validation import describe_result, indexed_graph, validate

STATISTICS = "statistics"
"""The kind of the partition that describes all others."""


def describe_shared(ground: Ground, pieces: Sequence[Piece]) -> Iterator[Partition]:
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


def check_shared(ground: Ground, shared: Sequence[Partition]) -> Iterator[Told]:
    """Check what belongs to no agreement."""
    graph = indexed_graph(triple for part in shared for triple in part.graph)
    for result in validate(graph, ground.rules).results:
        yield Told(result, {each: describe_result(result, graph, each) for each in LANGUAGES})

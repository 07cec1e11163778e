"""The named graphs that partition everything, and the default graph that copies the newest of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from operator import itemgetter

import pyoxigraph as ox
import rdflib
from rdflib.term import Node

from kg.graph.spelling import Term, spell, spell_iri
from kg.release.rereading.terms import Statement, Value, plain

Spelled = tuple[str, ox.Quad, Statement]
"""A statement of the default graph: the line that gives its place, as it is written, for a second reader."""


@dataclass(frozen=True)
class Partition:
    """A named graph: `kind` says what it holds, `current` whether the default graph copies it."""

    iri: rdflib.URIRef
    kind: str
    graph: rdflib.Graph
    current: bool

    @cached_property
    def triples(self) -> list[tuple[Node, Node, Node]]:
        """The statements as the graph has them: asking it is slow."""
        return list(self.graph)

    @cached_property
    def spelled(self) -> list[Spelled]:
        """The statements in canonical order."""
        return _spelled(self.triples)


@dataclass(frozen=True)
class Quads:
    """The statements of some partitions, each list in canonical order, and the same for a second reader.

    They are written default graph first, then graph by graph.
    """

    default: list[ox.Quad]
    named: list[ox.Quad]
    expected: list[Statement]
    expected_named: list[Statement]

    def of(self, dataset: bool) -> tuple[list[ox.Quad], list[Statement]]:
        """Give what a format writes that holds named graphs, or none."""
        if not dataset:
            return self.default, self.expected
        return [*self.default, *self.named], [*self.expected, *self.expected_named]


def quads_in(partitions: Iterable[Partition]) -> Quads:
    """Give the statements of these partitions; the graphs are disjoint."""
    parts = sorted(partitions, key=lambda part: part.iri)
    default = quads_as_default(part for part in parts if part.current)
    named: list[ox.Quad] = []
    expected: list[Statement] = []
    for part in parts:
        graph, name = ox.NamedNode(part.iri), str(part.iri)
        named += [ox.Quad(quad.subject, quad.predicate, quad.object, graph) for _, quad, _ in part.spelled]
        expected += [(*statement[:3], name) for *_, statement in part.spelled]
    return Quads(default.default, named, default.expected, expected)


def quads_as_default(partitions: Iterable[Partition]) -> Quads:
    """Give the statements of these partitions as a default graph, whichever of them are current."""
    found = sorted(chain(*(part.spelled for part in partitions)), key=itemgetter(0))
    return Quads([quad for _, quad, _ in found], [], [statement for *_, statement in found], [])


def everything(dataset: rdflib.Dataset) -> rdflib.Graph:
    """Give all statements of a data set in one graph."""
    graph = rdflib.Graph()
    for subject, predicate, value, _ in dataset.quads():
        graph.add((subject, predicate, value))
    return graph


def quads_of(graph: rdflib.Graph) -> list[ox.Quad]:
    """Give a graph's statements in canonical order, without a graph name."""
    return [quad for _, quad, _ in _spelled(graph)]


def _spelled(triples: Iterable[tuple[Node, Node, Node]]) -> list[Spelled]:
    names, words = _Names(), _Words()
    found = []
    for subject, predicate, value in triples:
        (first, one), (second, two), (third, three) = names[subject], names[predicate], words[value]
        quad = ox.Quad(first, second, third)
        found.append((str(quad), quad, (one, two, three, "")))
    found.sort(key=itemgetter(0))
    return found


class _Names(dict[Node, tuple[ox.NamedNode, str]]):
    """Subjects and properties as they are written, and for a second reader; each is looked for once."""

    def __missing__(self, term: Node) -> tuple[ox.NamedNode, str]:
        """ValueError for a blank node: the data have none, and canonical order needs that."""
        if not isinstance(term, rdflib.URIRef):
            raise ValueError(f"{term!r} is no IRI")
        self[term] = spell_iri(term), str(term)
        return self[term]


class _Words(dict[Node, tuple[Term, str | Value]]):
    """Values likewise."""

    def __missing__(self, term: Node) -> tuple[Term, str | Value]:
        self[term] = spell(term), plain(term)
        return self[term]

"""The named graphs that partition everything, and the default graph that copies the newest of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

import pyoxigraph as ox
import rdflib

from kg.release.rereading.terms import Statement, statement_of


@dataclass(frozen=True)
class Partition:
    """A named graph: `kind` says what it holds, `current` whether the default graph copies it."""

    iri: rdflib.URIRef
    kind: str
    graph: rdflib.Graph
    current: bool


@dataclass(frozen=True)
class Quads:
    """The statements of some partitions, each list in canonical order, and the same for a second reader.

    They are written default graph first, then graph by graph.
    """

    default: list[ox.Quad]
    named: list[ox.Quad]
    expected: set[Statement]
    expected_named: set[Statement]

    def of(self, dataset: bool) -> tuple[list[ox.Quad], set[Statement]]:
        """Give what a format writes that holds named graphs, or none."""
        if not dataset:
            return self.default, self.expected
        return [*self.default, *self.named], self.expected | self.expected_named


def quads_in(partitions: Iterable[Partition]) -> Quads:
    """Give the statements of these partitions; the graphs are disjoint."""
    default: list[tuple[str, ox.Quad]] = []
    named: list[tuple[str, str, ox.Quad]] = []
    expected: list[Statement] = []
    expected_named: list[Statement] = []
    for part in partitions:
        graph = ox.NamedNode(str(part.iri))
        for triple in part.graph:
            quad, statement = _quad(triple, graph), statement_of(*triple)
            line = str(quad.triple)
            named.append((graph.value, line, quad))
            expected_named.append((*statement[:3], graph.value))
            if part.current:
                default.append((line, ox.Quad(*quad.triple)))
                expected.append(statement)
    default.sort(key=itemgetter(0))
    named.sort(key=itemgetter(0, 1))
    return Quads(
        [quad for _, quad in default], [quad for *_, quad in named], set(expected), set(expected_named)
    )


def union(partitions: Iterable[Partition]) -> rdflib.Graph:
    """Give all statements in one graph, for validation."""
    graph = rdflib.Graph()
    for part in partitions:
        for triple in part.graph:
            graph.add(triple)
    return graph


def everything(dataset: rdflib.Dataset) -> rdflib.Graph:
    """Give all statements of a data set in one graph."""
    graph = rdflib.Graph()
    for subject, predicate, value, _ in dataset.quads():
        graph.add((subject, predicate, value))
    return graph


def quads_of(graph: rdflib.Graph) -> list[ox.Quad]:
    """Give a graph's statements in canonical order, without a graph name."""
    return sorted((_quad(triple, ox.DefaultGraph()) for triple in graph), key=str)


def _quad(triple: tuple[object, object, object], graph: ox.NamedNode | ox.DefaultGraph) -> ox.Quad:
    subject, predicate, value = triple
    return ox.Quad(_node(subject), _node(predicate), _term(value), graph)


@lru_cache(10_000)
def _node(term: object) -> ox.NamedNode:
    """ValueError for a blank node: the data have none, and canonical order needs that."""
    if not isinstance(term, rdflib.URIRef):
        raise ValueError(f"{term!r} is no IRI")
    return ox.NamedNode(str(term))


def _term(term: object) -> ox.NamedNode | ox.Literal:
    if not isinstance(term, rdflib.Literal):
        return _node(term)
    if term.language:
        return ox.Literal(str(term), language=term.language)
    return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype)) if term.datatype else None)

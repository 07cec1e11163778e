"""The named graphs that partition everything, and the default graph that copies the newest of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox
import rdflib


@dataclass(frozen=True)
class Partition:
    """A named graph: `kind` says what it holds, `current` whether the default graph copies it.

    `agreement` is the agreement's id where the graph belongs to one.
    """

    iri: rdflib.URIRef
    kind: str
    graph: rdflib.Graph
    current: bool
    agreement: str | None = None


def named_quads(partitions: Iterable[Partition]) -> list[ox.Quad]:
    """Give each statement in its named graph, in canonical order."""
    quads = (_quad(triple, ox.NamedNode(str(part.iri))) for part in partitions for triple in part.graph)
    return sorted(quads, key=str)


def default_quads(partitions: Iterable[Partition]) -> list[ox.Quad]:
    """Give the statements of the default graph, in canonical order."""
    quads = {_quad(triple, ox.DefaultGraph()) for part in partitions if part.current for triple in part.graph}
    return sorted(quads, key=str)


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


def quads_of_dataset(dataset: rdflib.Dataset) -> set[ox.Quad]:
    """Give a data set's statements, the default graph's without a graph name."""
    default = {None, rdflib.graph.DATASET_DEFAULT_GRAPH_ID}
    return {
        _quad((s, p, o), ox.DefaultGraph() if name in default else ox.NamedNode(str(name)))
        for s, p, o, name in dataset.quads()
    }


def _quad(triple: tuple[object, object, object], graph: ox.NamedNode | ox.DefaultGraph) -> ox.Quad:
    subject, predicate, value = triple
    return ox.Quad(_node(subject), _node(predicate), _term(value), graph)


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

"""Graphs that are read and no longer written, on pyoxigraph: what pySHACL runs on (docs/shapes.md)."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.term import Node


class SettledStore(OxigraphStore):
    """A store that counts its triples once.

    pySHACL asks for the length of the graph several times for each result, and Oxigraph counts by scanning.
    """

    def __init__(self, store: ox.Store) -> None:
        super().__init__(store=store)
        self._length = len(store)

    def __len__(self, context: Graph | None = None) -> int:
        """Give the number of triples."""
        return self._length


def settled_graph(quads: Iterable[ox.Quad]) -> Graph:
    """Make a graph of the triples, whatever graph each is in."""
    store = ox.Store()
    store.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    return Graph(SettledStore(store), identifier=DATASET_DEFAULT_GRAPH_ID, bind_namespaces="none")


def settle(graph: Graph) -> Graph:
    """Give the graph itself when it is settled, else a settled copy."""
    if isinstance(graph.store, SettledStore):
        return graph
    return settled_graph(ox.Quad(_term(s), _term(p), _term(o)) for s, p, o in graph)


def _term(node: Node) -> Any:
    match node:
        case URIRef():
            return ox.NamedNode(node)
        case BNode():
            return ox.BlankNode(node)
        case Literal(language=str() as language):
            return ox.Literal(node, language=language)
        case Literal(datatype=URIRef() as datatype):
            return ox.Literal(node, datatype=ox.NamedNode(datatype))
        case _:
            return ox.Literal(str(node))


@contextmanager
def quiet_literals() -> Iterator[None]:
    """Keep rdflib from printing a traceback for each ill-typed literal that it meets; shapes report them."""
    logger = logging.getLogger("rdflib.term")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)

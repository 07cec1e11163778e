"""Graphs that are read and no longer written, on pyoxigraph: what pySHACL runs on (docs/shapes.md)."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.term import Node

from kg.namespaces import XSD

Triple = tuple[Node, Node, Node]
Pattern = tuple[Node | None, Node | None, Node | None]


class SettledStore(OxigraphStore):
    """A store that counts its triples once.

    pySHACL asks for the length of the graph several times for each result, and Oxigraph counts by scanning.
    """

    def __init__(self, store: ox.Store) -> None:
        super().__init__(store=store)
        self._length = len(store)

    def answers(self, query: str, this: Node) -> bool:
        """Tell whether a SELECT has any solution where ?this is this node (SHACL §5.3.1)."""
        solutions = self._inner.query(query, substitutions={ox.Variable("this"): _term(this)})
        assert isinstance(solutions, ox.QuerySolutions)
        return next(solutions, None) is not None

    def __len__(self, context: Graph | None = None) -> int:
        """Give the number of triples."""
        return self._length


class IndexedStore(SettledStore):
    """A store that answers triple patterns from indexes of rdflib's terms, and queries from Oxigraph.

    pySHACL asks for tens of thousands of patterns; making new terms for each answer takes half of its time.
    What is `beside` belongs to it too, and is indexed no second time; the two are disjoint.
    """

    def __init__(self, triples: Iterable[Triple], beside: IndexedStore | None = None) -> None:
        self._all = list(dict.fromkeys((s, p, _typed(o)) for s, p, o in triples))
        self._quads = [ox.Quad(_term(s), _term(p), _term(o)) for s, p, o in self._all]
        self._beside = beside
        store = ox.Store()
        store.bulk_extend([*self._quads, *(beside._quads if beside else ())])
        super().__init__(store)
        self._graph = Graph(self, identifier=DATASET_DEFAULT_GRAPH_ID)
        self._index: dict[Pattern, list[Triple]] = defaultdict(list)
        index = self._index
        for triple in self._all:
            s, p, o = triple
            index[s, None, None].append(triple)
            index[s, p, None].append(triple)
            index[None, p, None].append(triple)
            index[None, p, o].append(triple)

    def add(self, triple: Any, context: Graph, quoted: bool = False) -> None:
        """Add nothing: pySHACL adds its own axioms to shapes, where they are already."""
        if not list(self.matching(*triple)):
            raise NotImplementedError(triple)

    def triples(self, triple_pattern: Any, context: Graph | None = None) -> Iterator[Any]:
        """Give the triples that fit the pattern."""
        graph = self._graph if context is None else context
        return ((triple, iter((graph,))) for triple in self.matching(*triple_pattern))

    def matching(self, s: Node | None, p: Node | None, o: Node | None) -> Iterable[Triple]:
        """Give the triples that fit the pattern, those beside it last."""
        o = None if o is None else _typed(o)
        found = self._found(s, p, o)
        return [*found, *self._beside.matching(s, p, o)] if self._beside else found

    def _found(self, s: Node | None, p: Node | None, o: Node | None) -> Iterable[Triple]:
        if o is None:
            return self._all if s is None and p is None else self._index.get((s, p, None), ())
        if s is None and p is not None:
            return self._index.get((None, p, o), ())
        candidates = self._all if s is None else self._index.get((s, p, None), ())
        return [triple for triple in candidates if triple[2] == o]


def settled_graph(quads: Iterable[ox.Quad]) -> Graph:
    """Make a graph of the triples, whatever graph each is in."""
    store = ox.Store()
    store.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    return Graph(SettledStore(store), identifier=DATASET_DEFAULT_GRAPH_ID, bind_namespaces="none")


def settle(graph: Graph) -> Graph:
    """Give the graph itself when it is settled, else a settled copy."""
    if isinstance(graph.store, SettledStore):
        return graph
    return indexed_graph(graph)


def indexed_graph(triples: Iterable[Triple], beside: Graph | None = None) -> Graph:
    """Make a settled graph of rdflib's triples and of an indexed graph that holds none of them."""
    store = beside.store if beside else None
    assert store is None or isinstance(store, IndexedStore)
    return Graph(IndexedStore(triples, store), identifier=DATASET_DEFAULT_GRAPH_ID, bind_namespaces="none")


def _typed(node: Node) -> Node:
    """Write a plain literal as the string that it is (RDF 1.1 Concepts §3.3): shapes and data then agree."""
    if isinstance(node, Literal) and node.datatype is None and node.language is None:
        return Literal(node, datatype=XSD.string)
    return node


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

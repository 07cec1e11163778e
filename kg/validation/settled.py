"""Graphs that are read and no longer written, on pyoxigraph: what pySHACL runs on (docs/shapes.md)."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from typing import Any

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from pyshacl.graph_abstraction import RdfLibDataGraph
from rdflib import Graph, Literal, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.term import Identifier, Node

from kg.graph.spelling import spell, spell_quad
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
        solutions = self._inner.query(query, substitutions={ox.Variable("this"): spell(this)})
        assert isinstance(solutions, ox.QuerySolutions)
        return next(solutions, None) is not None

    def answering(self, query: str) -> set[Node]:
        """Give the nodes that are ?this in the solutions of a SELECT; those without an IRI are left out."""
        solutions = self._inner.query(query)
        assert isinstance(solutions, ox.QuerySolutions)
        found = {solution["this"] for solution in solutions}
        return {URIRef(node.value) for node in found if isinstance(node, ox.NamedNode)}

    def __len__(self, context: Graph | None = None) -> int:
        """Give the number of triples."""
        return self._length


class IndexedStore(SettledStore):
    """A store that answers triple patterns from indexes of rdflib's terms, and queries from Oxigraph.

    pySHACL asks for tens of thousands of patterns; making new terms for each answer takes half of its time.
    What is `beside` belongs to it too, and is indexed no second time; the two are disjoint. `quads` are the
    triples as Oxigraph has them, where somebody has made them already.
    """

    def __init__(
        self,
        triples: Iterable[Triple],
        beside: IndexedStore | None = None,
        quads: Iterable[ox.Quad] | None = None,
    ) -> None:
        self._all = list(dict.fromkeys((s, p, _typed(o)) for s, p, o in triples))
        self._quads = list(map(spell_quad, self._all) if quads is None else quads)
        self._beside = beside
        store = ox.Store()
        store.bulk_extend(chain(self._quads, beside._quads if beside else ()))
        super().__init__(store)
        self._graph = Graph(self, identifier=DATASET_DEFAULT_GRAPH_ID)
        self._by_subject: dict[Node, dict[Node, list[Triple]]] = defaultdict(lambda: defaultdict(list))
        self._by_property: dict[Node, list[Triple]] = defaultdict(list)
        self._by_value: dict[Node, dict[Node, list[Triple]]] = {}
        for triple in self._all:
            self._by_subject[triple[0]][triple[1]].append(triple)
            self._by_property[triple[1]].append(triple)

    def add(self, triple: Any, context: Graph, quoted: bool = False) -> None:
        """Add nothing: pySHACL adds its own axioms to shapes, where they are already."""
        if not list(self.matching(*triple)):
            raise NotImplementedError(triple)

    def triples(self, triple_pattern: Any, context: Graph | None = None) -> Iterator[Any]:
        """Give the triples that fit the pattern."""
        graph = self._graph if context is None else context
        return ((triple, iter((graph,))) for triple in self.matching(*triple_pattern))

    def values(self, s: Node, p: Node) -> Iterator[Node]:
        """Give the values of a property, as the most frequent pattern asks for them."""
        return (value for _, _, value in self.matching(s, p, None))

    def matching(self, s: Node | None, p: Node | None, o: Node | None) -> Iterable[Triple]:
        """Give the triples that fit the pattern, those beside it last."""
        o = None if o is None else _typed(o)
        found = self._found(s, p, o)
        return chain(found, self._beside.matching(s, p, o)) if self._beside else found

    def _found(self, s: Node | None, p: Node | None, o: Node | None) -> Iterable[Triple]:
        if s is None and o is not None and p is not None:
            return self._having(p).get(o, ())
        candidates = self._candidates(s, p)
        return candidates if o is None else [triple for triple in candidates if triple[2] == o]

    def _candidates(self, s: Node | None, p: Node | None) -> Iterable[Triple]:
        if s is None:
            return self._all if p is None else self._by_property.get(p, ())
        found = self._by_subject.get(s)
        if not found:
            return ()
        return chain.from_iterable(found.values()) if p is None else found.get(p, ())

    def _having(self, p: Node) -> dict[Node, list[Triple]]:
        """Index a property by its values, when it is first asked for."""
        if p not in self._by_value:
            index = self._by_value[p] = defaultdict(list)
            for triple in self._by_property.get(p, ()):
                index[triple[2]].append(triple)
        return self._by_value[p]


class IndexedData(RdfLibDataGraph):
    """A graph on an indexed store, as pySHACL asks it: without rdflib between the two."""

    def objects(self, subject: Any, predicate: Any, unique: bool = False) -> Any:  # type: ignore[override]
        """Give the values of a property of one node; what else pySHACL may ask for goes the long way."""
        store = self._store
        if isinstance(store, IndexedStore) and isinstance(subject, Identifier) and predicate is not None:
            return store.values(subject, predicate)
        return super().objects(subject, predicate, unique)


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


def indexed_graph(
    triples: Iterable[Triple], beside: Graph | None = None, quads: Iterable[ox.Quad] | None = None
) -> Graph:
    """Make a settled graph of rdflib's triples and of an indexed graph that holds none of them."""
    store = beside.store if beside else None
    assert store is None or isinstance(store, IndexedStore)
    indexed = IndexedStore(triples, store, quads)
    return Graph(indexed, identifier=DATASET_DEFAULT_GRAPH_ID, bind_namespaces="none")


def _typed(node: Node) -> Node:
    """Write a plain literal as the string that it is (RDF 1.1 Concepts §3.3): shapes and data then agree."""
    if isinstance(node, Literal) and node.datatype is None and node.language is None:
        return Literal(node, datatype=XSD.string)
    return node


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

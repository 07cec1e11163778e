"""VoID: how large the default graph is, and which classes and properties occur in it together, and how often.

Partitions by class, property and class of the value (`void-ext:datatypePartition` where it is a literal) are
what query editors complete terms from. All have IRIs: the data hold no blank node.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from kg.graph.iris import Iris
from kg.graph.statements import integer
from kg.namespaces import DCTERMS, PREFIXES, RDF, RENKEI, VOID, VOID_EXT, XSD
from kg.release.serialization import FORMATS
from kg.release.wording import TITLES

Triple = tuple[Node, Node, Node]


@dataclass
class Counts:
    """Counts of statements: by class, property, and the class or datatype of the value."""

    instances: Counter[Node] = field(default_factory=Counter)
    properties: Counter[Node] = field(default_factory=Counter)
    of_class: Counter[tuple[Node, Node]] = field(default_factory=Counter)
    to_class: Counter[tuple[Node, Node, Node]] = field(default_factory=Counter)
    to_datatype: Counter[tuple[Node, Node, Node]] = field(default_factory=Counter)


def describe_void(iris: Iris, licence: URIRef, graphs: Sequence[Graph]) -> Graph:
    """Describe the default graph, which consists of these disjoint graphs and of this description."""
    described = _Description(iris, Graph())
    described.dataset(licence)
    described.partitions(_count(graphs))
    described.sizes(graphs)
    return described.graph


def _count(graphs: Sequence[Graph]) -> Counts:
    classes: dict[Node, list[Node]] = defaultdict(list)
    for subject, _, kind in chain.from_iterable(graph.triples((None, RDF.type, None)) for graph in graphs):
        classes[subject].append(kind)
    counts = Counts(Counter(chain.from_iterable(classes.values())))
    for subject, predicate, value in chain.from_iterable(graphs):
        counts.properties[predicate] += 1
        for kind in classes.get(subject, ()):
            counts.of_class[kind, predicate] += 1
            if isinstance(value, Literal):
                counts.to_datatype[kind, predicate, _datatype(value)] += 1
            for target in classes.get(value, ()):
                counts.to_class[kind, predicate, target] += 1
    return counts


def _datatype(value: Literal) -> URIRef:
    """Give a literal's datatype (RDF 1.1 Concepts §3.3): what is tagged with a language is rdf:langString."""
    return RDF.langString if value.language else value.datatype or XSD.string


@dataclass(frozen=True)
class _Description:
    """Writes into `graph`; the data set is the whole default graph."""

    iris: Iris
    graph: Graph

    def dataset(self, licence: URIRef) -> None:
        """Say what the data set is, and where it can be had."""
        subject = self.iris.dataset("renkei")
        for language, title in TITLES.items():
            self.graph.add((subject, DCTERMS.title, Literal(title, lang=language)))
        self.graph.add((subject, RDF.type, VOID.Dataset))
        self.graph.add((subject, DCTERMS.license, licence))
        self.graph.add((subject, VOID.uriSpace, Literal(self.iris.base)))
        self.graph.add((subject, VOID.sparqlEndpoint, self.iris.endpoint))
        self.graph.add((subject, VOID.vocabulary, URIRef(RENKEI)))
        for name in (f"dumps/renkei.{each.suffix}{packed}" for each in FORMATS for packed in ("", ".gz")):
            self.graph.add((subject, VOID.dataDump, self.iris.download("latest", name)))

    def partitions(self, counts: Counts) -> None:
        """Describe the partitions, each below the one that it divides."""
        whole = self.iris.dataset("renkei")
        self._number(whole, VOID.classes, len(counts.instances))
        self._number(whole, VOID.properties, len(counts.properties))
        for predicate, number in counts.properties.items():
            self._property(whole, ("property", _name(predicate)), predicate, number)
        for kind, number in counts.instances.items():
            part = self._part(whole, VOID.classPartition, VOID["class"], kind, "class", _name(kind))
            self._number(part, VOID.entities, number)
        for (kind, predicate), number in counts.of_class.items():
            path = ("class", _name(kind), "property", _name(predicate))
            self._property(self.iris.part(*path[:2]), path, predicate, number)
        self._values(counts)

    def _values(self, counts: Counts) -> None:
        to_class = (VOID.classPartition, VOID["class"], "to")
        to_datatype = (VOID_EXT.datatypePartition, VOID_EXT.datatype, "datatype")
        for found, (link, naming, key) in ((counts.to_class, to_class), (counts.to_datatype, to_datatype)):
            for (kind, predicate, value), number in found.items():
                path = ("class", _name(kind), "property", _name(predicate))
                part = self._part(self.iris.part(*path), link, naming, value, *path, key, _name(value))
                self._number(part, VOID.triples, number)

    def sizes(self, graphs: Sequence[Graph]) -> None:
        """Count statements and subjects, with those of this description; it is the last thing to be said."""
        subject = self.iris.dataset("renkei")
        subjects = {each for graph in (*graphs, self.graph) for each in graph.subjects()}
        self._number(subject, VOID.distinctSubjects, len(subjects))
        self._number(subject, VOID.triples, sum(map(len, graphs)) + len(self.graph) + 1)

    def _property(self, parent: URIRef, path: tuple[str, ...], predicate: Node, number: int) -> None:
        part = self._part(parent, VOID.propertyPartition, VOID.property, predicate, *path)
        self._number(part, VOID.triples, number)

    def _part(self, parent: URIRef, link: URIRef, naming: URIRef, term: Node, *path: str) -> URIRef:
        part = self.iris.part(*path)
        self.graph.add((parent, link, part))
        self.graph.add((part, naming, term))
        return part

    def _number(self, subject: URIRef, property: URIRef, number: int) -> None:
        self.graph.add((subject, property, integer(number)))


def _name(term: Node) -> str:
    """Write a term in short: `renkei-Party`; in full where its namespace is none that we know."""
    return next(_names(str(term)), str(term))


def _names(iri: str) -> Iterator[str]:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            yield f"{prefix}-{iri.removeprefix(namespace)}"

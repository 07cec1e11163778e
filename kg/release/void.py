"""VoID: how large the default graph is, and which classes and properties occur in it together, and how often.

Partitions by class, property and class of the value (`void-ext:datatypePartition` where it is a literal) are
what query editors complete terms from. All have IRIs: the data hold no blank node.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from sys import intern
from typing import Any

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from kg.graph.iris import Iris
from kg.graph.statements import integer
from kg.namespaces import DCTERMS, PREFIXES, RDF, RENKEI, VOID, VOID_EXT, XSD
from kg.release.datasets import Words
from kg.release.serialization import FORMATS

Triple = tuple[Node, Node, Node]
Classes = Mapping[Node, Iterable[Node]]
"""The classes of things."""


@dataclass
class Counts:
    """Counts of statements: by class, property, and the class or datatype of the value; keys are IRIs."""

    instances: Counter[tuple[str, ...]] = field(default_factory=Counter)
    properties: Counter[tuple[str, ...]] = field(default_factory=Counter)
    of_class: Counter[tuple[str, ...]] = field(default_factory=Counter)
    to_class: Counter[tuple[str, ...]] = field(default_factory=Counter)
    to_datatype: Counter[tuple[str, ...]] = field(default_factory=Counter)

    def add(self, other: Counts) -> None:
        """Add the counts of a graph that is disjoint from those counted."""
        for name, counter in vars(self).items():
            counter.update(getattr(other, name))


def note_counts(counts: Counts) -> dict[str, list[tuple[object, ...]]]:
    """Write counts as JSON, in order."""
    return {
        name: sorted((*key, number) for key, number in each.items()) for name, each in vars(counts).items()
    }


def read_counts(noted: Mapping[str, Iterable[Sequence[Any]]]) -> Counts:
    """Read counts; the IRIs, which are the same again and again, are kept once."""
    return Counts(
        **{name: Counter({tuple(map(intern, row[:-1])): row[-1] for row in noted[name]}) for name in noted}
    )


def classes_of(graphs: Iterable[Graph]) -> dict[Node, set[Node]]:
    """Give the classes of everything that these graphs say a class of."""
    classes: dict[Node, set[Node]] = defaultdict(set)
    for subject, _, kind in chain.from_iterable(graph.triples((None, RDF.type, None)) for graph in graphs):
        classes[subject].add(kind)
    return classes


def count(triples: Iterable[Triple], classes: Classes) -> Counts:
    """Count statements; `classes` are those of all subjects and values, wherever they are stated."""
    counts = Counts()
    for subject, predicate, value in triples:
        name = str(predicate)
        counts.properties[name,] += 1
        if predicate == RDF.type:
            counts.instances[str(value),] += 1
        for kind in map(str, classes.get(subject, ())):
            counts.of_class[kind, name] += 1
            if isinstance(value, Literal):
                counts.to_datatype[kind, name, str(_datatype(value))] += 1
            for target in classes.get(value, ()):
                counts.to_class[kind, name, str(target)] += 1
    return counts


def describe_void(
    iris: Iris, title: Words, licence: URIRef, counts: Counts, subjects: set[Node], others: int
) -> Graph:
    """Describe the default graph, which is what was counted and this description.

    `subjects` are those of some graphs, `others` is the number of those of all other graphs.
    """
    described = _Description(iris, Graph())
    described.dataset(title, licence)
    described.partitions(counts)
    described.sizes(counts, subjects, others)
    return described.graph


def _datatype(value: Literal) -> URIRef:
    """Give a literal's datatype (RDF 1.1 Concepts §3.3): what is tagged with a language is rdf:langString."""
    return RDF.langString if value.language else value.datatype or XSD.string


@dataclass(frozen=True)
class _Description:
    """Writes into `graph`; the data set is the whole default graph."""

    iris: Iris
    graph: Graph

    def dataset(self, title: Words, licence: URIRef) -> None:
        """Say what the data set is, and where it can be had."""
        subject = self.iris.dataset("renkei")
        for language, words in title.items():
            self.graph.add((subject, DCTERMS.title, Literal(words, lang=language)))
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
        for (predicate,), number in counts.properties.items():
            self._property(whole, ("property", _name(predicate)), predicate, number)
        for (kind,), number in counts.instances.items():
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

    def sizes(self, counts: Counts, subjects: set[Node], others: int) -> None:
        """Count statements and subjects, with those of this description; it is the last thing to be said."""
        subject = self.iris.dataset("renkei")
        known = subjects | set(self.graph.subjects())
        self._number(subject, VOID.distinctSubjects, len(known) + others)
        total = sum(counts.properties.values()) + len(self.graph) + 1
        self._number(subject, VOID.triples, total)

    def _property(self, parent: URIRef, path: tuple[str, ...], predicate: str, number: int) -> None:
        part = self._part(parent, VOID.propertyPartition, VOID.property, predicate, *path)
        self._number(part, VOID.triples, number)

    def _part(self, parent: URIRef, link: URIRef, naming: URIRef, term: str, *path: str) -> URIRef:
        part = self.iris.part(*path)
        self.graph.add((parent, link, part))
        self.graph.add((part, naming, URIRef(term)))
        return part

    def _number(self, subject: URIRef, property: URIRef, number: int) -> None:
        self.graph.add((subject, property, integer(number)))


def _name(term: str) -> str:
    """Write a term in short: `renkei-Party`; in full where its namespace is none that we know."""
    return next(_names(term), term)


def _names(iri: str) -> Iterator[str]:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            yield f"{prefix}-{iri.removeprefix(namespace)}"

"""Writes statements, each with the link to the words that make it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from rdflib import Graph, Literal, URIRef

from kg.document.model import Passage
from kg.document.places import write_place
from kg.graph.iris import Iris
from kg.namespaces import DCTERMS, PROV, RDF, RDFS, RENKEI, XSD


def plain_graph() -> Graph:
    """Make an empty graph on rdflib's quickest store: it knows no other graph and no prefix."""
    return Graph(store="SimpleMemory", bind_namespaces="none")


@dataclass(frozen=True)
class Quoting:
    """Describes the passages of one source in `graph` and links statements to them."""

    iris: Iris
    source: str
    graph: Graph = field(default_factory=plain_graph)

    def link(self, statements: Graph, subject: URIRef, property: str, *passages: Passage | None) -> None:
        """State in `statements` that what the subject says stands in these passages; None is passed over."""
        for passage in passages:
            if passage is not None:
                statements.add((subject, RENKEI[property], self.describe(passage)))

    def describe(self, passage: Passage) -> URIRef:
        """Describe a passage: where it stands, and its exact words."""
        iri = self.iris.passage(self.source, passage)
        self.graph.add((iri, RDF.type, RENKEI.Passage))
        self.graph.add((iri, RENKEI.startChar, integer(passage.start)))
        self.graph.add((iri, RENKEI.endChar, integer(passage.end)))
        self.graph.add((iri, RENKEI.line, integer(passage.line)))
        self.graph.add((iri, RENKEI.exact, japanese(passage.exact)))
        for place in passage.places:
            self.graph.add((iri, RENKEI.placeInOriginal, Literal(write_place(place))))
        self.graph.add((iri, PROV.wasQuotedFrom, self.iris.source(self.source)))
        return iri


@dataclass(frozen=True)
class Titles:
    """Writes labels: the words of the source in Japanese, and our unofficial English where there is one."""

    english: dict[str, str]

    def label(self, graph: Graph, subject: URIRef, words: str) -> None:
        """Give the subject its label."""
        graph.add((subject, RDFS.label, japanese(words)))
        if words in self.english:
            graph.add((subject, RENKEI.unofficialLabel, Literal(self.english[words], lang="en")))

    def title(self, graph: Graph, subject: URIRef, words: str) -> None:
        """Give the subject its title, which is its label too."""
        graph.add((subject, DCTERMS.title, japanese(words)))
        self.label(graph, subject, words)


def japanese(words: str) -> Literal:
    """Write words of the source."""
    return Literal(words, lang="ja")


def integer(number: int) -> Literal:
    """Write a number as canonical xsd:integer."""
    return Literal(str(number), datatype=XSD.integer)


def day(value: date) -> Literal:
    """Write a full date."""
    return Literal(value.isoformat(), datatype=XSD.date)

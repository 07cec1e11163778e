"""Finds the place in a source document that a result is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import Graph, URIRef
from rdflib.term import Node

from kg.namespaces import DCTERMS, PROV, RDF, RENKEI
from kg.validation.report import Result

# The link that says where a property's value stands.
LINKS = {
    DCTERMS.title: RENKEI.titleFrom,
    RENKEI.designation: RENKEI.designationFrom,
    RENKEI.nameText: RENKEI.nameFrom,
    RENKEI.addressText: RENKEI.addressFrom,
    RENKEI.signatoryTitle: RENKEI.signatoryFrom,
    RENKEI.status: RENKEI.statusFrom,
    RENKEI.dated: RENKEI.dateFrom,
    RENKEI.dateText: RENKEI.dateFrom,
    RENKEI.concludedOn: RENKEI.dateFrom,
    RENKEI.applicableFrom: RENKEI.dateFrom,
    RENKEI.applicableUntil: RENKEI.dateFrom,
    RENKEI.untilText: RENKEI.untilFrom,
    RENKEI.renewalText: RENKEI.renewalFrom,
    RENKEI.agreementKind: RENKEI.kindFrom,
    RENKEI.legalBasisText: RENKEI.legalBasisFrom,
    RENKEI.stepText: RENKEI.stepFrom,
    RENKEI.takenOn: RENKEI.dateFrom,
    RENKEI.costText: RENKEI.costFrom,
    RENKEI.covers: RENKEI.clauseFrom,
    RENKEI.scheduleHeading: RENKEI.headingFrom,
    RENKEI.pillar: RENKEI.pillarFrom,
    RENKEI.content: RENKEI.contentFrom,
    RENKEI.articleText: RENKEI.articleFrom,
    RENKEI.actor: RENKEI.actorFrom,
    RENKEI.roleText: RENKEI.roleFrom,
    RENKEI.roleKind: RENKEI.cueFrom,
}
# Where a thing as a whole stands, the best first.
WHOLE = (
    *(RENKEI.headingFrom, RENKEI.actorFrom, RENKEI.titleFrom, RENKEI.designationFrom, RENKEI.nameFrom),
    *(RENKEI.contentFrom, RENKEI.roleFrom, RENKEI.clauseFrom, RENKEI.stepFrom, RENKEI.costFrom),
    *(RENKEI.dateFrom, RENKEI.statusFrom),
)
CONTAINERS = (
    RENKEI.hasRole,
    RENKEI.hasContinuation,
    RENKEI.hasInitiative,
    RENKEI.hasArticle,
    RENKEI.hasCostShare,
    RENKEI.hasProceduralStep,
    RENKEI.hasParty,
    RENKEI.hasVersion,
)


@dataclass(frozen=True)
class Place:
    """A line of a source document, counted from 1; None when only the document is known."""

    source: str
    line: int | None


def place_of(result: Result, graph: Graph) -> Place | None:
    """Find where the value, the focus node, or what holds it stands in a source; None when nothing says."""
    link = LINKS.get(result.path) if result.path is not None else None
    for node in (result.value, *with_containers(result.focus, graph)):
        if isinstance(node, URIRef):
            if passage := _passage(node, link, graph):
                return Place(_source(passage, graph), _line(passage, graph))
            if document := _document(node, graph):
                return Place(_identifier(document, graph), None)
    return None


def passages_of(result: Result, graph: Graph) -> list[URIRef]:
    """Give the passages that the result is about, in the order of the text; none when nothing says."""
    link = LINKS.get(result.path) if result.path is not None else None
    for node in (result.value, *with_containers(result.focus, graph)):
        if isinstance(node, URIRef) and (found := _passages(node, link, graph)):
            return found
    return []


def with_containers(node: Node | None, graph: Graph) -> Iterator[Node]:
    """Give the node, then what holds it, from the inside out."""
    for _ in range(len(CONTAINERS)):
        if node is None:
            return
        yield node
        node = min((s for p in CONTAINERS for s in graph.subjects(p, node)), key=str, default=None)


def _passage(node: URIRef, link: URIRef | None, graph: Graph) -> URIRef | None:
    return next(iter(_passages(node, link, graph)), None)


def _passages(node: URIRef, link: URIRef | None, graph: Graph) -> list[URIRef]:
    """The node itself if it is a passage, else the passages that the best of its links leads to."""
    if (node, RDF.type, RENKEI.Passage) in graph:
        return [node]
    whole = () if (node, RDF.type, RENKEI.SourceDocument) in graph else WHOLE
    for predicate in (link, *whole) if link else whole:
        passages = [found for found in graph.objects(node, predicate) if isinstance(found, URIRef)]
        if passages:
            return sorted(passages, key=lambda passage: (_line(passage, graph) or 0, str(passage)))
    return []


def _document(node: URIRef, graph: Graph) -> URIRef | None:
    if (node, RDF.type, RENKEI.SourceDocument) in graph:
        return node
    documents = [found for found in graph.objects(node, RENKEI.recordedIn) if isinstance(found, URIRef)]
    return min(documents, default=None)


def _source(passage: URIRef, graph: Graph) -> str:
    documents = sorted(str(found) for found in graph.objects(passage, PROV.wasQuotedFrom))
    return _identifier(URIRef(documents[0] if documents else passage.partition("#")[0]), graph)


def _identifier(document: URIRef, graph: Graph) -> str:
    identifiers = sorted(str(found) for found in graph.objects(document, DCTERMS.identifier))
    return identifiers[0] if identifiers else str(document)


def _line(passage: URIRef, graph: Graph) -> int | None:
    lines = sorted(str(found) for found in graph.objects(passage, RENKEI.line))
    return int(lines[0]) if lines and lines[0].isdecimal() else None

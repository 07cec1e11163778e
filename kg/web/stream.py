"""The changes as a Linked Data Event Stream (LDES 1.0): a root that leads to pages that never change.

A member is an activity (Activity Streams) on a data set: it was created, updated or deleted in a release. All
members of a page are of one release, so their time, the day of its data, is one too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from kg.namespaces import ACTIVITY, DCTERMS, FOAF, LDES, PREFIXES, RDF, TREE, XSD
from kg.web.history import Change, Publication

PAGE = 250
"""Changes on a page."""
PATH = "changes"
TRUE = Literal("true", datatype=NamedNode(XSD.boolean))
FEED_PREFIXES = PREFIXES | {"as": str(ACTIVITY), "ldes": str(LDES), "tree": str(TREE)}


@dataclass(frozen=True)
class Page:
    """Some changes of one release: `number` counts its pages from 1."""

    publication: Publication
    number: int
    changes: tuple[Change, ...]

    @property
    def name(self) -> str:
        """The end of its address."""
        return f"{self.publication.record.release}/{self.number}"

    @property
    def address(self) -> str:
        """Its address, which never gives anything else."""
        return f"{self.publication.record.base}{PATH}/{self.name}"

    @property
    def time(self) -> str:
        """When its changes happened: the beginning of the day of the release's data."""
        return f"{self.publication.record.as_of}T00:00:00Z"


def pages_of(publications: tuple[Publication, ...]) -> list[Page]:
    """Cut the changes into pages, oldest first."""
    return [
        Page(publication, start // PAGE + 1, publication.changes[start : start + PAGE])
        for publication in publications
        for start in range(0, len(publication.changes), PAGE)
    ]


def describe_root(base: str, pages: list[Page]) -> Iterator[Triple]:
    """Describe the stream, and where its pages are."""
    root = base + PATH
    yield from _stream(base)
    yield _statement(root, RDF.type, TREE.Node)
    yield _statement(root, RDF.type, TREE.RootNode)
    for page in pages:
        relation = f"{root}#page/{page.name}"
        yield _statement(root, TREE.relation, relation)
        yield _statement(relation, RDF.type, TREE.GreaterThanOrEqualToRelation)
        yield _statement(relation, TREE.node, page.address)
        yield _statement(relation, TREE.path, ACTIVITY.published)
        yield _time(relation, TREE.value, page.time)


def describe_page(page: Page) -> Iterator[Triple]:
    """Describe a page of the stream with its members."""
    yield from _stream(page.publication.record.base)
    yield _statement(page.address, RDF.type, TREE.Node)
    yield Triple(NamedNode(page.address), NamedNode(LDES.immutable), TRUE)
    for change in page.changes:
        member = f"{page.address}#{change.dataset}"
        yield _statement(_stream_iri(page.publication.record.base), TREE.member, member)
        yield from _member(page, change, member)


def _member(page: Page, change: Change, member: str) -> Iterator[Triple]:
    base = page.publication.record.base
    yield _statement(member, RDF.type, ACTIVITY[change.kind])
    yield _statement(member, ACTIVITY.object, f"{base}id/dataset/{change.dataset}")
    yield _time(member, ACTIVITY.published, page.time)
    yield _statement(member, DCTERMS.isPartOf, f"{base}dumps/{page.publication.record.release}/")
    yield Triple(NamedNode(member), NamedNode(DCTERMS.identifier), Literal(change.dataset))
    for language, title in change.held.title.items():
        yield Triple(NamedNode(member), NamedNode(DCTERMS.title), Literal(title, language=language))
    for language, standing in change.held.standing.items():
        yield Triple(NamedNode(member), NamedNode(ACTIVITY.summary), Literal(standing, language=language))
    if change.held.topic:
        yield _statement(member, FOAF.primaryTopic, change.held.topic)


def _stream(base: str) -> Iterator[Triple]:
    stream = _stream_iri(base)
    yield _statement(stream, RDF.type, LDES.EventStream)
    yield _statement(stream, LDES.timestampPath, ACTIVITY.published)
    yield _statement(stream, LDES.versionOfPath, ACTIVITY.object)
    yield _statement(stream, LDES.versionCreateObject, ACTIVITY.Create)
    yield _statement(stream, LDES.versionUpdateObject, ACTIVITY.Update)
    yield _statement(stream, LDES.versionDeleteObject, ACTIVITY.Delete)
    yield _statement(stream, TREE.view, base + PATH)


def _stream_iri(base: str) -> str:
    return f"{base}{PATH}#stream"


def _statement(subject: str, predicate: str, value: str) -> Triple:
    return Triple(NamedNode(subject), NamedNode(predicate), NamedNode(value))


def _time(subject: str, predicate: str, moment: str) -> Triple:
    value = Literal(moment, datatype=NamedNode(XSD.dateTime))
    return Triple(NamedNode(subject), NamedNode(predicate), value)

"""The versions of an agreement, one after another: by which document, of which date, in what standing."""

from __future__ import annotations

from dataclasses import dataclass

from kg.namespaces import RDF, RENKEI
from kg.store import Store
from kg.web import entity
from kg.web.facts import Facts, Words
from kg.web.pages.context import Context
from kg.web.pages.source import Share, share
from kg.web.pages.standing import Status, status_of
from kg.web.pages.thing import in_order
from kg.web.pages.values import Value, link, show

VERSIONS = """CONSTRUCT { ?version ?p ?o } WHERE {
  GRAPH ?a { ?iri renkei:hasVersion ?version }
  GRAPH ?b { ?version ?p ?o }
  FILTER(?p != renkei:hasInitiative)
}"""


@dataclass(frozen=True)
class Recorded:
    """A source: its name, its page, and how much of it the data carry."""

    value: Value
    share: Share | None


@dataclass(frozen=True)
class Step:
    """A version: what kind of document put it on record, its dates, what it covers, its text."""

    value: Value
    status: Status | None
    acts: tuple[Value, ...]
    dated: tuple[Value, ...]
    written: tuple[Words, ...]
    concluded: tuple[Value, ...]
    applies: tuple[Value, ...]
    covers: tuple[Value, ...]
    sources: tuple[Recorded, ...]


def timeline(context: Context, facts: Facts, agreement: str) -> tuple[Step, ...]:
    """Give the versions of an agreement in the registered order, the newest first."""
    versions = facts.iris(agreement, RENKEI.hasVersion)
    if not all(facts.iris(one, RENKEI.establishedBy) for one in versions):
        facts |= versions_of(context.store, agreement)
    return tuple(_step(context, facts, one) for one in reversed(in_order(facts, versions)))


def versions_of(store: Store, agreement: str) -> Facts:
    """Give what is said of the versions of an agreement themselves, also of those that are not the newest."""
    return entity.construct(store, VERSIONS, agreement)


def _step(context: Context, facts: Facts, version: str) -> Step:
    instruments = facts.iris(version, RENKEI.establishedBy)
    sources = [source for one in instruments for source in facts.iris(one, RENKEI.recordedIn)]

    def shown(prop: str, *subjects: str) -> tuple[Value, ...]:
        return tuple(show(context, facts, term) for one in subjects for term in facts.objects(one, prop))

    return Step(
        link(context, facts, version),
        status_of(context, facts, version),
        shown(RDF.type, *instruments),
        shown(RENKEI.dated, *instruments),
        tuple(words for one in instruments if (words := facts.words(one, RENKEI.dateText, "ja"))),
        shown(RENKEI.concludedOn, *instruments),
        shown(RENKEI.applicableFrom, version),
        shown(RENKEI.covers, version),
        tuple(Recorded(link(context, facts, one), share(context, one)) for one in sources),
    )

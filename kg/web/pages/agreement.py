"""The pages of an agreement, of a version, of an initiative and of a role."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import Literal

from kg.namespaces import RENKEI
from kg.web import entity
from kg.web.facts import Facts, Words
from kg.web.pages.context import Context
from kg.web.pages.files import of_agreement
from kg.web.pages.matrix import Matrix, of_schedule
from kg.web.pages.roles import role
from kg.web.pages.schedule import Entry, Party, Schedule, entry, parties, schedule
from kg.web.pages.signing import signings
from kg.web.pages.standing import Status, status_of
from kg.web.pages.thing import in_order
from kg.web.pages.timeline import timeline, versions_of
from kg.web.pages.values import Value, link, show


@dataclass(frozen=True)
class Version:
    """A version as it is announced: name, standing, dates as written, and its schedule."""

    value: Value
    status: Status | None
    covers: tuple[Value, ...]
    instruments: tuple[Value, ...]
    sources: tuple[Value, ...]
    dated: tuple[Words, ...]
    dates: tuple[Value, ...]
    applies: tuple[Value, ...]
    applies_words: tuple[Words, ...]
    schedule_heading: Words | None
    schedule: Schedule
    matrix: Matrix
    newer: Value | None


@dataclass(frozen=True)
class Announcement:
    """An agreement as it is announced: its name, its area, its newest version."""

    value: Value
    original: Words | None
    areas: tuple[Value, ...]
    parties: tuple[Party, ...]
    versions: tuple[Value, ...]
    newest: Version | None


def announce(context: Context, facts: Facts, iri: str) -> Announcement:
    """Arrange what an agreement is announced with."""
    versions = in_order(facts, facts.iris(iri, RENKEI.hasVersion))
    described = [one for one in versions if facts.iris(one, RENKEI.establishedBy)]
    value = link(context, facts, iri)
    return Announcement(
        value,
        facts.label(iri, "ja") if value.words.unofficial else None,
        tuple(link(context, facts, one) for one in facts.iris(iri, RENKEI.concernsArea)),
        parties(context, facts, iri),
        tuple(link(context, facts, one) for one in reversed(versions)),
        version(context, facts, iri, described[-1]) if described else None,
    )


def version(context: Context, facts: Facts, agreement: str, iri: str) -> Version:
    """Arrange a version of an agreement."""
    instruments = facts.iris(iri, RENKEI.establishedBy)
    newest = in_order(facts, facts.iris(agreement, RENKEI.hasVersion))[-1:]
    arranged = schedule(context, facts, agreement, iri)
    return Version(
        link(context, facts, iri),
        status_of(context, facts, iri),
        tuple(link(context, facts, one) for one in facts.iris(iri, RENKEI.covers)),
        tuple(link(context, facts, one) for one in instruments),
        tuple(link(context, facts, one) for i in instruments for one in facts.iris(i, RENKEI.recordedIn)),
        tuple(words for one in instruments if (words := facts.words(one, RENKEI.dateText, "ja"))),
        tuple(show(context, facts, term) for one in instruments for term in facts.objects(one, RENKEI.dated)),
        tuple(show(context, facts, term) for term in facts.objects(iri, RENKEI.applicableFrom)),
        _words_of_start(facts, iri),
        facts.words(iri, RENKEI.scheduleHeading, "ja"),
        arranged,
        of_schedule(arranged),
        next((link(context, facts, one) for one in newest if one != iri), None),
    )


def _words_of_start(facts: Facts, version: str) -> tuple[Words, ...]:
    """Give the words from when a version applies: its dates as written, without those until when."""
    until = facts.objects(version, RENKEI.untilText)
    dates = [term for term in facts.objects(version, RENKEI.dateText) if term not in until]
    return tuple(Words(term.value, term.language) for term in dates if isinstance(term, Literal))


def agreement_page(context: Context, facts: Facts, iri: str) -> dict[str, object]:
    """Give what the page of an agreement shows besides the general."""
    id = iri.removeprefix(context.base + "id/agreement/")
    return {
        "agreement": announce(context, facts, iri),
        "signings": signings(context, facts, iri),
        "steps": timeline(context, facts, iri),
        "downloads": of_agreement(context.store.manifest, id),
    }


def version_page(context: Context, facts: Facts, iri: str) -> dict[str, object]:
    """Give what the page of a version shows besides the general."""
    agreement = _agreement_of(iri)
    store = context.store
    whole = facts | entity.agreement_of(store, agreement) | versions_of(store, agreement)
    for instrument in facts.iris(iri, RENKEI.establishedBy):
        whole |= entity.describe(store, instrument)
    return {"agreement": link(context, whole, agreement), "version": version(context, whole, agreement, iri)}


def initiative_page(context: Context, facts: Facts, iri: str) -> dict[str, object]:
    """Give what the page of an initiative shows besides the general."""
    agreement = _agreement_of(iri)
    columns = parties(context, facts | entity.agreement_of(context.store, agreement), agreement)
    shown: Entry = entry(context, facts, iri, columns)
    pillars = tuple(link(context, facts, one) for one in facts.iris(iri, RENKEI.pillar))
    arrangements = tuple(link(context, facts, one) for one in facts.iris(iri, RENKEI.arrangement))
    return {"entry": shown, "parties": columns, "pillars": pillars, "arrangements": arrangements}


def role_page(context: Context, facts: Facts, iri: str) -> dict[str, object]:
    """Give what the page of a role shows besides the general."""
    return {"role": role(context, facts, iri)}


def _agreement_of(iri: str) -> str:
    return iri.partition("/version/")[0]

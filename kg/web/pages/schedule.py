"""The schedule of a version as pages show it: pillars, initiatives, and the role of each party."""

from __future__ import annotations

from dataclasses import dataclass

from kg.namespaces import RENKEI, SKOS
from kg.web.facts import Facts, Words
from kg.web.pages.context import Context
from kg.web.pages.roles import Role, role
from kg.web.pages.thing import in_order
from kg.web.pages.values import Value, link


@dataclass(frozen=True)
class Party:
    """A party as a column: what the document calls it, and the government that it is."""

    designation: Words | None
    government: str
    who: Value


@dataclass(frozen=True)
class Entry:
    """An initiative: its heading, its content, and the role of each party in the parties' order."""

    position: int | None
    heading: Value
    original: Words | None
    content: Words | None
    roles: tuple[Role | None, ...]


@dataclass(frozen=True)
class Pillar:
    """A pillar with its notation and its initiatives."""

    notation: str | None
    value: Value
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Schedule:
    """The parties and the pillars of one version."""

    parties: tuple[Party, ...]
    pillars: tuple[Pillar, ...]


def schedule(context: Context, facts: Facts, agreement: str, version: str) -> Schedule:
    """Arrange the schedule of a version; `facts` describe the version and the agreement's parties."""
    columns = parties(context, facts, agreement)
    initiatives = in_order(facts, facts.iris(version, RENKEI.hasInitiative))
    order = dict.fromkeys(facts.iri(one, RENKEI.pillar) or "" for one in initiatives)
    return Schedule(
        columns,
        tuple(
            _pillar(
                context, facts, pillar, [one for one in initiatives if _is_in(facts, one, pillar)], columns
            )
            for pillar in order
        ),
    )


def parties(context: Context, facts: Facts, agreement: str) -> tuple[Party, ...]:
    """Give the parties of an agreement in their order."""
    return tuple(
        Party(facts.words(one, RENKEI.designation, "ja"), government, link(context, facts, government))
        for one in in_order(facts, facts.iris(agreement, RENKEI.hasParty))
        for government in facts.iris(one, RENKEI.government)
    )


def entry(context: Context, facts: Facts, iri: str, columns: tuple[Party, ...]) -> Entry:
    """Arrange an initiative."""
    roles = [role(context, facts, one) for one in facts.iris(iri, RENKEI.hasRole)]
    heading = link(context, facts, iri)
    original = facts.label(iri, "ja") if heading.words.unofficial else None
    return Entry(
        facts.number(iri, RENKEI.position),
        heading,
        original,
        facts.words(iri, RENKEI.content, "ja"),
        tuple(next((one for one in roles if one.actor == party.government), None) for party in columns),
    )


def _pillar(
    context: Context, facts: Facts, pillar: str, initiatives: list[str], columns: tuple[Party, ...]
) -> Pillar:
    notation = context.ontology.facts.text(pillar, SKOS.notation)
    entries = tuple(entry(context, facts, one, columns) for one in initiatives)
    return Pillar(notation, link(context, facts, pillar), entries)


def _is_in(facts: Facts, initiative: str, pillar: str) -> bool:
    return (facts.iri(initiative, RENKEI.pillar) or "") == pillar

"""The page of a municipality: what it does, with whom, in which agreements and areas."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from kg.namespaces import ORG, RENKEI, SKOS
from kg.web import entity
from kg.web.facts import Facts
from kg.web.pages.context import Context
from kg.web.pages.involvement import BY_GOVERNMENT, Involvement, involvements
from kg.web.pages.roles import SIGNS, Kind, kind_of
from kg.web.pages.standing import drafts_named
from kg.web.pages.values import Value, link

AREAS = """CONSTRUCT {
  ?membership org:member ?iri ; org:organization ?area ; org:role ?place .
  ?area rdfs:label ?label ; renkei:unofficialLabel ?english
} WHERE {
  ?membership org:member ?iri ; org:organization ?area ; org:role ?place .
  ?area rdfs:label ?label .
  OPTIONAL { ?area renkei:unofficialLabel ?english }
}"""


@dataclass(frozen=True)
class Undertaking:
    """An initiative in which the municipality has a role, with pillar, agreement and the others' roles."""

    initiative: Value
    notation: str | None
    pillar: Value
    role: str | None
    others: tuple[Involvement, ...]
    agreement: Value
    is_draft: bool


@dataclass(frozen=True)
class ByKind:
    """The initiatives in which the municipality has one kind of role."""

    kind: Kind
    undertakings: tuple[Undertaking, ...]


@dataclass(frozen=True)
class Partnership:
    """An agreement of the municipality, with its partners in it."""

    agreement: Value
    partners: tuple[Value, ...]
    is_draft: bool


@dataclass(frozen=True)
class Belonging:
    """An area, and the municipality's place in it."""

    area: Value
    place: Value


def municipality_page(context: Context, facts: Facts, iri: str) -> dict[str, object]:
    """Give what the page of a municipality shows besides the general."""
    rows = involvements(context, BY_GOVERNMENT, iri)
    return {
        "drafts": drafts_named(context, (row.iri for row in rows)),
        "kana": facts.words(iri, RENKEI.nameKana, "ja-hrkt"),
        "code": facts.text(iri, RENKEI.localGovernmentCode),
        "prefectures": [link(context, facts, one) for one in facts.iris(iri, RENKEI.inPrefecture)],
        "belongings": _belongings(context, iri),
        "partnerships": _partnerships(iri, rows),
        "by_kind": _by_kind(context, iri, rows),
    }


def _belongings(context: Context, iri: str) -> list[Belonging]:
    facts = entity.construct(context.store, AREAS, iri)
    return [
        Belonging(link(context, facts, area), link(context, facts, place))
        for membership in facts.naming(ORG.member, iri)
        for area in facts.iris(membership, ORG.organization)
        for place in facts.iris(membership, ORG.role)
    ]


def _partnerships(iri: str, rows: list[Involvement]) -> list[Partnership]:
    by_agreement = groupby(rows, lambda row: row.agreement)
    return [_partnership(iri, agreement, list(of_agreement)) for agreement, of_agreement in by_agreement]


def _partnership(iri: str, agreement: Value, rows: list[Involvement]) -> Partnership:
    partners = {row.actor: row.who for row in rows if row.who and row.actor != iri}
    return Partnership(agreement, tuple(partners.values()), rows[0].is_draft)


def _by_kind(context: Context, iri: str, rows: list[Involvement]) -> list[ByKind]:
    found: dict[str, list[Undertaking]] = {kind: [] for kind in SIGNS}
    for _, same in groupby(rows, lambda row: row.iri):
        of_initiative = list(same)
        for own in of_initiative:
            if own.actor == iri and own.kind:
                found.setdefault(own.kind.iri, []).append(_undertaking(context, own, of_initiative))
    return [ByKind(kind_of(context, kind), tuple(found[kind])) for kind in found if found[kind]]


def _undertaking(context: Context, own: Involvement, rows: list[Involvement]) -> Undertaking:
    return Undertaking(
        own.initiative,
        context.ontology.facts.text(own.pillar, SKOS.notation),
        link(context, context.ontology.facts, own.pillar),
        own.role,
        tuple(row for row in rows if row.actor != own.actor and row.kind),
        own.agreement,
        own.is_draft,
    )

"""The page of a cooperation area: who does what in it, and for which members the data hold an agreement."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request

from kg.namespaces import DCTERMS, ORG, RENKEI
from kg.web import entity
from kg.web.facts import Facts
from kg.web.pages.context import Context
from kg.web.pages.figure import draw
from kg.web.pages.involvement import BY_AREA, involvements
from kg.web.pages.matrix import chosen, of_rows
from kg.web.pages.standing import drafts_named
from kg.web.pages.thing import natural
from kg.web.pages.values import Value, link

AGREEMENTS = """CONSTRUCT {
  ?agreement renkei:hasParty ?party ; rdfs:label ?label ; renkei:unofficialLabel ?english .
  ?party renkei:government ?government
} WHERE {
  ?agreement renkei:concernsArea ?iri ; renkei:hasParty ?party ; rdfs:label ?label .
  ?party renkei:government ?government .
  OPTIONAL { ?agreement renkei:unofficialLabel ?english }
}"""


@dataclass(frozen=True)
class Membership:
    """A member of an area, its places in it, its agreements there, and the references for its membership."""

    member: Value
    places: tuple[Value, ...]
    agreements: tuple[Value, ...]
    references: tuple[Value, ...]


def area_page(context: Context, facts: Facts, iri: str) -> dict[str, object]:
    """Give what the page of an area shows besides the general."""
    agreements = entity.construct(context.store, AGREEMENTS, iri)
    rows = involvements(context, BY_AREA, iri)
    matrix = of_rows(context, rows)
    members = [
        _membership(context, facts, agreements, one, member)
        for one in sorted(facts.naming(ORG.organization, iri), key=natural)
        for member in facts.iris(one, ORG.member)
    ]
    return {
        "drafts": drafts_named(context, (row.iri for row in rows)),
        "memberships": members,
        "covered": sum(1 for one in members if one.agreements),
        "matrix_of_area": matrix,
        "only": chosen(matrix, request.args.get("municipality")),
        "drawing": draw(matrix) if matrix.groups else None,
    }


def _membership(context: Context, facts: Facts, agreements: Facts, iri: str, member: str) -> Membership:
    concluded = sorted(
        agreement
        for party in agreements.naming(RENKEI.government, member)
        for agreement in agreements.naming(RENKEI.hasParty, party)
    )
    return Membership(
        link(context, facts, member),
        tuple(link(context, facts, one) for one in facts.iris(iri, ORG.role)),
        tuple(link(context, agreements, one) for one in concluded),
        tuple(link(context, facts, one) for one in facts.iris(iri, DCTERMS.source)),
    )

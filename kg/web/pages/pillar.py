"""The page of a policy pillar: what it means, and the initiatives under it in every agreement."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from itertools import groupby

from flask import Blueprint, Response, abort, request

from kg.namespaces import RDF, RENKEI, SKOS
from kg.web.pages.answer import page
from kg.web.pages.context import Context, current
from kg.web.pages.involvement import BY_PILLAR, Involvement, involvements
from kg.web.pages.keeping import kept
from kg.web.pages.standing import drafts_named
from kg.web.pages.values import Value, link
from kg.web.pages.vocabulary import term

blueprint = Blueprint("pillar", __name__)

PAGE = 100
"""Initiatives on a page."""


@dataclass(frozen=True)
class Initiative:
    """An initiative under the pillar: who does what in it, in which agreement."""

    initiative: Value
    agreement: Value
    roles: tuple[Involvement, ...]
    is_draft: bool


@blueprint.get("/<any(ja, en):lang>/pillars/<id>")
@kept
def pillar_page(lang: str, id: str) -> Response:
    """Show a pillar with its initiatives, so many a page; a page beyond the last is empty."""
    context, iri = current(), str(RENKEI[id])
    if str(RENKEI.PolicyPillar) not in context.ontology.facts.iris(iri, RDF.type):
        abort(HTTPStatus.NOT_FOUND)
    number = max(request.args.get("page", 1, type=int), 1)
    found = [list(same) for _, same in groupby(involvements(context, BY_PILLAR, iri), lambda row: row.iri)]
    shown = found[(number - 1) * PAGE : number * PAGE]
    return page(
        "pillar.html",
        pillar=term(context, context.ontology, iri),
        notation=context.ontology.facts.text(iri, SKOS.notation),
        others=_others(context, iri),
        drafts=drafts_named(context, (rows[0].iri for rows in shown)),
        initiatives=[_initiative(rows) for rows in shown],
        count=len(found),
        number=number,
        pages=-(-len(found) // PAGE),
    )


def _initiative(rows: list[Involvement]) -> Initiative:
    first = rows[0]
    roles = tuple(row for row in rows if row.kind)
    return Initiative(first.initiative, first.agreement, roles, first.is_draft)


def _others(context: Context, iri: str) -> list[Value]:
    """Give the other pillars of the same scheme, in its order."""
    facts = context.ontology.facts
    schemes = facts.iris(iri, SKOS.inScheme)
    same = {one for scheme in schemes for one in facts.naming(SKOS.inScheme, scheme)}
    return [link(context, facts, one) for one in sorted(same - {iri}, key=context.ontology.place)]

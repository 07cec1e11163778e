"""The first page: what this is, who does what in the newest text, the ways in, and where the data are."""

from __future__ import annotations

from flask import Blueprint, Response
from pyoxigraph import NamedNode

from kg.web import entity
from kg.web.i18n import language
from kg.web.pages.agreement import announce
from kg.web.pages.answer import lead, page
from kg.web.pages.context import Context, current
from kg.web.pages.figure import draw
from kg.web.pages.keeping import kept
from kg.web.pages.texts import Text, texts
from kg.web.pages.values import Value, link

blueprint = Blueprint("home", __name__)

PILLARS = "SELECT DISTINCT ?pillar WHERE { ?initiative renkei:pillar ?pillar }"
NEWEST = 10
"""Texts that the first page lists."""


@blueprint.get("/")
def start() -> Response:
    """Lead to the first page in the reader's language."""
    return lead(f"/{language()}/")


@blueprint.get("/<any(ja, en):lang>/")
@kept
def home(lang: str) -> Response:
    """Show the first page."""
    context = current()
    found = texts(context)
    newest = announce(context, entity.describe(context.store, found[0].iri), found[0].iri) if found else None
    return page(
        "home.html",
        newest=newest,
        drawing=draw(newest.newest.matrix) if newest and newest.newest else None,
        texts=found[:NEWEST],
        count=len(found),
        areas=areas(found),
        pillars=pillars(context),
    )


def areas(found: list[Text]) -> list[Value]:
    """Give the areas that the agreements concern, by name."""
    known = {text.area.href: text.area for text in found if text.area}
    return sorted(known.values(), key=lambda area: area.words.text)


def pillars(context: Context) -> list[Value]:
    """Give the policy pillars under which there is an initiative, in the order in which they are written."""
    found = (row["pillar"] for row in entity.select(context.store, PILLARS))
    iris = sorted((one.value for one in found if isinstance(one, NamedNode)), key=context.ontology.place)
    return [link(context, context.ontology.facts, iri) for iri in iris]

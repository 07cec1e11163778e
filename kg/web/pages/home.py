"""The first page: what this is, the agreements with their standing, and where the data are."""

from __future__ import annotations

from flask import Blueprint, Response

from kg.namespaces import RDF, RENKEI
from kg.web import entity
from kg.web.i18n import language
from kg.web.pages.agreement import announce
from kg.web.pages.answer import lead, page
from kg.web.pages.context import current
from kg.web.pages.values import link

blueprint = Blueprint("home", __name__)

IN_FULL = 10
"""Agreements whose schedule the first page shows; more are listed by name."""


@blueprint.get("/")
def start() -> Response:
    """Lead to the first page in the reader's language."""
    return lead(f"/{language()}/")


@blueprint.get("/<any(ja, en):lang>/")
def home(lang: str) -> Response:
    """Show the first page."""
    context = current()
    known = entity.agreements(context.store)
    iris = known.naming(RDF.type, RENKEI.Agreement)
    shown = [announce(context, entity.describe(context.store, iri), iri) for iri in iris[:IN_FULL]]
    others = [link(context, known, iri) for iri in iris[IN_FULL:]]
    sources = [source for one in shown if one.newest for source in one.newest.sources]
    return page("home.html", agreements=shown, others=others, sources=sources)

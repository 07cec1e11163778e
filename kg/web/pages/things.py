"""The addresses of things: /id and /graph lead to /doc, which is RDF or, in the reader's language, a page."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, Response, abort, request

from kg.namespaces import RDF, RENKEI
from kg.web import entity
from kg.web.facts import Facts
from kg.web.gone import absent
from kg.web.i18n import language
from kg.web.negotiation import HTML, SUFFIXES, best_match
from kg.web.pages.agreement import agreement_page, initiative_page, role_page, version_page
from kg.web.pages.answer import OFFERS, lead, page, rdf, text, varied
from kg.web.pages.area import area_page
from kg.web.pages.context import Context, current, current_store
from kg.web.pages.crumbs import crumbs
from kg.web.pages.graph import graph_page
from kg.web.pages.keeping import kept
from kg.web.pages.municipality import municipality_page
from kg.web.pages.source import source_page, text_file
from kg.web.pages.standing import drafts_among, standing_of
from kg.web.pages.structured import subject
from kg.web.pages.thing import thing_of
from kg.web.pages.values import Value

blueprint = Blueprint("things", __name__)

PLAIN = SUFFIXES["txt"]

SPECIAL = {
    str(RENKEI.Agreement): ("agreement.html", agreement_page),
    str(RENKEI.AgreementVersion): ("version.html", version_page),
    str(RENKEI.Initiative): ("initiative.html", initiative_page),
    str(RENKEI.RoleAssignment): ("role.html", role_page),
    str(RENKEI.CooperationArea): ("area.html", area_page),
    str(RENKEI.Municipality): ("municipality.html", municipality_page),
    str(RENKEI.SourceDocument): ("source.html", source_page),
}


@blueprint.get("/id/<path:path>")
def dereference(path: str) -> Response:
    """Lead from a thing, which is not a document, to the document about it (303)."""
    return _see_document(path)


@blueprint.get("/graph/<path:path>")
def dereference_graph(path: str) -> Response:
    """Lead from a named graph to the document about it (303)."""
    return _see_document(f"graph/{path}")


@blueprint.get("/doc/<path:path>")
def document(path: str) -> Response:
    """Answer with the RDF that is asked for, the text of a source, or the way to the reader's page."""
    stem, dot, suffix = path.partition(".")
    media_type = SUFFIXES.get(suffix) if dot else best_match(request.headers.get("Accept", ""), _offers(stem))
    if media_type is None:
        abort(HTTPStatus.NOT_FOUND if dot else HTTPStatus.NOT_ACCEPTABLE)
    if media_type == HTML:
        return _see_page(stem)
    answer = _text_of(stem) if media_type == PLAIN else rdf(_with_standing(stem), media_type, f"/doc/{stem}")
    return answer if dot else varied(answer)


@blueprint.get("/<any(ja, en):lang>/doc/<path:path>")
@kept
def show(lang: str, path: str) -> Response:
    """Show the page of a thing or of a named graph."""
    context, facts = current(), _known(path)
    if path.startswith("graph/") and not facts.properties(_iri(path)):
        return page("graph.html", **graph_page(context, facts, _iri(path)), rdf=f"/doc/{path}")
    return _page_of(context, facts, path)


def _page_of(context: Context, facts: Facts, path: str) -> Response:
    iri = _iri(path)
    kinds = [SPECIAL[kind] for kind in facts.iris(iri, RDF.type) if kind in SPECIAL]
    template, arrange = kinds[0] if kinds else ("thing.html", None)
    pointing = entity.pointing_at(context.store, iri)
    drafts = drafts_among(context, facts, pointing)
    general = {
        "thing": thing_of(context, facts, pointing, iri),
        "drafts": drafts,
        "rdf": f"/doc/{path}",
        "is_of_draft": is_within(path, drafts),
        "crumbs": crumbs(context, path),
        "plain": template == "source.html",
        "incoming": entity.INCOMING,
        "subject": subject(context, facts, iri),
    }
    return page(template, **(general | (arrange(context, facts, iri) if arrange else {})))


def is_within(path: str, drafts: tuple[Value, ...]) -> bool:
    """Tell whether the thing at a path is the only draft that is shown, or a part of it."""
    return len(drafts) == 1 and f"/{language()}/doc/{path}/".startswith(f"{drafts[0].href}/")


def _iri(path: str) -> str:
    """Give the IRI that a document is about; 404 when none can have this path."""
    return entity.iri_at(current_store().manifest.base, _canonical(path)) or abort(HTTPStatus.NOT_FOUND)


def _canonical(path: str) -> str:
    return path if path.startswith("graph/") else f"id/{path}"


def _known(path: str) -> Facts:
    """Give what is known of the thing at a path; 404 when that is nothing, 410 when it is no more."""
    store, iri = current_store(), _iri(path)
    return entity.describe(store, iri) or entity.describe_graph(store, iri) or absent(iri)


def _with_standing(path: str) -> Facts:
    """Give what is known of the thing at a path, and which drafts that is of; a named graph is as it is."""
    facts = _known(path)
    return facts if path.startswith("graph/") else facts | standing_of(current_store(), facts.iris_named())


def _see_document(path: str) -> Response:
    if not entity.is_known(current_store(), _iri(path)):
        absent(_iri(path))
    return lead(f"/doc/{path}", HTTPStatus.SEE_OTHER)


def _see_page(path: str) -> Response:
    _iri(path)
    return lead(f"/{language()}/doc/{path}")


def _offers(path: str) -> list[str]:
    is_source = path.startswith("source/") and text_file(path.removeprefix("source/")) is not None
    return [*OFFERS, PLAIN] if is_source else OFFERS


def _text_of(path: str) -> Response:
    file = text_file(path.removeprefix("source/")) if path.startswith("source/") else None
    return text(file or abort(HTTPStatus.NOT_FOUND), f"/doc/{path}.txt")

"""/changes: what each release changed, as an event stream in RDF, an Atom feed, and a page for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from http import HTTPStatus

import pyoxigraph
from flask import Blueprint, Response, abort, request
from pyoxigraph import RdfFormat, Triple

from kg.store.formats import TURTLE
from kg.web.atom import MEDIA_TYPE, write_feed
from kg.web.history import Publication, publications
from kg.web.i18n import language
from kg.web.negotiation import HTML, SUFFIXES, best_match
from kg.web.pages.answer import rendered, varied
from kg.web.pages.context import current_store
from kg.web.stream import FEED_PREFIXES, PAGE, PATH, Page, describe_page, describe_root, pages_of
from kg.web.validators import BRIEFLY, FOR_EVER, validated

FORMS = {"atom": MEDIA_TYPE} | {suffix: SUFFIXES[suffix] for suffix in ("ttl", "jsonld", "nt", "rdf", "html")}
OFFERS = [TURTLE, "application/ld+json", "application/n-triples", "application/rdf+xml", MEDIA_TYPE, HTML]

SHOWN = 50
"""Changes of a release that the page for people lists."""

blueprint = Blueprint("changes", __name__)


@blueprint.get(f"/{PATH}")
@blueprint.get(f"/{PATH}.<suffix>")
def changes(suffix: str = "") -> Response:
    """Answer with the root of the event stream, the feed to subscribe to, or a page for people."""
    media_type, pages = asked_form(suffix), pages_of(publications())
    if media_type == HTML:
        response = _page(publications()[::-1], SHOWN)
    elif media_type == MEDIA_TYPE:
        newest = pages[-1] if pages else abort(HTTPStatus.NOT_FOUND)
        response = _validated(write_feed(pages, newest, is_archive=False), MEDIA_TYPE, BRIEFLY)
    else:
        triples = describe_root(current_store().manifest.base, pages)
        response = _validated(_written(triples, media_type), media_type, BRIEFLY)
    return response if suffix else varied(response)


@blueprint.get(f"/{PATH}/<release>/<int:number>")
@blueprint.get(f"/{PATH}/<release>/<int:number>.<suffix>")
def page(release: str, number: int, suffix: str = "") -> Response:
    """Answer with a page of changes, which stays as it is also when its release is withdrawn."""
    media_type, pages = asked_form(suffix), pages_of(publications())
    found = next((each for each in pages if each.name == f"{release}/{number}"), None)
    if found is None:
        abort(HTTPStatus.NOT_FOUND)
    if media_type == HTML:
        response = _page([replace(found.publication, changes=found.changes)], PAGE)
    elif media_type == MEDIA_TYPE:
        response = _validated(write_feed(pages, found, is_archive=True), MEDIA_TYPE, FOR_EVER, found)
    else:
        response = _validated(_written(describe_page(found), media_type), media_type, FOR_EVER, found)
    return response if suffix else varied(response)


def asked_form(suffix: str) -> str:
    """Give the media type that a suffix names or the Accept header asks for; 404 or 406 for others."""
    if suffix:
        return FORMS.get(suffix) or abort(HTTPStatus.NOT_FOUND)
    return best_match(request.headers.get("Accept", ""), OFFERS) or abort(HTTPStatus.NOT_ACCEPTABLE)


def _page(shown: Sequence[Publication], most: int) -> Response:
    """Show publications to people, with at most so many changes each."""
    return rendered("changes.html", publications=shown, shown=most, reader=language())


def _written(triples: Iterable[Triple], media_type: str) -> bytes:
    form = RdfFormat.from_media_type(media_type)
    return pyoxigraph.serialize(sorted(set(triples), key=str), format=form, prefixes=FEED_PREFIXES) or b""


def _validated(body: bytes, media_type: str, cache: str, found: Page | None = None) -> Response:
    as_of = found.publication.record.as_of if found else current_store().manifest.as_of
    return validated(Response(body, mimetype=media_type), as_of, cache)

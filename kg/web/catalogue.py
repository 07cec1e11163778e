"""The catalogue at /catalog: DCAT-AP in every RDF format, page by page, or a page for people.

Harvesters ask with `Accept: */*`, first by HEAD: they get RDF/XML. They go from page to page by `hydra:next`,
and read every page in the format of the first; so the next page of /catalog.ttl is /catalog.ttl?page=2.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path

import pyoxigraph
from flask import Blueprint, Response, abort, request
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple

from kg.namespaces import DCAT, HYDRA, PREFIXES, RDF
from kg.store.formats import TURTLE
from kg.web.errors import refusal
from kg.web.negotiation import HTML, SUFFIXES, best_match
from kg.web.pages.answer import SUFFIX_OF, varied
from kg.web.pages.catalogue import catalogue_page
from kg.web.pages.context import current_store
from kg.web.validators import validated

PATH = "catalog"
OFFERS = ["application/rdf+xml", TURTLE, "application/ld+json", "application/n-triples", HTML]
DIGITS = 6
"""Digits of the greatest page number that is read."""

blueprint = Blueprint("catalogue", __name__)


@blueprint.get(f"/{PATH}")
def catalogue() -> Response:
    """Answer with the catalogue in the form that is asked for; RDF/XML when any will do."""
    media_type = best_match(request.headers.get("Accept", ""), OFFERS) or abort(HTTPStatus.NOT_ACCEPTABLE)
    if media_type == HTML:
        return varied(catalogue_page(asked_page()))
    response = _page(media_type, "")
    response.headers["Content-Location"] = f"/{PATH}.{SUFFIX_OF[media_type]}{_query()}"
    response.vary.add("Accept")
    return response


@blueprint.get(f"/{PATH}.<suffix>")
def catalogue_as(suffix: str) -> Response:
    """Answer with the catalogue in the form that the suffix names."""
    media_type = SUFFIXES.get(suffix, "")
    if media_type not in OFFERS:
        abort(HTTPStatus.NOT_FOUND)
    return catalogue_page(asked_page()) if media_type == HTML else _page(media_type, f".{suffix}")


def asked_page() -> int:
    """Read which page is asked for; the first when none is."""
    written = request.args.get("page", "1")
    if not (written.isascii() and written.isdigit() and len(written) <= DIGITS and int(written)):
        raise refusal(400, "The parameter {name} is a whole number from 1.", name="page")
    return int(written)


def _page(media_type: str, suffix: str) -> Response:
    store = current_store()
    pages = page_count(store.release) or abort(HTTPStatus.NOT_FOUND)
    page = Page(store.manifest.base + PATH, suffix, asked_page(), pages)
    body = written(store.release, page, media_type)
    return validated(Response(body, mimetype=media_type), store.manifest.as_of)


def _query() -> str:
    return f"?page={asked_page()}" if "page" in request.args else ""


@dataclass(frozen=True)
class Page:
    """A page of the catalogue with this IRI, asked for with this suffix, by number from 1, out of so many."""

    catalogue: str
    suffix: str
    number: int
    pages: int

    def at(self, number: int) -> str:
        """Give the address of a page in the same form."""
        return f"{self.catalogue}{self.suffix}?page={number}"

    def paging(self) -> Iterator[Triple]:
        """Say which page this is (Hydra): exactly one view, for harvesters follow the first they find."""
        view = self.at(self.number)
        yield _statement(self.catalogue, RDF.type, DCAT.Catalog)
        yield _statement(self.catalogue, HYDRA.view, view)
        yield _statement(view, RDF.type, HYDRA.PartialCollectionView)
        yield _statement(view, HYDRA.first, self.at(1))
        yield _statement(view, HYDRA.last, self.at(self.pages))
        if self.number < self.pages:
            yield _statement(view, HYDRA.next, self.at(self.number + 1))
        if self.number > 1:
            yield _statement(view, HYDRA.previous, self.at(min(self.number - 1, self.pages)))


@lru_cache(maxsize=8)
def written(release: Path, page: Page, media_type: str) -> bytes:
    """Write a page of the catalogue of this release; one beyond the end holds no data set."""
    triples = set(page.paging())
    if page.number <= page.pages:
        file = release / "catalogue" / f"{page.number}.ttl"
        triples |= {quad.triple for quad in pyoxigraph.parse(path=file, format=RdfFormat.TURTLE)}
    form = RdfFormat.from_media_type(media_type)
    return pyoxigraph.serialize(sorted(triples, key=_japanese_first), format=form, prefixes=PREFIXES) or b""


def _japanese_first(triple: Triple) -> tuple[str, str, bool, str]:
    """Where CKAN does not ask for a language, it keeps the first text: let that be the original."""
    value = triple.object
    is_translated = isinstance(value, Literal) and value.language == "en"
    return (str(triple.subject), str(triple.predicate), is_translated, str(value))


@lru_cache(maxsize=8)
def page_count(release: Path) -> int:
    """Count the pages of the catalogue of the release in this directory."""
    return sum(1 for _ in (release / "catalogue").glob("*.ttl"))


def _statement(subject: str, predicate: str, value: str) -> Triple:
    return Triple(NamedNode(subject), NamedNode(predicate), NamedNode(value))

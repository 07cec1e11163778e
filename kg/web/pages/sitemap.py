"""Where the pages are, for search engines: an index, and lists with each page in both languages.

Sitemaps protocol 0.9; the languages as `xhtml:link` alternates.
"""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, Response, abort
from lxml.etree import Element, SubElement, _Element, tostring
from pyoxigraph import NamedNode

from kg.language import LANGUAGES
from kg.namespaces import SITEMAP, XHTML
from kg.store import Store
from kg.web import entity
from kg.web.pages.answer import validated
from kg.web.pages.context import current
from kg.web.pages.keeping import kept
from kg.web.questions.declaration import read_questions

blueprint = Blueprint("sitemap", __name__)

LISTED = 5_000
"""Pages of a list; the protocol allows 50,000 addresses and 50 MB."""

# Things that a reader looks for by name; roles and passages stand on the pages of their initiatives.
THINGS = """SELECT DISTINCT ?thing WHERE {
  VALUES ?kind {
    renkei:Agreement renkei:AgreementVersion renkei:Initiative renkei:CooperationArea renkei:SourceDocument
  }
  { ?thing a ?kind } UNION { ?party renkei:government ?thing }
}"""
NAMESPACES = {None: str(SITEMAP), "xhtml": str(XHTML)}
PAGES = ("", "questions", "sparql", "def", "shapes", "about")


@blueprint.get("/sitemap.xml")
@kept
def index() -> Response:
    """List the lists."""
    context = current()
    lists = -(-len(addresses(context.store)) // LISTED)
    top = Element(f"{{{SITEMAP}}}sitemapindex", nsmap=NAMESPACES)
    for number in range(1, lists + 1):
        one = SubElement(top, f"{{{SITEMAP}}}sitemap")
        SubElement(one, f"{{{SITEMAP}}}loc").text = f"{context.base}sitemap-{number}.xml"
        SubElement(one, f"{{{SITEMAP}}}lastmod").text = context.store.manifest.as_of
    return _xml(top)


@blueprint.get("/sitemap-<int:number>.xml")
@kept
def pages(number: int) -> Response:
    """List so many pages, each in both languages."""
    context = current()
    listed = addresses(context.store)[(number - 1) * LISTED : number * LISTED] if number else []
    if not listed:
        abort(HTTPStatus.NOT_FOUND)
    top = Element(f"{{{SITEMAP}}}urlset", nsmap=NAMESPACES)
    for path in listed:
        for language in LANGUAGES:
            _add(top, context.base, language, path)
    return _xml(top)


def addresses(store: Store) -> list[str]:
    """Give the path of every page that is listed, without its language."""
    rows = entity.select(store, THINGS)
    iris = (row["thing"] for row in rows)
    paths = (entity.path_of(store.manifest.base, iri.value) for iri in iris if isinstance(iri, NamedNode))
    questions = (f"questions/{name}" for name in read_questions(store.release))
    return [*PAGES, *questions, *sorted("doc/" + path.removeprefix("id/") for path in paths if path)]


def _add(top: _Element, base: str, language: str, path: str) -> None:
    url = SubElement(top, f"{{{SITEMAP}}}url")
    SubElement(url, f"{{{SITEMAP}}}loc").text = f"{base}{language}/{path}"
    for other in LANGUAGES:
        alternate = {"rel": "alternate", "hreflang": other, "href": f"{base}{other}/{path}"}
        SubElement(url, f"{{{XHTML}}}link", alternate)


def _xml(top: _Element) -> Response:
    text = tostring(top, encoding="utf-8", xml_declaration=True)
    return validated(Response(text, mimetype="application/xml"))

"""What surrounds every page: the release, the forms on offer, the style sheets that are there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Response, current_app, url_for
from markupsafe import Markup

from kg.language import LANGUAGES
from kg.web.facts import Facts, Words
from kg.web.i18n import LANGUAGE_NAMES, language, text
from kg.web.negotiation import SUFFIXES
from kg.web.offers import offer_of
from kg.web.pages.answer import OFFERS, SUFFIX_OF
from kg.web.pages.context import current, current_store
from kg.web.pages.reused import kind_named
from kg.web.pages.values import NO_LANGUAGE, Value, address, compact

blueprint = Blueprint("frame", __name__)

TOKENS = "vendor/design-tokens.css"
"""Made by `make frontend`; the site's own sheet falls back to the same values without it."""


def _(template: str) -> str:
    """Mark a template for translation; it is translated where it is shown."""
    return template


SECTIONS = (
    ("home", _("Agreements"), "/{}/"),
    ("search", _("Search"), "/{}/search"),
    ("questions", _("Questions"), "/{}/questions"),
    ("sparql", _("Query (SPARQL)"), "/{}/sparql"),
    ("dumps", _("Downloads"), "/dumps/?lang={}"),
    ("about", _("About"), "/{}/about"),
)
"""The parts of the site in the order of its navigation: key, name, address in a language."""
BEHIND = (
    ("def", _("Vocabulary"), "/{}/def"),
    ("shapes", _("Rules"), "/{}/shapes"),
    ("catalogue", _("Catalogue of data sets"), "/catalog?lang={}"),
    ("changes", _("Changes"), "/changes?lang={}"),
)
"""What stands behind the data, for the foot of a page, in the same form."""

CREATIVE_COMMONS = {
    "https://creativecommons.org/licenses/by/4.0/": "CC BY 4.0",
    "https://creativecommons.org/licenses/by-sa/4.0/": "CC BY-SA 4.0",
    "https://creativecommons.org/publicdomain/zero/1.0/": "CC0 1.0",
}
"""Licences with a name shorter than their address, and with a page for people in each language."""

FORM_NAMES = {"ttl": "Turtle", "jsonld": "JSON-LD", "nt": "N-Triples", "rdf": "RDF/XML"}


@dataclass(frozen=True)
class Graph:
    """A named graph of the release: its link, what kind of things it holds, its size."""

    value: Value
    kind: str
    triples: int


@blueprint.app_context_processor
def frame() -> dict[str, object]:
    """Give every template what the frame of a page shows."""
    suffixes = [SUFFIX_OF[media_type] for media_type in OFFERS if SUFFIX_OF[media_type] in FORM_NAMES]
    has_tokens = (Path(current_app.static_folder or "") / TOKENS).exists()
    return {
        "release": current_store().manifest,
        "forms": {suffix: SUFFIXES[suffix] for suffix in suffixes},
        "form_names": FORM_NAMES,
        "navigation": links(SECTIONS),
        "behind": links(BEHIND),
        "language_names": LANGUAGE_NAMES,
        "agreements": agreements(),
        "graphs": graphs,
        "licence": licence(),
        "tokens": url_for("static", filename=TOKENS) if has_tokens else None,
    }


def links(sections: tuple[tuple[str, str, str], ...]) -> list[tuple[str, Markup, str]]:
    """Name parts of the site in the reader's language, with their addresses in it."""
    return [(key, text(label), path.format(language())) for key, label, path in sections]


def agreements() -> str:
    """Name the agreements that the release holds, by their kinds."""
    return current_store().manifest.agreements.get(language()) or text("agreements")


def licence() -> Value | None:
    """Give the licence of the compiled data, led to where people read it; None where none is stated."""
    offer = offer_of(current_store().release)
    if not offer or not offer.licence:
        return None
    name = CREATIVE_COMMONS.get(offer.licence)
    href = f"{offer.licence}deed.{language()}" if name else offer.licence
    return Value(Words(name or offer.licence, NO_LANGUAGE), href, external=True)


@blueprint.get("/favicon.ico")
def icon() -> Response:
    """Give browsers that look nowhere else the site's mark."""
    return current_app.send_static_file("mark.svg")


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Let crawlers read all but what they would ask without end (RFC 9309); tell them where the pages are."""
    base = current_store().manifest.base
    closed = ["/sparql?", "/api/", *(f"/{name}/search?" for name in LANGUAGES)]
    rules = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in closed),
        "Allow: /",
        "",
        f"Sitemap: {base}sitemap.xml",
    ]
    return Response("\n".join([*rules, "", f"Sitemap: {base}sitemap.xml", ""]), mimetype="text/plain")


def graphs() -> list[Graph]:
    """List the named graphs of the release."""
    context, none = current(), Facts(())
    return [
        Graph(
            Value(Words(compact(context, one.iri), NO_LANGUAGE), address(context, none, one.iri), code=True),
            kind_named(one.kind),
            one.triples,
        )
        for one in context.store.manifest.graphs
    ]

"""What surrounds every page: the release, the forms on offer, the style sheets that are there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Response, current_app, url_for

from kg.web.facts import Facts, Words
from kg.web.i18n import LANGUAGE_NAMES, language, text
from kg.web.negotiation import SUFFIXES
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
    ("sparql", _("Query (SPARQL)"), "/{}/sparql"),
    ("dumps", _("Downloads"), "/dumps/?lang={}"),
    ("def", _("Vocabulary"), "/{}/def"),
    ("shapes", _("Rules"), "/{}/shapes"),
)
"""The parts of the site in the order of its navigation: key, name, address in a language."""

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
        "navigation": [(key, text(label), path.format(language())) for key, label, path in SECTIONS],
        "language_names": LANGUAGE_NAMES,
        "graphs": graphs,
        "tokens": url_for("static", filename=TOKENS) if has_tokens else None,
    }


@blueprint.get("/favicon.ico")
def icon() -> Response:
    """Give browsers that look nowhere else the site's mark."""
    return current_app.send_static_file("mark.svg")


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Let every crawler read everything (RFC 9309)."""
    return Response("User-agent: *\nAllow: /\n", mimetype="text/plain")


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

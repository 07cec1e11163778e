"""What surrounds every page: the release, the forms on offer, the style sheets that are there."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, current_app, url_for

from kg.web.i18n import LANGUAGE_NAMES
from kg.web.negotiation import SUFFIXES
from kg.web.pages.answer import OFFERS, SUFFIX_OF
from kg.web.pages.context import current_store

blueprint = Blueprint("frame", __name__)

TOKENS = "vendor/design-tokens.css"
"""Made by `make frontend`; the site's own sheet falls back to the same values without it."""

FORM_NAMES = {"ttl": "Turtle", "jsonld": "JSON-LD", "nt": "N-Triples", "rdf": "RDF/XML"}


@blueprint.app_context_processor
def frame() -> dict[str, object]:
    """Give every template what the frame of a page shows."""
    suffixes = [SUFFIX_OF[media_type] for media_type in OFFERS if SUFFIX_OF[media_type] in FORM_NAMES]
    has_tokens = (Path(current_app.static_folder or "") / TOKENS).exists()
    return {
        "release": current_store().manifest,
        "forms": {suffix: SUFFIXES[suffix] for suffix in suffixes},
        "form_names": FORM_NAMES,
        "language_names": LANGUAGE_NAMES,
        "tokens": url_for("static", filename=TOKENS) if has_tokens else None,
    }

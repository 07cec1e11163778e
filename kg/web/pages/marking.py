"""What CSS alone marks of a passage that runs over a line's end, where no script runs: a source's own sheet.

A passage is in pieces then, one in each line, and only the first has the id that an address names.
"""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, Response, abort

from kg.namespaces import PROV
from kg.web import entity
from kg.web.pages.context import current, current_store
from kg.web.pages.passages import crossing, span_of
from kg.web.pages.source import text_file
from kg.web.validators import validated

blueprint = Blueprint("marking", __name__)

PASSAGES = """CONSTRUCT { ?passage prov:wasQuotedFrom ?iri } WHERE {
  GRAPH ?a { ?passage prov:wasQuotedFrom ?iri }
}"""
PIECES = '.reading:not(.live):has([id="char={0},{1}"]:target) [data-char="{0},{1}"]'
SHEET = """{pieces} {{ background: var(--mark); }}
{words} {{ text-decoration: underline solid var(--ink) .125em; text-underline-offset: .3em; }}
"""


@blueprint.get("/passages/<source>.css")
def marks(source: str) -> Response:
    """Give the rules that mark every piece of the passage that an address names."""
    context, file = current(), text_file(source) or abort(HTTPStatus.NOT_FOUND)
    iri = f"{context.base}id/source/{source}"
    passages = entity.construct(context.store, PASSAGES, iri).naming(PROV.wasQuotedFrom, iri)
    spans = crossing(file.read_bytes().decode(), filter(None, map(span_of, passages)))
    pieces = [PIECES.format(*span) for span in spans]
    sheet = SHEET.format(pieces=",\n".join(pieces), words=",\n".join(f"{one} a" for one in pieces))
    response = Response(sheet if pieces else "", mimetype="text/css")
    return validated(response, current_store().manifest.as_of)

"""What pages and RDF are answered with: media type, language, cache validators."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path

from flask import Response, render_template, request

from kg.store.formats import TURTLE
from kg.web import entity
from kg.web.facts import Facts
from kg.web.i18n import language
from kg.web.negotiation import HTML, SUFFIXES

# Of forms that are equally welcome the first is sent.
OFFERS = [TURTLE, "application/ld+json", "application/n-triples", "application/rdf+xml", HTML]
SUFFIX_OF = {media_type: suffix for suffix, media_type in SUFFIXES.items()}


def lead(path: str, status: int = HTTPStatus.FOUND) -> Response:
    """Lead to another address of this very server, whichever host name it was asked by."""
    return varied(Response(status=status, headers={"Location": path}))


def page(template: str, /, **values: object) -> Response:
    """Answer with a page in the reader's language."""
    return validated(rendered(template, **values))


def rendered(template: str, /, **values: object) -> Response:
    """Render a page that has no validator, because its status is not settled or it is not asked for twice."""
    response = Response(render_template(template, **values), mimetype="text/html")
    response.content_language.add(language())
    return response


def rdf(facts: Facts, media_type: str, path: str) -> Response:
    """Answer with triples; Content-Location is the address that always gives this form."""
    response = Response(entity.serialize(facts, media_type), mimetype=media_type)
    response.headers["Content-Location"] = f"{path}.{SUFFIX_OF[media_type]}"
    return validated(response)


def turtle(content: bytes, path: str) -> Response:
    """Answer with Turtle as it is written."""
    response = Response(content, mimetype=TURTLE)
    response.headers["Content-Location"] = f"{path}.ttl"
    return validated(response)


def text(file: Path, path: str) -> Response:
    """Answer with a file of plain text, byte for byte."""
    response = Response(file.read_bytes(), mimetype="text/plain")
    response.headers["Content-Location"] = path
    return validated(response)


def varied(response: Response) -> Response:
    """Say that the answer depends on what the reader accepts (RFC 9110 §12.5.5)."""
    response.vary.update(["Accept", "Accept-Language"])
    return response


def validated(response: Response) -> Response:
    """Give an answer its validator; where the client has it already, say so (304)."""
    response.add_etag()
    response.make_conditional(request)
    return response

"""What clients look for where every site has it: VoID (§7.2), and the catalogue of APIs (RFC 9727)."""

from __future__ import annotations

import json
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path

import pyoxigraph
from flask import Blueprint, Response, abort, request
from pyoxigraph import RdfFormat

from kg.namespaces import PREFIXES
from kg.release.manifest import Manifest
from kg.store.formats import GRAPHS
from kg.web.negotiation import best_match
from kg.web.pages.context import current_store
from kg.web.validators import validated

API_CATALOG = "/.well-known/api-catalog"
LINKSET = 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"'

blueprint = Blueprint("wellknown", __name__)


@blueprint.get("/.well-known/void")
def void() -> Response:
    """Answer with the statistics of the data in RDF; Turtle when any will do."""
    media_type = best_match(request.headers.get("Accept", ""), list(GRAPHS)) or abort(
        HTTPStatus.NOT_ACCEPTABLE
    )
    store = current_store()
    file = store.release / "void.ttl"
    if not file.exists():
        abort(HTTPStatus.NOT_FOUND)
    response = validated(Response(_void(file, media_type), mimetype=media_type), store.manifest.as_of)
    response.vary.add("Accept")
    return response


@lru_cache(maxsize=8)
def _void(file: Path, media_type: str) -> bytes:
    triples = [quad.triple for quad in pyoxigraph.parse(path=file, format=RdfFormat.TURTLE)]
    return pyoxigraph.serialize(triples, format=GRAPHS[media_type], prefixes=PREFIXES) or b""


@blueprint.get(API_CATALOG)
def api_catalog() -> Response:
    """Answer with the links to our APIs, and to what describes each."""
    manifest = current_store().manifest
    response = Response(json.dumps({"linkset": links(manifest)}) + "\n", content_type=LINKSET)
    response.headers["Link"] = f'<{manifest.base}{API_CATALOG[1:]}>; rel="api-catalog"'
    return validated(response, manifest.as_of)


def _page(address: str, language: str) -> dict[str, object]:
    return {"href": address, "type": "text/html", "hreflang": [language]}


def links(manifest: Manifest) -> list[dict[str, object]]:
    """Give the links (RFC 9264 §4.2): of the site to its APIs, and of each API to its descriptions."""
    base = manifest.base
    sparql, portal, questions = f"{base}sparql", f"{base}api/3/action/", f"{base}api/questions"
    ready = [{"href": f"{base}health/ready", "type": "application/json"}]
    return [
        {
            "anchor": f"{base}{API_CATALOG[1:]}",
            "item": [{"href": one} for one in (sparql, portal, questions)],
        },
        {
            "anchor": sparql,
            "service-desc": [{"href": sparql, "type": "text/turtle"}],
            "service-doc": [_page(f"{base}{lang}/sparql", lang) for lang in ("ja", "en")],
            "service-meta": [{"href": f"{base}.well-known/void", "type": "text/turtle"}],
            "status": ready,
        },
        {
            "anchor": portal,
            "service-doc": [{"href": "https://docs.ckan.org/en/latest/api/", "type": "text/html"}],
            "service-meta": [{"href": f"{base}catalog", "type": "application/rdf+xml"}],
            "status": ready,
        },
        {
            "anchor": questions,
            "service-desc": [{"href": f"{base}api/openapi.json", "type": "application/json"}],
            "service-doc": [_page(f"{base}{lang}/questions", lang) for lang in ("ja", "en")],
            "service-meta": [{"href": f"{base}catalog", "type": "application/rdf+xml"}],
            "status": ready,
        },
    ]

"""Whether the server runs, and whether it can answer queries."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from kg.web.pages.context import current_store

ALIVE = "ASK { BIND(NOW() AS ?now) }"
"""A query whose answer nobody has kept."""
PATIENCE = 2.0
"""Seconds that the store may take for it."""

blueprint = Blueprint("health", __name__, url_prefix="/health")


@blueprint.get("/live")
def live() -> Response:
    """Say that the process runs."""
    return _unstored(jsonify(status="live"))


@blueprint.get("/ready")
def ready() -> Response:
    """Say that a query is answered, and from which release; otherwise 503."""
    store = current_store()
    store.query(ALIVE, timeout=PATIENCE)
    return _unstored(jsonify(status="ready", release=store.manifest.release))


def _unstored(response: Response) -> Response:
    response.cache_control.no_store = True
    return response

"""security.txt (RFC 9116): where to report a vulnerability, when the operator has said so."""

from __future__ import annotations

from datetime import date, timedelta
from http import HTTPStatus

from flask import Blueprint, Response, abort, current_app

from kg.web.pages.context import current_store

PATH = ".well-known/security.txt"
VALID = timedelta(days=364)
"""RFC 9116 §2.5.5 recommends less than a year; the file is as old as the release."""

blueprint = Blueprint("security", __name__)


@blueprint.get(f"/{PATH}")
def security() -> Response:
    """Name the operator's contact; 404 when there is none."""
    contact = current_app.extensions["settings"].contact
    if not contact:
        abort(HTTPStatus.NOT_FOUND)
    manifest = current_store().manifest
    fields = {
        "Contact": contact,
        "Expires": f"{date.fromisoformat(manifest.as_of) + VALID}T00:00:00Z",
        "Preferred-Languages": "ja, en",
        "Canonical": manifest.base + PATH,
    }
    return Response("".join(f"{name}: {value}\n" for name, value in fields.items()), mimetype="text/plain")

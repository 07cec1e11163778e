"""The description by which browsers and other programs search here (OpenSearch 1.1)."""

from __future__ import annotations

from flask import Blueprint, Response, render_template

from kg.web.i18n import language, text
from kg.web.pages.context import current_store
from kg.web.pages.frame import agreements
from kg.web.validators import validated

blueprint = Blueprint("opensearch", __name__)
MEDIA_TYPE = "application/opensearchdescription+xml"


@blueprint.get("/opensearch.xml")
def describe() -> Response:
    """Describe the search in the reader's language."""
    manifest = current_store().manifest
    body = render_template(
        "opensearch.xml",
        name=text("Cooperation"),
        description=text(
            "Search agreements between Japanese municipalities: {agreements}", agreements=agreements()
        ),
        base=manifest.base,
        language=language(),
    )
    response = validated(Response(body, mimetype=MEDIA_TYPE), manifest.as_of)
    response.content_language.add(language())
    response.vary.add("Accept-Language")
    return response

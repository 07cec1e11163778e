"""The web: `create_app(store)` gives the Flask application; `server` puts the `front` before it."""

from __future__ import annotations

from flask import Flask

from kg.store import Store
from kg.web import (
    catalogue,
    changes,
    data_json,
    dumps,
    errors,
    headers,
    health,
    i18n,
    metrics,
    pages,
    search,
    security,
    signposts,
    sparql,
    wellknown,
)
from kg.web.ckan import blueprint as ckan
from kg.web.pages import keeping
from kg.web.questions import api as questions
from kg.web.questions import pages as question_pages
from kg.web.settings import Settings

FORM_LIMIT = 1 << 20
"""Bytes of a request's body: a query of the greatest length, percent-encoded."""


BLUEPRINTS = (
    sparql.blueprint,
    dumps.blueprint,
    catalogue.blueprint,
    changes.blueprint,
    data_json.blueprint,
    wellknown.blueprint,
    signposts.blueprint,
    ckan.blueprint,
    questions.blueprint,
    question_pages.blueprint,
    health.blueprint,
    metrics.blueprint,
    security.blueprint,
    *pages.blueprints,
    *search.blueprints,
)


def create_app(store: Store, settings: Settings | None = None, kept: keeping.Pages | None = None) -> Flask:
    """Create the application that answers from this store; `kept` is where its pages are kept."""
    app, settings = Flask(__name__), settings or Settings()
    app.config.update(MAX_CONTENT_LENGTH=FORM_LIMIT, MAX_FORM_MEMORY_SIZE=FORM_LIMIT)
    app.extensions.update(store=store, settings=settings, metrics=metrics.Metrics())
    app.extensions[keeping.CACHE] = kept
    i18n.register(app)
    errors.register(app)
    app.after_request(headers.add_headers)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app

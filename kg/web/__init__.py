"""The web: `create_app(store)` gives the application; `wsgi` opens the store for a server's process."""

from __future__ import annotations

from flask import Flask

from kg.store import Store
from kg.web import dumps, errors, headers, health, i18n, pages, sparql

FORM_LIMIT = 1 << 20
"""Bytes of a request's body: a query of the greatest length, percent-encoded."""


def create_app(store: Store) -> Flask:
    """Create the application that answers from this store."""
    app = Flask(__name__)
    app.config.update(MAX_CONTENT_LENGTH=FORM_LIMIT, MAX_FORM_MEMORY_SIZE=FORM_LIMIT)
    app.extensions["store"] = store
    i18n.register(app)
    errors.register(app)
    app.after_request(headers.add_headers)
    for blueprint in (sparql.blueprint, dumps.blueprint, health.blueprint, *pages.blueprints):
        app.register_blueprint(blueprint)
    return app

"""What a page needs besides its own facts: the store, the release's base, the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from flask import current_app, g

from kg.store import Store
from kg.web.i18n import language
from kg.web.pages.ontology import Written, read_ontology


@dataclass(frozen=True)
class Context:
    """The release that is served and the reader it is served to."""

    store: Store
    base: str
    language: str
    ontology: Written


def current() -> Context:
    """Give the context of the request that is being answered."""
    store = current_store()
    return Context(store, store.manifest.base, language(), read_ontology(store.release))


def current_store() -> Store:
    """Give the store that the application was created with; during a request it stays with one release."""
    if "store" not in g:
        g.store = current_app.extensions["store"].pinned()
    return cast(Store, g.store)

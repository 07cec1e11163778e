"""Pages made ahead: a release decides what its pages show, so they can be there before anybody asks.

One process does it, which gives way to all others. Where it fails, a page is made when it is asked for.
"""

from __future__ import annotations

import os
import signal
import time
from http import HTTPStatus

from flask import Flask

from kg.errors import QueryError
from kg.language import LANGUAGES
from kg.store import Cache, Store
from kg.web.pages.context import current
from kg.web.pages.keeping import CACHE
from kg.web.pages.sitemap import addresses
from kg.web.server import behind

LAST = 19
"""The priority of who gives way to everybody."""
INTERVAL = 2.0
"""Seconds between looks whether another release is served, and before a busy store is asked again."""


def keep_ahead() -> None:
    """Make the pages of each release that is served, until the process that started this one ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the one that started it
    os.setpriority(os.PRIO_PROCESS, 0, LAST)
    app, store = behind()
    made = ""
    while True:
        release = served(store)
        if release != made and make_pages(app, store, release):
            made = release
        time.sleep(INTERVAL)


def make_pages(app: Flask, store: Store, release: str) -> bool:
    """Make the pages of a release, what leads to others first; False when the store was too busy.

    It ends early where the pages fill their part of the cache, and where another release is served.
    """
    try:
        pages = _pages(app)
    except QueryError:
        return False
    return all(_is_full(app) or served(store) != release or _make(app, page) for page in pages)


def served(store: Store) -> str:
    """Name the release that is served now."""
    return store.pinned().manifest.release


def _pages(app: Flask) -> list[str]:
    """Give the addresses of the sitemap's pages, those with short addresses first."""
    with app.test_request_context():
        paths = sorted(addresses(current()), key=lambda path: path.count("/"))
    return [f"/{language}/{path}" for path in paths for language in LANGUAGES]


def _make(app: Flask, page: str) -> bool:
    """Have the page made, which keeps it; False when the store was too busy for it."""
    with app.test_request_context(page):
        return app.full_dispatch_request().status_code != HTTPStatus.SERVICE_UNAVAILABLE


def _is_full(app: Flask) -> bool:
    cache: Cache = app.extensions[CACHE]
    return cache.bytes_kept() > cache.size // 4

"""Pages made ahead: a release decides what its pages show, so they can be there before anybody asks.

One process does it, which gives way to all others; its queries, one at a time, are the store's like any
reader's. Where it makes no page, that is made when it is asked for.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path

from flask import Flask

from kg.errors import QueryError
from kg.language import LANGUAGES
from kg.store import Store
from kg.web.front.framework import call
from kg.web.messages import Request
from kg.web.pages.keeping import CACHE, Pages
from kg.web.pages.sitemap import addresses
from kg.web.server import behind

LAST = 19
"""The priority of who gives way to everybody."""
INTERVAL = 2.0
"""Seconds between looks whether another release is served, and before a busy store is asked again."""
TURNS = 3
"""How often a page is tried for which the store is too busy, or which takes it too long."""
SHARE = 4
"""The part of the file that is filled: its young half is emptied at a third."""


def keep_ahead() -> None:
    """Make the pages of each release that is served, until the process that started this one ends."""
    os.setpriority(os.PRIO_PROCESS, 0, LAST)
    app, store = behind()
    made = None
    while True:
        with suppress(QueryError, OSError):  # the store is busy, or turns to another release
            release = store.pinned().release
            if release != made:
                make_pages(app, store, release)
                made = release
        time.sleep(INTERVAL)


def make_pages(app: Flask, store: Store, release: Path) -> None:
    """Make the pages of a release, what leads to others first, in place of those of the one before.

    It ends early where the pages fill their part of the cache, and where another release is served.
    """
    pages: Pages = app.extensions[CACHE]
    cache = pages.ahead
    cache.empty()
    left = _pages(store)
    for _ in range(TURNS):
        tried, left = left, []
        for page in tried:
            if cache.bytes_kept() > cache.size // SHARE or store.pinned().release != release:
                return
            if call(app, Request("GET", page), {}).status == HTTPStatus.SERVICE_UNAVAILABLE:
                left.append(page)
        if not left:
            return
        time.sleep(INTERVAL)


def _pages(store: Store) -> list[str]:
    """Give the addresses of the sitemap's pages, those with short addresses first."""
    paths = sorted(addresses(store.pinned()), key=lambda path: path.count("/"))
    return [f"/{language}/{path}" for path in paths for language in LANGUAGES]

"""The entry for the server: each of its processes opens the release with the one broker of `kg serve`."""

from __future__ import annotations

import json
import os
from pathlib import Path

from flask import Flask

from kg.store import Cache, CachedStore, Limits, Store, open_store
from kg.store.confinement import die_with
from kg.store.remote import open_remote
from kg.web import create_app
from kg.web.front import Front, Spool
from kg.web.logs import start_logging
from kg.web.pages.keeping import Pages
from kg.web.settings import Settings, read_settings

RELEASE = "KG_RELEASE"
STORE = "KG_STORE"
BROKER = "KG_BROKER"
LIMITS = "KG_LIMITS"
SERVER = "KG_SERVER"
ANSWERS = "KG_SPOOL"
"""The directory that the processes share, for answers that are kept and those that are being sent."""

PAGES = "pages"
AHEAD = "ahead"


def application() -> Front:
    """Create the application as the environment says; the process ends with the one that started it."""
    settings, store = _begin()
    answers, pages = Path(os.environ[ANSWERS]), None
    if settings.cache:
        # Half each, and apart: the large answers that pages are made of would push the pages out.
        store = CachedStore(store, Cache(answers, _half(settings)))
        # What is made ahead takes a quarter of its own file at most.
        pages = Pages(_cache(PAGES, _half(settings) * 3 // 4), _cache(AHEAD, _half(settings)))
    return Front(create_app(store, settings, pages), store, settings, Spool(answers))


def behind() -> tuple[Flask, Store]:
    """Create what makes pages for the cache alone: nothing else that it asks is kept."""
    settings, store = _begin()
    ahead = _cache(AHEAD, _half(settings))
    return create_app(store, settings, Pages(ahead, ahead)), store


def _begin() -> tuple[Settings, Store]:
    die_with(int(os.environ[SERVER]))
    settings = read_settings(os.environ)
    start_logging(settings.log)
    return settings, _open()


def _cache(name: str, size: int) -> Cache:
    return Cache(Path(os.environ[ANSWERS]) / name, size)


def _half(settings: Settings) -> int:
    return settings.cache << 19


def _open() -> Store:
    release, broker = Path(os.environ[RELEASE]), Path(os.environ[BROKER])
    url, limits = os.environ[STORE], Limits(**json.loads(os.environ[LIMITS]))
    if url:
        return open_remote(release, url, limits, address=broker)
    return open_store(release, limits, address=broker)

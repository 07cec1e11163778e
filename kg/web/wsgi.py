"""The entry for a WSGI server: each of its processes opens the release with the one broker of `kg serve`."""

from __future__ import annotations

import os
from pathlib import Path

from flask import Flask

from kg.store import open_remote, open_store
from kg.store.confinement import die_with
from kg.web import create_app
from kg.web.logs import start_logging
from kg.web.settings import read_settings

RELEASE = "KG_RELEASE"
STORE = "KG_STORE"
BROKER = "KG_BROKER"
TIMEOUT = "KG_TIMEOUT"
SERVER = "KG_SERVER"


def application() -> Flask:
    """Create the application as the environment says; the process ends with the one that started it."""
    die_with(int(os.environ[SERVER]))
    release, broker = Path(os.environ[RELEASE]), Path(os.environ[BROKER])
    settings = read_settings(os.environ)
    start_logging(settings.log)
    url, timeout = os.environ[STORE], float(os.environ[TIMEOUT])
    if url:
        return create_app(open_remote(release, url, timeout, address=broker), settings)
    return create_app(open_store(release, timeout, address=broker), settings)

"""What a release that is served offers, data sets and files: read once, by every catalogue and feed."""

from __future__ import annotations

import gc
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path
from typing import TypeVar

from flask import abort

from kg.errors import ReleaseError
from kg.release.datasets import Offer, read_offer
from kg.release.manifest import File, served_manifest
from kg.web.pages.context import current_store

KEPT_RELEASES = 4
Kept = TypeVar("Kept")


def current_offer() -> Offer:
    """Give what the release that is served offers; 404 when it does not say."""
    return offer_of(current_store().release) or abort(HTTPStatus.NOT_FOUND)


@lru_cache(maxsize=KEPT_RELEASES)
def offer_of(release: Path) -> Offer | None:
    """Give what the release in this directory offers; None when it does not say."""
    try:
        return settled(read_offer(release))
    except ReleaseError:
        return None


@lru_cache(maxsize=KEPT_RELEASES)
def files_of(release: Path) -> dict[str, File]:
    """Give the files of a release by path."""
    return {file.path: file for file in served_manifest(release).files}


def settled(kept: Kept) -> Kept:
    """Give what is kept as long as its release, and spare the collector of cycles looking through it.

    A nation's offer is a million objects: each look takes longer than to write a page of its catalogue.
    """
    gc.collect()
    gc.freeze()
    return kept

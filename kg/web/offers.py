"""What the release that is served offers as data sets: read once a release, by every catalogue and feed."""

from __future__ import annotations

from functools import lru_cache
from http import HTTPStatus
from pathlib import Path

from flask import abort

from kg.errors import ReleaseError
from kg.release.datasets import Offer, read_offer
from kg.web.pages.context import current_store

KEPT_RELEASES = 4


def current_offer() -> Offer:
    """Give what the release that is served offers; 404 when it does not say."""
    return offer_of(current_store().release) or abort(HTTPStatus.NOT_FOUND)


@lru_cache(maxsize=KEPT_RELEASES)
def offer_of(release: Path) -> Offer | None:
    """Give what the release in this directory offers; None when it does not say."""
    try:
        return read_offer(release)
    except ReleaseError:
        return None

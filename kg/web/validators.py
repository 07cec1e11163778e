"""Cache validators: an answer made from a release has a strong ETag, and the date of the release's data."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from flask import Response, request

BRIEFLY = "public, max-age=60"
"""For what another release may change."""
FOR_EVER = "public, max-age=31536000, immutable"
"""For what no release changes."""


def validated(response: Response, as_of: str, cache: str = BRIEFLY) -> Response:
    """Add the validators and answer 304 to who has it."""
    response.set_etag(hashlib.sha256(response.get_data()).hexdigest())
    with dated(response, as_of, cache):
        response.make_conditional(request)
    return response


@contextmanager
def dated(response: Response, as_of: str, cache: str) -> Iterator[None]:
    """Give an answer the date of its data; inside, it counts as a condition only for what never changes.

    Two releases may have data of the same day, so a date does not tell them apart.
    """
    response.headers["Cache-Control"] = cache
    if cache == FOR_EVER:
        response.last_modified = moment(as_of)
    yield
    response.last_modified = moment(as_of)


def moment(day: str) -> datetime:
    """Give the beginning of a day, for headers that want a time."""
    return datetime.fromisoformat(day).replace(tzinfo=UTC)

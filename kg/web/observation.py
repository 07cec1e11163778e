"""Each request has an id and a clock; when its answer has been sent it is counted and logged."""

from __future__ import annotations

import logging
import re
import secrets
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flask import request
from werkzeug.wsgi import ClosingIterator

from kg.web.logs import LOGGER, log
from kg.web.metrics import Metrics

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

KEY = "kg.observation"
"""Where a request's observation stands in its WSGI environment."""

# An id that a proxy has given, if it can do no harm in a log.
GIVEN = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)


@dataclass
class Observation:
    """What is known of a request so far; `query` is the text of the query it asks, times are in seconds."""

    id: str
    method: str
    path: str
    start: float = field(default_factory=time.perf_counter)
    status: int = 500
    query: str | None = None
    query_seconds: float = 0.0

    @property
    def seconds(self) -> float:
        """Give the time since the request began."""
        return time.perf_counter() - self.start

    def headers(self) -> list[tuple[str, str]]:
        """Give the headers that tell the client its request's id and what took how long."""
        timing = f"total;dur={self.seconds * 1000:.1f}"
        if self.query is not None:
            timing = f"query;dur={self.query_seconds * 1000:.1f}, {timing}"
        return [("X-Request-Id", self.id), ("Server-Timing", timing)]


class Observed:
    """A WSGI application around another; `slow` is the seconds from which a query is logged with its text."""

    def __init__(self, application: WSGIApplication, metrics: Metrics, slow: float) -> None:
        self.application = application
        self.metrics = metrics
        self.slow = slow

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer the request; what the answer is made of passes through as it is."""
        observation = environ[KEY] = begin(environ)
        self.metrics.under_way.inc()

        def started(status, headers, exc_info=None):  # type: ignore[no-untyped-def]
            observation.status = int(status[:3])
            return start_response(status, [*headers, *observation.headers()], exc_info)

        try:
            body = self.application(environ, started)
        except BaseException:
            self.end(observation)
            raise
        if isinstance(body, list):  # granian sends a list in one piece
            self.end(observation)
            return body
        return ClosingIterator(body, lambda: self.end(observation))

    def end(self, observation: Observation) -> None:
        """Count and log the request."""
        self.metrics.under_way.dec()
        seconds = observation.seconds
        asked = observation.query is not None
        self.metrics.count(observation.method, observation.status, seconds if asked else None)
        if LOGGER.isEnabledFor(logging.INFO):
            log(logging.INFO, "request", **self.described(observation))
        if asked and seconds >= self.slow:
            log(logging.WARNING, "slow query", **self.described(observation), query=observation.query)

    def described(self, observation: Observation) -> dict[str, object]:
        """Describe the request without what it asks and who asked."""
        return {
            "id": observation.id,
            "method": observation.method,
            "path": observation.path,
            "status": observation.status,
            "ms": round(observation.seconds * 1000, 1),
        }


def begin(environ: WSGIEnvironment) -> Observation:
    """Begin to observe a request; an id that came with it is kept."""
    given = environ.get("HTTP_X_REQUEST_ID", "")
    name = given if GIVEN.fullmatch(given) else secrets.token_hex(8)
    return Observation(name, environ["REQUEST_METHOD"], environ.get("PATH_INFO", ""))


@contextmanager
def observed_query(query: str) -> Iterator[None]:
    """Note the query that the request asks, and the time that its evaluation takes."""
    observation: Observation | None = request.environ.get(KEY)
    start = time.perf_counter()
    if observation:
        observation.query = query
    try:
        yield
    finally:
        if observation:
            observation.query_seconds = time.perf_counter() - start

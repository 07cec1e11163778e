"""Each request has an id and a clock; when it has been answered it is counted and logged."""

from __future__ import annotations

import logging
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from kg.web.logs import LOGGER, log
from kg.web.metrics import Metrics

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
    is_kept: bool = False

    @property
    def seconds(self) -> float:
        """Give the time since the request began."""
        return time.perf_counter() - self.start

    def headers(self) -> list[tuple[str, str]]:
        """Give the headers that tell the client its request's id and what took how long."""
        timing = f"total;dur={self.seconds * 1000:.1f}"
        if self.query is not None:
            kept = ";desc=kept" if self.is_kept else ""
            timing = f"query{kept};dur={self.query_seconds * 1000:.1f}, {timing}"
        return [("x-request-id", self.id), ("server-timing", timing)]


@dataclass(frozen=True)
class Observer:
    """Counts and logs; `slow` is the seconds from which a query is logged with its text."""

    metrics: Metrics
    slow: float

    @contextmanager
    def observe(self, observation: Observation) -> Iterator[None]:
        """Count and log the request once the block has answered it."""
        self.metrics.under_way.inc()
        try:
            yield
        except Exception:
            LOGGER.exception("mistake", extra={"fields": _described(observation)})
            raise
        finally:
            self.metrics.under_way.dec()
            self._end(observation)

    def _end(self, observation: Observation) -> None:
        seconds, asked = observation.seconds, observation.query is not None
        self.metrics.count(observation.method, observation.status, seconds if asked else None)
        if asked:
            self.metrics.count_kept(observation.is_kept)
        log(logging.INFO, "request", **_described(observation))
        if asked and seconds >= self.slow:
            log(logging.WARNING, "slow query", **_described(observation), query=observation.query)


def begin(method: str, path: str, given: str) -> Observation:
    """Begin to observe a request; an id that came with it is kept."""
    return Observation(given if GIVEN.fullmatch(given) else secrets.token_hex(8), method, path)


def _described(observation: Observation) -> dict[str, object]:
    """Describe the request without what it asks and who asked."""
    return {
        "id": observation.id,
        "method": observation.method,
        "path": observation.path,
        "status": observation.status,
        "ms": round(observation.seconds * 1000, 1),
    }

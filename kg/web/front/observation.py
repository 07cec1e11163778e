"""Each request has an id and a clock; when it has been answered it is counted and logged."""

from __future__ import annotations

import asyncio
import logging
import re
import secrets
import time
from dataclasses import dataclass, field
from itertools import count
from types import TracebackType
from typing import Self

from kg.web.logs import LOGGER, log
from kg.web.messages import Request
from kg.web.metrics import Metrics

# An id that a proxy has given, if it can do no harm in a log.
GIVEN = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)

LOGGED = 10_000
"""Characters of a slow query that are logged."""
SOON = 0.02
"""Seconds after which what was counted is written where all processes can read it."""


class Observer:
    """Counts and logs; `slow` is the seconds from which a query is logged with its text."""

    def __init__(self, metrics: Metrics, slow: float) -> None:
        self.metrics = metrics
        self.slow = slow
        self.is_due = False
        self.process, self.numbers = secrets.token_hex(6), count(1)

    def observe(self, request: Request) -> Observation:
        """Observe a request for as long as it is answered, `with` the observation."""
        return Observation(self, request.method, request.path, self._id(request.header("x-request-id")))

    def _id(self, given: str) -> str:
        """Give the id that came with a request, or a new one."""
        return given if given and GIVEN.fullmatch(given) else f"{self.process}{next(self.numbers):08x}"

    def begin(self) -> None:
        """Note that a request is under way."""
        self.metrics.under_way += 1
        self._write_soon()

    def end(self, observation: Observation) -> None:
        """Count and log a request that has been answered."""
        seconds, query = observation.seconds, observation.query
        asked = query is not None
        self.metrics.under_way -= 1
        kept = observation.is_kept if asked else None
        self.metrics.count(observation.method, observation.status, seconds if asked else None, kept)
        self._write_soon()
        if LOGGER.isEnabledFor(logging.INFO):
            log(logging.INFO, "request", **described(observation))
        if query is not None and seconds >= self.slow:
            log(logging.WARNING, "slow query", **described(observation), query=query[:LOGGED])

    def _write_soon(self) -> None:
        if not self.is_due:
            self.is_due = True
            asyncio.get_running_loop().call_later(SOON, self._write)

    def _write(self) -> None:
        self.is_due = False
        self.metrics.write()


@dataclass(slots=True)
class Observation:
    """What is known of a request so far; `query` is the text of the query it asks, times are in seconds."""

    observer: Observer
    method: str
    path: str
    id: str
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

    def __enter__(self) -> Self:
        """Begin to observe."""
        self.observer.begin()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Count the request; what went wrong is logged as our mistake."""
        if isinstance(error, Exception):
            LOGGER.error("mistake", exc_info=error, extra={"fields": described(self)})
        self.observer.end(self)


def described(observation: Observation) -> dict[str, object]:
    """Describe the request without what it asks and who asked."""
    return {
        "id": observation.id,
        "method": observation.method,
        "path": observation.path,
        "status": observation.status,
        "ms": round(observation.seconds * 1000, 1),
    }

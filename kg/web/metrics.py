"""Figures for Prometheus: requests, queries by outcome and duration, what is under way, which release.

The server's processes write to files in one directory (prometheus_client's multiprocess mode, on where
PROMETHEUS_MULTIPROC_DIR is set before the client is imported), so any of them answers for all.
"""

from __future__ import annotations

import os
import struct
import time
from collections import Counter as Tally
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, current_app
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from kg.store import CachedStore, Store
from kg.web.pages.context import current_store
from kg.web.pages.keeping import CACHE, Pages

DIRECTORY = "PROMETHEUS_MULTIPROC_DIR"
METHODS = {"GET", "HEAD", "POST", "OPTIONS"}
PAUSES = (0.01, 0.05, 0.2)
"""Seconds before figures are read again that could not be read."""
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
"""Seconds; from the smallest query to the longest that may run."""

# What became of a query, by the status of its answer.
OUTCOMES = {
    200: "answered",
    304: "answered",
    400: "malformed",
    403: "refused",
    406: "not offered",
    413: "too large",
    415: "malformed",
    429: "too many",
    499: "abandoned",
    503: "stopped",
}

Counted = tuple[str, int, float | None, bool | None]

blueprint = Blueprint("metrics", __name__)


class Metrics:
    """What is counted, in this process; `under_way` are its requests at this moment.

    To write a figure where other processes read it costs a part of a kept answer. So what is counted waits in
    memory until `write` is called, also from another thread.
    """

    def __init__(self) -> None:
        self.under_way = 0
        self.counted: deque[Counted] = deque()
        self.registry = CollectorRegistry()
        # To look a child up by its labels costs more than to count.
        self._labelled = cache(lambda family, *labels: family.labels(*labels))
        self.requests = Counter(
            "renkei_requests", "Requests answered.", ["method", "status"], registry=self.registry
        )
        self.queries = Counter("renkei_queries", "Queries answered.", ["outcome"], registry=self.registry)
        self.seconds = Histogram(
            "renkei_query_seconds", "Time to answer a query.", registry=self.registry, buckets=BUCKETS
        )
        self.kept = Counter(
            "renkei_cache", "Queries by whether their answer was kept.", ["result"], registry=self.registry
        )
        self.in_flight = Gauge(
            "renkei_requests_in_flight",
            "Requests under way.",
            registry=self.registry,
            multiprocess_mode="livesum",
        )

    def count(self, method: str, status: int, query_seconds: float | None, is_kept: bool | None) -> None:
        """Count a request that was answered; of a query also the seconds, and whether its answer was kept."""
        self.counted.append((method if method in METHODS else "other", status, query_seconds, is_kept))

    def write(self) -> None:
        """Write what was counted since it was last written."""
        self.in_flight.set(self.under_way)
        found = list(self._taken())
        for (method, status, asked, is_kept), number in Tally(map(_kind, found)).items():
            self._labelled(self.requests, method, str(status)).inc(number)
            if asked:
                self._labelled(self.queries, OUTCOMES.get(status, "failed")).inc(number)
                self._labelled(self.kept, "hit" if is_kept else "miss").inc(number)
        for _, _, query_seconds, _ in found:
            if query_seconds is not None:
                self.seconds.observe(query_seconds)

    def _taken(self) -> Iterator[Counted]:
        """Take what was counted; another thread may do so at the same time."""
        with suppress(IndexError):
            while True:
                yield self.counted.popleft()


def _kind(counted: Counted) -> tuple[str, int, bool, bool | None]:
    method, status, query_seconds, is_kept = counted
    return method, status, query_seconds is not None, is_kept


class StoreFigures(Collector):
    """What is so at this moment: the release that is served, the workers, the answers and pages kept."""

    def __init__(self, store: Store, pages: Pages | None) -> None:
        self.store = store
        self.pages = pages

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Give the release's id and date with the figure 1, the number of workers, and the bytes kept."""
        manifest = self.store.manifest
        labels = {"release": manifest.release, "as_of": manifest.as_of}
        release = GaugeMetricFamily("renkei_release_info", "The release that is served.", labels=[*labels])
        release.add_metric([*labels.values()], 1)
        yield release
        workers = self.store.limits.workers
        yield GaugeMetricFamily("renkei_workers", "Queries that can run at the same time.", workers)
        if isinstance(self.store, CachedStore):
            kept = self.store.cache.bytes_kept()
            yield GaugeMetricFamily("renkei_cache_bytes", "Bytes of answers that are kept.", kept)
        if self.pages is not None:
            kept = self.pages.bytes_kept()
            yield GaugeMetricFamily("renkei_page_bytes", "Bytes of pages that are kept.", kept)


@blueprint.get("/metrics")
def metrics() -> Response:
    """Give the figures of all processes in Prometheus's text format."""
    own: Metrics = current_app.extensions["metrics"]
    own.write()
    info = CollectorRegistry()
    info.register(StoreFigures(current_store(), current_app.extensions[CACHE]))
    response = Response(_latest(own.registry) + generate_latest(info))
    response.content_type = CONTENT_TYPE_PLAIN_0_0_4
    response.cache_control.no_store = True
    return response


def _latest(own: CollectorRegistry) -> bytes:
    """Write the figures; for a moment the file of a process that has just begun has nothing to be read."""
    for seconds in PAUSES:
        with suppress(struct.error):
            return generate_latest(_gather(own))
        time.sleep(seconds)
    return generate_latest(_gather(own))


def _gather(own: CollectorRegistry) -> CollectorRegistry:
    if DIRECTORY not in os.environ:
        return own
    directory = Path(os.environ[DIRECTORY])
    _forget_ended(directory)
    gathered = CollectorRegistry()
    MultiProcessCollector(gathered, str(directory))  # type: ignore[no-untyped-call]
    return gathered


def _forget_ended(directory: Path) -> None:
    """Remove what processes that have ended had under way."""
    for file in directory.glob("gauge_live*_*.db"):
        if not Path("/proc", file.stem.rpartition("_")[2]).exists():
            file.unlink(missing_ok=True)

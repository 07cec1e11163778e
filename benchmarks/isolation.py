"""make bench: what it costs a small query to run in a worker, against the same call in one's own process."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from kg.store import open_store
from kg.store.evaluation import evaluate
from kg.store.formats import JSON
from kg.store.loading import load
from kg.store.wire import Request
from tests.store.handmade import write_release

QUERIES = {
    "ASK": "ASK {}",
    "SELECT, 3 rows": "SELECT * { ?s ?p ?o } LIMIT 3",
    "SELECT, all rows": "SELECT * { ?s ?p ?o }",
}
ROUNDS = 20
CALLS = 200
TARGET = 100
"""Microseconds; a target to read the figures by, not an assertion: machines differ."""


def main() -> None:
    """Call both ways in turns, so that what else the machine does falls on both, and print medians."""
    with tempfile.TemporaryDirectory() as directory:
        release = write_release(Path(directory))
        within = load(release)
        with open_store(release) as store:
            for name, query in QUERIES.items():
                request = Request(query, (JSON,), 30, 10, 1 << 20)
                ways = (lambda: evaluate(within, request, 1 << 20, 1000), lambda: store.query(query))  # noqa: B023
                _print(name, *_compare(*ways))


def _compare(first: Callable[[], object], second: Callable[[], object]) -> tuple[float, float]:
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for way, taken in zip((first, second), times, strict=True):
            taken.extend(_time(way) for _ in range(CALLS))
    return statistics.median(times[0]), statistics.median(times[1])


def _time(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1e6


def _print(name: str, within: float, isolated: float) -> None:
    print(
        f"{name}: in one process {within:.0f} µs, in a worker {isolated:.0f} µs: {isolated / within:.1f}"
        f" times, {isolated - within:.0f} µs more (p50 of {ROUNDS * CALLS} calls; target {TARGET} µs)"
    )


if __name__ == "__main__":
    main()

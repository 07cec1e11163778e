"""make bench: what it costs a small query to run in a worker, against the same call in one's own process."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
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
CALLS = 100
TARGET = 100
"""Microseconds; a target to read the figures by, not an assertion: machines differ."""


@dataclass(frozen=True)
class Cost:
    """The median microseconds that a query takes in one's own process, and in a worker."""

    query: str
    within: float
    isolated: float


def main() -> None:
    """Print what each query costs."""
    for cost in measure():
        print(
            f"{cost.query}: in one process {cost.within:.0f} µs, in a worker {cost.isolated:.0f} µs:"
            f" {cost.isolated / cost.within:.1f} times, {cost.isolated - cost.within:.0f} µs more"
            f" (p50 of {ROUNDS * CALLS} calls; target {TARGET} µs)"
        )


def measure() -> list[Cost]:
    """Call both ways in turns, so that what else the machine does falls on both."""
    with tempfile.TemporaryDirectory() as directory:
        release = write_release(Path(directory))
        within = load(release)
        with open_store(release) as store:
            return [
                Cost(
                    name,
                    *_compare(
                        partial(evaluate, within, Request(query, (JSON,), 30, 10, 1 << 20), 1 << 20, 1_000),
                        partial(store.query, query),
                    ),
                )
                for name, query in QUERIES.items()
            ]


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


if __name__ == "__main__":
    main()

"""What a query may cost; every limit has its place where it is held."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Bounds on queries.

    The client holds `query`, `queue`, `short` and `long`, the socket `waiting`, the broker `workers`, a
    worker the others. Whatever is asked, queries take at most `workers` times `memory` above what the store
    takes: 1.5 GiB with these values, so that all processes together stay below 2 GiB on a small graph.
    """

    timeout: float = 30.0
    """Seconds of real time that a query may run."""
    workers: int = 6
    """Queries that run at the same time."""
    long: int = 3
    """Queries that may run longer than `short` at once: the other workers stay free for short ones."""
    short: float = 1.0
    """Seconds after which a query needs one of the places for long ones, or is ended."""
    polite: float = 0.1
    """Seconds of CPU after which a query makes way for all others: its process gets the lowest priority."""
    waiting: int = 64
    """Queries that wait for a worker, first come first served; one more is refused at once."""
    queue: float = 10.0
    """Seconds that a query waits for a worker."""
    memory: int = 256 << 20
    """Bytes that a worker may take above what the store itself takes."""
    answer: int = 64 << 20
    """Bytes of a serialized answer."""
    rows: int = 1_000_000
    """Solutions or statements in an answer."""
    query: int = 256 * 1024
    """Bytes of a query's text."""
    uses: int = 10_000
    """Queries after which a worker is replaced."""
    spent: float = 30.0
    """Seconds of CPU after which a worker is replaced: RLIMIT_CPU adds up over its queries."""

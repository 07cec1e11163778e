"""What a query may cost; every limit has its place where it is held."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Bounds on queries: the client holds `query` and `queue`, the broker `children`, a child the others."""

    timeout: float = 30.0
    """Seconds of real time that a query may run."""
    children: int = 8
    """Queries that run at the same time; more wait in the socket's backlog."""
    memory: int = 1 << 30
    """Bytes that a query may take above what the store itself takes."""
    answer: int = 64 << 20
    """Bytes of a serialized answer."""
    query: int = 256 * 1024
    """Bytes of a query's text."""
    queue: float = 10.0
    """Seconds that a query waits for its turn."""

"""Places for long queries, so that they never take all workers: locks that all web processes share."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path


def take_long_place(directory: Path, places: int) -> int | None:
    """Take one of the places; give the descriptor that holds it until it is closed, None when all are taken.

    The kernel gives a place back also when its holder is killed.
    """
    tried = (_locked(directory / f"long-{number}") for number in range(places))
    return next((descriptor for descriptor in tried if descriptor is not None), None)


def _locked(path: Path) -> int | None:
    """Lock the file; its descriptor, or None when somebody else has locked it."""
    descriptor = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor

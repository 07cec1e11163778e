"""Directories that the processes of a server share while it runs; what a killed server left is removed.

Its owner holds a lock on the directory for as long as it lives: the kernel gives that back however it ends.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

PREFIX = "renkei-run-"
YOUNG = 60.0
"""Seconds within which the owner of a new directory has certainly locked it."""


@contextmanager
def scratch() -> Iterator[Path]:
    """Give a directory until the block ends; its last writers may end after it."""
    remove_abandoned()
    with TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True) as directory:
        lock = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield Path(directory)
        finally:
            os.close(lock)


def remove_abandoned() -> None:
    """Remove our directories whose owner lives no more."""
    for path in Path(gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):
            _remove_if_abandoned(path)


def _remove_if_abandoned(path: Path) -> None:
    """Remove the directory; BlockingIOError where its owner lives, OSError where it is none of ours."""
    lock = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        found = os.fstat(lock)
        if found.st_uid == os.getuid() and time.time() - found.st_mtime > YOUNG:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(path)
    finally:
        os.close(lock)

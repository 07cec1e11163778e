"""Large answers go by way of a file: the server sends it as fast as the client reads, holding none of it."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

LARGE = 1 << 20
"""Bytes from which an answer is spooled."""
MOST = 512 << 20
"""Bytes of all files together, and again of removed files that a process still sends to slow readers."""


class Spool:
    """Files of answers in a directory that the server's processes share."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def put(self, body: bytes) -> Path:
        """Write the answer to a file and give its place; OSError when there is no room for it."""
        if _bytes_removed() + len(body) > MOST:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self._make_room(len(body))
        path = self.directory / f"{token_hex(16)}.answer"
        try:
            path.write_bytes(body)
        except OSError:
            path.unlink(missing_ok=True)
            raise
        return path

    def _make_room(self, size: int) -> None:
        found = sorted(self.directory.glob("*.answer"), key=_age)
        left = sum(map(_size, found)) + size - MOST
        for path in found:
            if left <= 0:
                return
            left -= _size(path)
            path.unlink(missing_ok=True)


def _bytes_removed() -> int:
    """Count the bytes of files that have been removed while this process sends them: they still take room."""
    return sum(_size(path) for path in Path("/proc/self/fd").iterdir() if _is_removed(path))


def _is_removed(descriptor: Path) -> bool:
    with suppress(OSError):  # closed meanwhile
        return os.readlink(descriptor).endswith(".answer (deleted)")
    return False


def _age(path: Path) -> float:
    with suppress(OSError):  # another process made room first
        return os.stat(path).st_mtime
    return 0.0


def _size(path: Path) -> int:
    with suppress(OSError):
        return os.stat(path).st_size
    return 0

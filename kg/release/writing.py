"""Writes the files of a release into a directory, each once, and knows what the manifest says of them."""

from __future__ import annotations

import ctypes
import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from kg.release.manifest import File
from kg.release.publication import sync_tree


@dataclass(frozen=True)
class Writing:
    """A directory that is being filled, and the files in it by path."""

    directory: Path
    files: dict[str, File] = field(default_factory=dict)

    def put(self, path: str, media_type: str, pieces: Iterable[bytes], triples: int | None = None) -> File:
        """Write a file piece by piece, and give its size and checksum; one of the same path is replaced."""
        digest, size = hashlib.sha256(), 0
        with self._place(path).open("wb") as stream:
            for piece in pieces:
                digest.update(piece)
                size += stream.write(piece)
        self.files[path] = File(path, media_type, size, digest.hexdigest(), triples)
        return self.files[path]

    def copy(self, file: File, pieces: Iterable[bytes]) -> None:
        """Write a file whose size and checksum are known."""
        with self._place(file.path).open("wb") as stream:
            stream.writelines(pieces)
        self.files[file.path] = file

    def finish(self) -> None:
        """Let other users read, whatever the umask of who builds, and flush everything to the disk."""
        for path in [self.directory, *self.directory.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)
        flush(self.directory)

    def _place(self, path: str) -> Path:
        place = self.directory / path
        place.parent.mkdir(parents=True, exist_ok=True)
        return place


def flush(directory: Path) -> None:
    """Flush the file system of a directory: for thousands of files in less time than file by file."""
    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "syncfs"):  # Linux alone has it
        sync_tree(directory)
        return
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        if library.syncfs(descriptor) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(directory))
    finally:
        os.close(descriptor)

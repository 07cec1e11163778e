"""The cache: pieces, and pages of the catalogue, are kept under the digest of all that they were made of.

An entry that is damaged counts for nothing: it is made again. Entries are written under another name and
renamed, so builds at the same time do not meet, and a build works on links of its own: what another one
deletes stays with it.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, is_dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from platform import python_version

from kg.document.register import Source
from kg.release.ground import Ground
from kg.release.manifest import sha256_of
from kg.resources import PACKAGE

LARGEST = 1 << 30
"""Bytes that the cache may hold after a build; the entries that were not used for longest go first."""
ABANDONED = 24 * 3600
"""Seconds after which what a killed build left behind is taken away."""
CODE = (".py", ".rq", ".po")
PIECE, PAGE, WORKING = ".piece", ".page", ".working-"


@dataclass(frozen=True)
class Keys:
    """Tells under which key an agreement's piece is kept."""

    ground: Ground

    def of(self, sources: Sequence[Source]) -> str:
        """Digest the documents, what the registers say of them, and what all pieces rest on."""
        ids = {source.id for source in sources}
        decided = [asdict(each) for each in self.ground.decided if each.document in ids]
        rows = [asdict(source) | {"content": self._content(source)} for source in sources]
        return digest_of([self.common, rows, decided])

    @cached_property
    def common(self) -> str:
        """Digest code, tools, vocabulary, shapes, registers and base: what changes every piece."""
        inputs = self.ground.inputs
        paths = [*_code(), *inputs.vocabulary, *inputs.rules, *inputs.registers]
        versions = [python_version(), zlib.ZLIB_RUNTIME_VERSION, *_tools()]
        return digest_of([inputs.base, versions, [sha256_of(path) for path in paths]])

    def _content(self, source: Source) -> str:
        path = self.ground.inputs.data / source.path
        return sha256_of(path) if path.is_file() else ""


@dataclass(frozen=True)
class Cache:
    """A build's place to work in, beside the entries that are kept; `kept` is None when nothing is.

    `suffix` tells entries of one kind from others.
    """

    place: Path
    kept: Path | None
    suffix: str = PIECE

    def path(self, key: str) -> Path:
        """Give where this build has the entry, or is to write it."""
        return self.place / f"{key}{self.suffix}"

    def fetch(self, key: str) -> bool:
        """Bring an entry that is kept to where this build works; False when there is none."""
        if self.kept is None:
            return False
        with suppress(OSError):
            entry = self.kept / f"{key}{self.suffix}"
            _link(entry, self.path(key))
            os.utime(entry)
            return True
        return False

    def keep(self, key: str) -> None:
        """Keep the entry that this build has written, in place of a damaged one; a full disk is no error."""
        if self.kept is not None:
            with suppress(OSError):
                beside = self.path(key).with_suffix(".new")
                _link(self.path(key), beside)
                beside.replace(self.kept / f"{key}{self.suffix}")


@contextmanager
def opened(directory: Path | None) -> Iterator[Cache]:
    """Give a cache in this directory, or for this build only; what the build worked in goes at the end."""
    if directory is not None:
        directory.mkdir(parents=True, exist_ok=True)
        _sweep(directory)
    with tempfile.TemporaryDirectory(prefix=WORKING, dir=directory) as place:
        yield Cache(Path(place), directory)
    if directory is not None:
        _bound(directory)


def _link(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _sweep(directory: Path) -> None:
    """Take away what killed builds left behind."""
    for place in directory.glob(f"{WORKING}*"):
        with suppress(OSError):
            if place.stat().st_mtime < time.time() - ABANDONED:
                shutil.rmtree(place)


def _bound(directory: Path) -> None:
    """Delete the entries that were not used for longest, as far as they are too many."""
    entries = []
    for path in chain(directory.glob(f"*{PIECE}"), directory.glob(f"*{PAGE}")):
        with suppress(OSError):
            found = path.stat()
            entries.append((found.st_mtime_ns, found.st_size, path))
    total = sum(size for _, size, _ in entries)
    for _, size, path in sorted(entries):
        if total <= LARGEST:
            return
        path.unlink(missing_ok=True)
        total -= size


def _code() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*") if path.suffix in CODE and "assets" not in path.parts)


def _tools() -> list[str]:
    """Name what is installed, with versions, as its directories of metadata are named (PEP 376)."""
    return sorted(path.name for place in sys.path if place for path in Path(place).glob("*-info"))


def digest_of(values: object) -> str:
    """Digest values of any kind by what they say."""
    return hashlib.sha256(json.dumps(values, default=_said, sort_keys=True).encode()).hexdigest()


def _said(value: object) -> object:
    return vars(value) if is_dataclass(value) else str(value)

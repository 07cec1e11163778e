"""Making a release current, and pruning old ones: on disk, durable and atomic."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from kg.errors import Message, ReleaseError
from kg.release.manifest import NAME, read_manifest
from kg.release.record import TOMBSTONE, record_of

CURRENT = "current"
UNFINISHED = ".building-"
LOCK = ".lock"


def publish(releases: Path, release: str) -> None:
    """Point `current`, beside `releases`, at the release by one atomic rename."""
    link = releases.parent / CURRENT
    temporary = releases.parent / f".{CURRENT}-{os.getpid()}"
    temporary.unlink(missing_ok=True)
    _sync(releases)  # the release is there for good before anything points to it
    temporary.symlink_to(Path(releases.name) / release)
    try:
        temporary.replace(link)
    finally:
        temporary.unlink(missing_ok=True)
    _sync(releases.parent)


@contextmanager
def locked(releases: Path) -> Iterator[None]:
    """Keep other builds and prunes of these releases waiting."""
    releases.mkdir(parents=True, exist_ok=True)
    with (releases / LOCK).open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def prune(releases: Path, keep: int) -> list[str]:
    """Delete all but the newest `keep` releases and the current one, leaving a tombstone for each.

    Newest is by the date of the data, and of one date what was written last. What killed builds left behind
    goes too. Returns the ids deleted.
    """
    with locked(releases):
        for remains in releases.glob(f"{UNFINISHED}*"):
            shutil.rmtree(remains)
        current = (releases.parent / CURRENT).resolve().name
        ids = sorted((path.parent.name for path in releases.glob(f"[!.]*/{NAME}")), key=_age(releases))
        doomed = [release for release in ids[: max(0, len(ids) - keep)] if release != current]
        for release in doomed:
            _bury(releases / release)
    return doomed


def _age(releases: Path) -> Callable[[str], tuple[str, int]]:
    return lambda release: (release[:10], (releases / release / NAME).stat().st_mtime_ns)


def _bury(release: Path) -> None:
    """Put up the tombstone, take the manifest away, then the rest: half a release is never served."""
    manifest = read_manifest(release)
    stone = {"release": manifest.release, "as_of": manifest.as_of, "withdrawn": True}
    held = asdict(record_of(release, manifest))
    (release / TOMBSTONE).write_text(json.dumps(stone | held, sort_keys=True) + "\n", encoding="utf-8")
    sync_tree(release)
    (release / NAME).unlink()
    for path in release.iterdir():
        if path.name != TOMBSTONE:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    sync_tree(release)


def resolve(release: Path) -> Path:
    """Give the directory that a path such as `current` points to; ReleaseError when there is no release."""
    found = release.resolve()
    if (found / TOMBSTONE).exists():
        raise ReleaseError(Message("Release {release} has been deleted.", {"release": found.name}))
    if not (found / NAME).exists():
        raise ReleaseError(
            Message("There is no release at {path}. Build one with “kg build”.", {"path": str(release)})
        )
    return found


def sync_tree(directory: Path) -> None:
    """Flush every file and directory to the disk."""
    for path in [*directory.rglob("*"), directory]:
        _sync(path)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""Making a release current, and pruning old ones: on disk, durable and atomic."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

from kg.errors import Message, ReleaseError
from kg.release.manifest import NAME, read_manifest

CURRENT = "current"
TOMBSTONE = "tombstone.json"
UNFINISHED = ".building-"


def publish(releases: Path, release: str) -> None:
    """Point `current`, beside `releases`, at the release by one atomic rename."""
    link = releases.parent / CURRENT
    temporary = releases.parent / f".{CURRENT}-{os.getpid()}"
    temporary.unlink(missing_ok=True)
    temporary.symlink_to(Path(releases.name) / release)
    temporary.replace(link)
    _sync(releases)
    _sync(releases.parent)


def prune(releases: Path, keep: int) -> list[str]:
    """Delete all but the newest `keep` releases and the current one, leaving a tombstone for each.

    Newest is by the releases' own as-of dates and ids, never by the clock. What killed builds left goes
    too. Returns the ids deleted.
    """
    for remains in releases.glob(f"{UNFINISHED}*"):
        shutil.rmtree(remains)
    current = (releases.parent / CURRENT).resolve().name
    ids = sorted(path.parent.name for path in releases.glob(f"[!.]*/{NAME}"))
    doomed = [release for release in ids[: max(0, len(ids) - keep)] if release != current]
    for release in doomed:
        _bury(releases / release)
    return doomed


def _bury(release: Path) -> None:
    """Replace the release by a tombstone; the manifest goes first: half a release is never served."""
    manifest = read_manifest(release)
    stone = {"release": manifest.release, "as_of": manifest.as_of, "withdrawn": True}
    (release / NAME).unlink()
    for path in release.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    (release / TOMBSTONE).write_text(json.dumps(stone, sort_keys=True) + "\n", encoding="utf-8")
    sync_tree(release)


def resolve(release: Path) -> Path:
    """Give the directory that a path such as `current` points to; ReleaseError when there is no release."""
    found = release.resolve()
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

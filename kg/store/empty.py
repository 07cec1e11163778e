"""A release without statements: the store on it says what a query is, and what is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kg.release.manifest import NAME, File, Manifest, sha256_of
from kg.store.loading import CATALOGUE, QUADS


def write_empty(directory: Path, manifest: Manifest) -> Path:
    """Write the release that has this manifest's name and no statement; give its directory."""
    files = [_empty(directory, QUADS, "application/n-quads"), _empty(directory, CATALOGUE, "text/turtle")]
    empty = replace(manifest, graphs=(), coverage=(), inputs=(), files=tuple(files))
    (directory / NAME).write_text(empty.to_json(), encoding="utf-8")
    return directory


def _empty(directory: Path, path: str, media_type: str) -> File:
    file = directory / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch()
    return File(path, media_type, 0, sha256_of(file), 0)

"""The record of a release: which data sets it held. It outlives the release, in its tombstone."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from kg.errors import ReleaseError
from kg.release.datasets import DataSet, Words, read_offer
from kg.release.manifest import NAME, Manifest, read_manifest

TOMBSTONE = "tombstone.json"


@dataclass(frozen=True)
class Held:
    """A data set as a release held it: enough to tell that it changed, and what it was.

    `standing` says that it was a draft, if it was.
    """

    title: Words
    topic: str
    digest: str
    standing: Words = field(default_factory=dict)


@dataclass(frozen=True)
class Record:
    """What a release held: data sets by id. `written` is when it was put there, in UTC, to the second."""

    release: str
    as_of: str
    base: str
    title: Words
    publisher: str
    written: str
    datasets: dict[str, Held]


def record_of(release: Path, manifest: Manifest) -> Record:
    """Record what the release in this directory holds; one that lists no data sets holds none."""
    moment = datetime.fromtimestamp((release / NAME).stat().st_mtime, UTC)
    written = moment.replace(microsecond=0, tzinfo=None).isoformat()
    own = (manifest.release, manifest.as_of, manifest.base, manifest.title)
    try:
        offer = read_offer(release)
    except ReleaseError:
        return Record(*own, "", written, {})
    held = {dataset.id: _held(dataset) for dataset in offer.datasets}
    return Record(*own, offer.publisher_name["ja"], written, held)


def read_record(release: Path) -> Record | None:
    """Read what a release holds or, when only its tombstone is left, held; None when neither is there."""
    try:
        return record_of(release, read_manifest(release))
    except ReleaseError:
        return _read_tombstone(release / TOMBSTONE)


def _read_tombstone(path: Path) -> Record | None:
    """A tombstone of the first kind says nothing of data sets."""
    try:
        stone = json.loads(path.read_text(encoding="utf-8"))
        held = {name: Held(**fields) for name, fields in stone["datasets"].items()}
        own = {name: stone[name] for name in ("release", "as_of", "base", "title", "publisher", "written")}
        return Record(**own, datasets=held)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _held(dataset: DataSet) -> Held:
    return Held(dataset.title, dataset.topic, dataset.digest, dataset.standing)

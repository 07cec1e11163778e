"""What each release changed: data sets that came, changed or went, by the records of the releases.

Releases are in the order of their data, and of one day in the order in which they were written; those after
the release that is served do not count.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.release.manifest import NAME
from kg.release.record import TOMBSTONE, Held, Record, read_record
from kg.web.pages.context import current_store

CREATE, UPDATE, DELETE = "Create", "Update", "Delete"
"""As in the Activity Streams vocabulary."""


@dataclass(frozen=True)
class Change:
    """What became of a data set in a release; `held` is what it is or, when it went, was."""

    kind: str
    dataset: str
    held: Held


@dataclass(frozen=True)
class Publication:
    """A release, by its record, and the changes that it brought."""

    record: Record
    changes: tuple[Change, ...]


Seen = tuple[tuple[str, int], ...]
"""The releases side by side, and since when each is there."""


def publications() -> tuple[Publication, ...]:
    """Give the publications up to the release that is served, in order."""
    served = current_store().release
    return _history(served.parent, served.name, seen())


def seen() -> Seen:
    """Look at which releases are there: what depends on history is kept as long as these stay."""
    releases = current_store().release.parent
    files = [*releases.glob(f"[!.]*/{NAME}"), *releases.glob(f"[!.]*/{TOMBSTONE}")]
    return tuple(sorted((file.parent.name, file.stat().st_mtime_ns) for file in files))


@lru_cache(maxsize=4)
def _history(releases: Path, served: str, seen: Seen) -> tuple[Publication, ...]:
    records = [record for name, since in seen if (record := _record(releases / name, since))]
    records.sort(key=lambda record: (record.as_of, record.written, record.release))
    last = next((at for at, record in enumerate(records) if record.release == served), -1)
    before: dict[str, Held] = {}
    found = []
    for record in records[: last + 1]:
        found.append(Publication(record, _changes(before, record.datasets)))
        before = record.datasets
    return tuple(found)


@lru_cache(maxsize=64)
def _record(release: Path, since: int) -> Record | None:
    """Read the record of a release; `since` tells a release from another that was there before."""
    return read_record(release)


def _changes(before: dict[str, Held], after: dict[str, Held]) -> tuple[Change, ...]:
    """Compare what two releases hold, data set by data set."""
    changes = []
    for name in sorted(before.keys() | after.keys()):
        if name not in after:
            changes.append(Change(DELETE, name, before[name]))
        elif name not in before:
            changes.append(Change(CREATE, name, after[name]))
        elif before[name].digest != after[name].digest:
            changes.append(Change(UPDATE, name, after[name]))
    return tuple(changes)

"""A registered document is withdrawn, or another takes its place: what was there is set aside."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from kg.authoring.files import place, put
from kg.authoring.registering import (
    REGISTER,
    Entry,
    check_free,
    check_unregistered,
    line_of,
    locked,
    registered,
    without,
)
from kg.document.register import COLUMNS, EXAMPLES, Source, read_register, rows_of
from kg.errors import KgError, Message, Problem, RegisterError

ASIDE = "removed"
"""Where files go that are published no longer, with a list of what they were."""
LIST = "removed.csv"
LISTED = ("removed", "reason", *COLUMNS)


def find(data: Path, name: str) -> Source:
    """Give a registered document; KgError where there is none of this id."""
    sources = registered(data)
    for source in sources:
        if source.id == name:
            return source
    values = {"id": name, "registered": "、".join(each.id for each in sources) or "―"}
    raise KgError(Message("No document “{id}” is registered. Registered are: {registered}", values))


def removed_on(data: Path) -> date | None:
    """Give the day of the last removal where no document was received later: data are as of that day."""
    path = data / ASIDE / LIST
    if not path.exists():
        return None
    last = max((_day(row["removed"], line) for line, row in rows_of(path, LISTED)), default=date.min)
    return last if last > max((each.received for each in registered(data)), default=date.min) else None


def _day(text: str, line: int) -> date:
    """Read a day; a spreadsheet program may have written it otherwise."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        values = {"value": text, "column": "removed"}
        what = Message("“{value}” is not valid in the column “{column}”.", values)
        remedy = Message("Write it like {example}.", {"example": EXAMPLES["received"]})
        raise RegisterError([Problem(what, remedy, LIST, line)]) from None


def check_withdrawal(data: Path, source: Source) -> None:
    """KgError where nothing would be left to publish."""
    if [each.id for each in registered(data)] == [source.id]:
        template = "“{id}” is the only document: a release needs one. Add another first."
        raise KgError(Message(template, {"id": source.id}))


def withdraw(data: Path, source: Source, reason: str) -> Path:
    """Take a document out of the register, and give where its file is now; all of it, or nothing."""
    with locked(data):
        check_withdrawal(data, source)
        return _exchange(data, source, None, reason)


def replace(data: Path, source: Source, entry: Entry, reason: str) -> Path:
    """Put a document in the place of a registered one; give where the earlier file is now."""
    with locked(data):
        check_unregistered(data, entry.row["sha256"])
        return _exchange(data, source, entry, reason)


def _exchange(data: Path, source: Source, entry: Entry | None, reason: str) -> Path:
    before, row = data / source.path, row_of(data, source)
    aside = data / ASIDE / f"{source.id}-{source.sha256[:8]}{before.suffix}"
    target = data / entry.row["path"] if entry else before
    if target != before:
        check_free(target)
    aside.parent.mkdir(exist_ok=True)
    with _restored(data / REGISTER, data / ASIDE / LIST, before, target, aside):
        if before.exists():
            place(before, aside)
        _note(data / ASIDE / LIST, row | {"removed": date.today().isoformat(), "reason": reason})
        if entry:
            place(entry.file, target)
        put(data / REGISTER, without(data, source, entry))
        read_register(data / REGISTER)
        if entry is None or before != target:
            before.unlink(missing_ok=True)
    return aside


@contextmanager
def _restored(*paths: Path) -> Iterator[None]:
    """Bring files back as they were where something fails."""
    before = {path: path.read_bytes() if path.is_file() else None for path in paths}
    try:
        yield
    except BaseException:
        for path, content in before.items():
            if content is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(content)
        raise


def _note(path: Path, row: dict[str, str]) -> None:
    before = path.read_bytes() if path.exists() else f"{','.join(LISTED)}\n".encode("utf-8-sig")
    put(path, before + line_of(row, "\n", LISTED).encode())


def row_of(data: Path, source: Source) -> dict[str, str]:
    """Give the line of a document, as it is registered."""
    with (data / REGISTER).open(encoding="utf-8-sig", newline="") as stream:
        return next(row for row in csv.DictReader(stream) if row["source"].strip() == source.id)

"""Writes the form as one CSV file: its tables one below the other, as spreadsheet programs open it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from kg.authoring.filled import Filled
from kg.document.editions import head_of
from kg.document.form import GUIDE, ITEM, NOTE, PARTICULARS, TABLES, VALUE
from kg.document.instructions import INSTRUCTIONS
from kg.document.unexecuted import guarded


def write_csv(filled: Filled) -> bytes:
    """Write UTF-8 with a byte order mark, by which Excel knows it, and CRLF line ends (RFC 4180)."""
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\r\n").writerows(_rows(filled))
    return stream.getvalue().encode("utf-8-sig")


def _rows(filled: Filled) -> Iterator[list[str]]:
    yield [head_of(PARTICULARS.sheet)]
    yield [PARTICULARS.note]
    yield [ITEM, VALUE, NOTE]
    for field in PARTICULARS.columns:
        yield [field.label, guarded(filled.particulars.get(field.key, "")), field.note]
    yield []
    yield from _table(filled, "parties")
    for name in (name for name, table in TABLES.items() if table.sheet != PARTICULARS.sheet):
        yield []
        yield [head_of(TABLES[name].sheet)]
        yield from _table(filled, name)
    yield []
    yield [head_of(GUIDE)]
    yield from ([text] for text in INSTRUCTIONS)


def _table(filled: Filled, name: str) -> Iterator[list[str]]:
    table = TABLES[name]
    yield [table.note]
    yield [column.note for column in table.columns]
    yield table.labels
    for line in filled.lines(name):
        yield [guarded(line.get(column.key, "")) for column in table.columns]

"""Rows of a spreadsheet in the form → parts: its tables alone; what stands besides is remarked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg.document.editions import headed
from kg.document.form import PARTICULARS, SHEETS, TABLES, Column
from kg.document.instructions import OWN
from kg.document.parts import Kind, Parsed, Part, Place, Remark, row, single

Row = Sequence[tuple[str, Place]]


def is_form(rows: Iterable[Row]) -> bool:
    """Tell whether a row begins with the words that head a sheet of the form."""
    return any(cells and headed(cells[0][0]) for cells in rows)


def parse_form(rows: Iterable[Row]) -> Parsed:
    """Give the heads of sheets and tables, and their lines at full width."""
    found = list(_read(rows))
    parts = tuple(each for each in found if isinstance(each, Part))
    return Parsed(parts, tuple(each for each in found if isinstance(each, Remark)))


def _read(rows: Iterable[Row]) -> Iterator[Part | Remark]:
    sheet = ""
    columns: tuple[Column, ...] = ()
    for cells in rows:
        words = [text.strip() for text, _ in cells]
        width = len(columns)
        if not any(words):
            continue
        if name := headed(words[0]):
            sheet, columns, width = name, (), 1
            if name in SHEETS:
                yield single(Kind.HEADING, *cells[0])
        elif found := _head(sheet, words):
            columns, width = found, len(found)
            yield row(cells[:width])
        elif not columns and sheet == PARTICULARS.sheet and words[0] in PARTICULARS.labels:
            width = 2
            yield row(_wide(cells, width))
        elif any(words[:width]):
            yield row(_wide(cells, width))
        yield from _besides(cells[width:])


def _head(sheet: str, words: Sequence[str]) -> tuple[Column, ...]:
    """Give the columns of the sheet's table that has these words for its head; none otherwise."""
    tables = (table for table in TABLES.values() if table.sheet == sheet and table != PARTICULARS)
    return next((table.columns for table in tables if words[: len(table.columns)] == table.labels), ())


def _wide(cells: Row, width: int) -> Row:
    return [*cells[:width], *[("", ())] * (width - len(cells))]


def _besides(cells: Row) -> Iterator[Remark]:
    """Remark the words of a line outside of the tables, where they are not the form's own."""
    found = [(text.strip(), where) for text, where in cells if text.strip() and text.strip() not in OWN]
    if found:
        yield Remark("beside-form", " ".join(text for text, _ in found), found[0][1])

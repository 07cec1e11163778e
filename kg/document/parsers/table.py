"""CSV → parts: the rows of the table, or of the form, each cell with its row and column."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from kg.apart import RefusedError
from kg.document.parsers.encodings import decode
from kg.document.parsers.form import Row, is_form, parse_form
from kg.document.parts import Kind, Parsed, Part, place, row, single
from kg.document.unexecuted import unguarded


def parse(stream: BinaryIO, encoding: str) -> Parsed:
    """Read the rows; RefusedError with the line where quotation marks do not match."""
    text = decode(stream.read(), encoding or "utf-8")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        rows = [_cells(number, values) for number, values in enumerate(reader, start=1)]
    except csv.Error as error:
        raise RefusedError("csv", str(error), reader.line_num) from error
    if is_form(rows):
        return parse_form([[(unguarded(text), where) for text, where in cells] for cells in rows])
    return Parsed(tuple(_parts(rows)))


def _cells(number: int, values: list[str]) -> Row:
    return [
        (value.replace("\r\n", "\n").replace("\r", "\n"), place(row=number, column=column))
        for column, value in enumerate(values, start=1)
    ]


def _parts(rows: Iterable[Row]) -> Iterator[Part]:
    for each in rows:
        cells = list(each)
        while cells and not cells[-1][0].strip():
            cells.pop()
        if len(cells) == 1:
            yield single(Kind.PARAGRAPH, *cells[0])
        elif cells:
            yield row(cells)

"""CSV → parts: the rows of the table, each cell with its row and column."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from kg.apart import RefusedError
from kg.document.parsers.encodings import decode
from kg.document.parts import Kind, Parsed, Part, place, row, single


def parse(stream: BinaryIO, encoding: str) -> Parsed:
    """Read the rows; RefusedError with the line where quotation marks do not match."""
    text = decode(stream.read(), encoding or "utf-8")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        return Parsed(tuple(_rows(reader)))
    except csv.Error as error:
        raise RefusedError("csv", str(error), reader.line_num) from error


def _rows(reader: Iterator[list[str]]) -> Iterator[Part]:
    for number, values in enumerate(reader, start=1):
        cells = [
            (value.replace("\r\n", "\n").replace("\r", "\n"), place(row=number, column=column))
            for column, value in enumerate(values, start=1)
        ]
        while cells and not cells[-1][0].strip():
            cells.pop()
        if len(cells) == 1:
            yield single(Kind.PARAGRAPH, *cells[0])
        elif cells:
            yield row(cells)

"""The tables as one workbook, every cell as it is written.

A spreadsheet program that opens CSV guesses the encoding, takes 010006 for a number and =… for a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from unicodedata import east_asian_width
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.xml.constants import ARC_CORE
from openpyxl.xml.functions import tostring

from kg.release.columns import COLUMNS, TABLES, Column

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SEEN = 100
"""Rows by whose longest cells the columns are made wide enough, up to `WIDEST` half-width characters."""
WIDEST = 60
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first time that a zip can state."""


def write_workbook(tables: Mapping[str, Path], as_of: date) -> bytes:
    """Write a sheet of each table, given as CSV by name; equal tables of a day give equal bytes."""
    workbook = Workbook(write_only=True)
    for name, path in tables.items():
        with path.open(encoding="utf-8", newline="") as stream:
            _write(workbook.create_sheet(" ".join(TABLES[name].values())), COLUMNS[name], stream)
    saved = io.BytesIO()
    workbook.save(saved)
    workbook.properties.created = workbook.properties.modified = datetime.combine(as_of, time())
    return _dated(saved, tostring(workbook.properties.to_tree()))


def _write(sheet: WriteOnlyWorksheet, columns: Sequence[Column], stream: Iterator[str]) -> None:
    heads, rows = [" ".join(column.title.values()) for column in columns], list(csv.reader(stream))[1:]
    for at, cells in enumerate(zip(heads, *rows[:SEEN], strict=True), start=1):
        sheet.column_dimensions[get_column_letter(at)].width = min(WIDEST, max(map(_width, cells)) + 2)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{len(rows) + 1}"
    sheet.append([_text(sheet, head, bold=True) for head in heads])
    for row in rows:
        sheet.append(_cells(sheet, row, columns))


def _cells(sheet: WriteOnlyWorksheet, row: Sequence[str], columns: Sequence[Column]) -> Iterator[object]:
    for words, column in zip(row, columns, strict=True):
        yield int(words) if column.type == "integer" and words else _text(sheet, words)


def _text(sheet: WriteOnlyWorksheet, words: str, bold: bool = False) -> WriteOnlyCell:
    """Give a cell that is text, whatever it looks like."""
    cell = WriteOnlyCell(sheet, words)
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _width(words: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in words)


def _dated(saved: io.BytesIO, properties: bytes) -> bytes:
    """Pack a workbook again without the time at which it was saved."""
    packed = io.BytesIO()
    with ZipFile(saved) as before, ZipFile(packed, "w") as archive:
        for name in before.namelist():
            content = properties if name == ARC_CORE else before.read(name)
            archive.writestr(ZipInfo(name, EPOCH), content, ZIP_DEFLATED)
    return packed.getvalue()

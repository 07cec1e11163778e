"""Workbooks (.xlsx) → parts: the rows of every sheet that can be seen, each cell with its address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO
from zipfile import BadZipFile

import openpyxl
from openpyxl.cell import Cell, MergedCell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kg.apart import LARGE, RefusedError
from kg.document.parsers import archive
from kg.document.parts import Kind, Parsed, Part, Remark, place, row, single

CELLS = 2_000_000
VISIBLE = "visible"


def parse(stream: BinaryIO, encoding: str) -> Parsed:
    """Read the values that the cells show; a formula is never evaluated, its last value is in the file."""
    remarks = archive.check(stream, "xl/workbook.xml")
    values, formulas = _open(stream, data_only=True), _open(stream, data_only=False)
    parts: list[Part] = []
    for sheet in values.worksheets:
        if sheet.sheet_state != VISIBLE:
            remarks.append(Remark("hidden-sheet", sheet.title))
            continue
        remarks += _check_formulas(sheet, formulas[sheet.title])
        remarks += _hidden(sheet)
        parts += _rows(sheet)
    remarks += (Remark("chart-sheet", sheet.title) for sheet in values.chartsheets)
    return Parsed(tuple(parts), tuple(remarks))


def _open(stream: BinaryIO, data_only: bool) -> Workbook:
    stream.seek(0)
    try:
        return openpyxl.load_workbook(stream, data_only=data_only, keep_links=False)
    except (BadZipFile, KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise RefusedError("broken", f"{type(error).__name__}: {error}") from error


def _check_formulas(sheet: Worksheet, formulas: Worksheet) -> Iterator[Remark]:
    """Refuse a formula without a value; remark one that has it."""
    if sheet.max_row * sheet.max_column > CELLS:
        raise RefusedError(LARGE)
    for cell in (cell for line in formulas.iter_rows() for cell in line if cell.data_type == "f"):
        if sheet[cell.coordinate].value is None:
            raise RefusedError("formula", f"{sheet.title}!{cell.coordinate}")
        yield Remark("formula", place=place(sheet=sheet.title, cell=cell.coordinate))


def _hidden(sheet: Worksheet) -> Iterator[Remark]:
    for line in sheet.iter_rows():
        for cell in line:
            if cell.value is not None and _is_hidden(sheet, cell):
                yield Remark("hidden-cell", _text(cell), place(sheet=sheet.title, cell=cell.coordinate))


def _is_hidden(sheet: Worksheet, cell: Cell | MergedCell) -> bool:
    column = sheet.column_dimensions.get(cell.column_letter) if isinstance(cell, Cell) else None
    return bool(sheet.row_dimensions[cell.row].hidden or (column is not None and column.hidden))


def _rows(sheet: Worksheet) -> Iterator[Part]:
    """Give each row with a word in it; one with words in its first cell only is a paragraph."""
    for line in sheet.iter_rows():
        cells = [
            (_text(cell), place(sheet=sheet.title, cell=cell.coordinate)) for cell in _shown(sheet, line)
        ]
        while cells and not cells[-1][0].strip():
            cells.pop()
        if len(cells) == 1:
            yield single(Kind.PARAGRAPH, *cells[0])
        elif cells:
            yield row(cells)


def _shown(sheet: Worksheet, line: Sequence[Any]) -> list[Cell | MergedCell]:
    return [cell for cell in line if not _is_hidden(sheet, cell)]


def _text(cell: Cell | MergedCell) -> str:
    """Give the value as text; of merged cells the first has it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).replace("\r\n", "\n").replace("\r", "\n")

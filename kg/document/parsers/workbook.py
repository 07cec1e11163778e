"""Workbooks (.xlsx, .xlsm) → parts: the rows of every sheet that can be seen, each cell with its address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time
from typing import Any, BinaryIO
from zipfile import BadZipFile

import openpyxl
from openpyxl.cell import Cell, MergedCell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kg.apart import LARGE, RefusedError
from kg.document.form import FINDINGS_HEAD
from kg.document.parsers import archive
from kg.document.parsers.form import Row, is_form, parse_form
from kg.document.parts import NO_VALUE, Kind, Parsed, Part, Remark, place, row, single

CELLS = 2_000_000
VISIBLE = "visible"


def parse(stream: BinaryIO, encoding: str) -> Parsed:
    """Read the values that the cells show; a formula is never evaluated, its last value is in the file."""
    remarks = archive.check(stream, "xl/workbook.xml")
    values, formulas = _open(stream, data_only=True), _open(stream, data_only=False)
    sheets = []
    for sheet in values.worksheets:
        if sheet.sheet_state != VISIBLE:
            remarks.append(Remark("hidden-sheet", sheet.title))
        elif sheet["A1"].value == FINDINGS_HEAD:
            remarks.append(Remark("findings", sheet.title))
        else:
            remarks += _check_formulas(sheet, formulas[sheet.title])
            remarks += _hidden(sheet)
            sheets.append(sheet)
    remarks += (Remark("chart-sheet", sheet.title) for sheet in values.chartsheets)
    parsed = [*_parse_sheets(sheets)]
    remarks += (remark for each in parsed for remark in each.remarks)
    return Parsed(tuple(part for each in parsed for part in each.parts), tuple(remarks))


def _parse_sheets(sheets: Sequence[Worksheet]) -> Iterator[Parsed]:
    """Parse each sheet: in the form by its tables, else all its rows."""
    in_form = any(is_form([_row(sheet, line)]) for sheet in sheets for line in sheet.iter_rows(max_row=1))
    for sheet in sheets:
        if in_form:
            yield parse_form(_row(sheet, line) for line in sheet.iter_rows())
            yield Parsed((), tuple(_merged(sheet)))
        else:
            yield Parsed(tuple(_rows(sheet)))


def _row(sheet: Worksheet, line: Sequence[Any]) -> Row:
    """Give a line at full width; what is hidden is empty."""
    return [
        ("" if _is_hidden(sheet, cell) else _text(cell), place(sheet=sheet.title, cell=cell.coordinate))
        for cell in line
    ]


def _merged(sheet: Worksheet) -> Iterator[Remark]:
    for area in sheet.merged_cells.ranges:
        yield Remark("merged", area.coord, place(sheet=sheet.title, cell=area.coord.partition(":")[0]))


def _open(stream: BinaryIO, data_only: bool) -> Workbook:
    stream.seek(0)
    try:
        return openpyxl.load_workbook(stream, data_only=data_only, keep_links=False)
    except (BadZipFile, KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise RefusedError("broken", f"{type(error).__name__}: {error}") from error


def _check_formulas(sheet: Worksheet, formulas: Worksheet) -> Iterator[Remark]:
    """Remark each formula, and whether it has a value."""
    if sheet.max_row * sheet.max_column > CELLS:
        raise RefusedError(LARGE)
    for cell in (cell for line in formulas.iter_rows() for cell in line if cell.data_type == "f"):
        kind = "formula" if sheet[cell.coordinate].value is not None else NO_VALUE
        yield Remark(kind, f"{sheet.title}!{cell.coordinate}", place(sheet=sheet.title, cell=cell.coordinate))


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
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    return str(value).replace("\r\n", "\n").replace("\r", "\n")

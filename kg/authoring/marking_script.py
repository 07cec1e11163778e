"""Marks one workbook; run as a script, in a process of its own and within limits, it writes the copy."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import BadZipFile

import openpyxl
from openpyxl.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font
from openpyxl.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from kg.apart import LARGE, RefusedError, work_apart
from kg.document.form import FINDINGS, FINDINGS_HEAD
from kg.document.parsers import archive
from kg.document.parsers.script import LIMITS

AUTHOR = "kg check"
BEGIN = f"【{AUTHOR}】\n"
WIDTHS = (6, 10, 24, 110)
FIRST = 5


def main(order: str) -> None:
    """Copy standard input, marked as the file `order` says."""
    said = json.loads(Path(order).read_text(encoding="utf-8"))

    def write(stream: BinaryIO, output: BinaryIO) -> None:
        try:
            _mark(stream, said).save(output)
        except (BadZipFile, KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            raise RefusedError("broken", str(error)) from error
        except (MemoryError, RecursionError) as error:
            raise RefusedError(LARGE) from error

    work_apart(LIMITS, write)


def _mark(stream: BinaryIO, said: dict[str, Any]) -> Workbook:
    """Take away what an earlier check wrote, and write what this one found."""
    archive.check(stream, "xl/workbook.xml")
    workbook = openpyxl.load_workbook(stream, keep_links=False)
    for sheet in workbook.worksheets:
        if sheet["A1"].value == FINDINGS_HEAD:
            workbook.remove(sheet)
        else:
            _clear(sheet)
    for finding in said["findings"]:
        place = dict(map(tuple, finding["place"]))
        if "cell" in place and place.get("sheet") in workbook.sheetnames:
            _comment(workbook[place["sheet"]], place["cell"], finding["sentence"])
    _list(workbook, said)
    return workbook


def _clear(sheet: Worksheet) -> None:
    """Remove our comments; what somebody wrote above one of ours stays."""
    for line in sheet.iter_rows():
        for cell in line:
            if cell.comment and BEGIN in cell.comment.text:
                own = cell.comment.text.partition(BEGIN)[0].rstrip()
                cell.comment = Comment(own, cell.comment.author) if own else None


def _comment(sheet: Worksheet, address: str, sentence: str) -> None:
    """Write a comment at the cell, or at the first of the merged cells that it belongs to."""
    cell = sheet[address]
    if isinstance(cell, MergedCell):
        area = next(area for area in sheet.merged_cells.ranges if address in area)
        cell = sheet.cell(area.min_row, area.min_col)
    above, author = (cell.comment.text, cell.comment.author) if cell.comment else ("", AUTHOR)
    begin = "" if BEGIN in above else BEGIN
    text = "\n".join(filter(None, (above, begin + sentence)))
    cell.comment = Comment(text, author, height=60 + 18 * (len(text) // 20), width=320)


def _list(workbook: Workbook, said: dict[str, Any]) -> None:
    """Write all findings on a sheet of its own, before all others, each with a link to its cell."""
    sheet = workbook.create_sheet(_free_title(workbook), 0)
    sheet["A1"], sheet["A2"] = FINDINGS_HEAD, said["summary"]
    sheet["A1"].font = Font(size=14, bold=True)
    for column, (words, width) in enumerate(zip(said["head"], WIDTHS, strict=True), start=1):
        cell = sheet.cell(FIRST - 1, column, words)
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = width
    for number, finding in enumerate(said["findings"], start=1):
        _line(sheet, number, finding)
    sheet.freeze_panes = f"A{FIRST}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    for other in workbook.worksheets:
        other.sheet_view.tabSelected = other is sheet
    workbook.active = 0


def _line(sheet: Worksheet, number: int, finding: dict[str, Any]) -> None:
    place = dict(map(tuple, finding["place"]))
    where = f"{place['sheet']}!{place['cell']}" if "cell" in place else ""
    row = FIRST - 1 + number
    for column, words in enumerate((number, finding["grade"], where, finding["sentence"]), start=1):
        cell = sheet.cell(row, column, words)
        cell.data_type = "n" if column == 1 else "s"
        cell.alignment = Alignment(vertical="top", wrap_text=column > 1)
    if where:
        sheet.cell(row, 3).hyperlink = Hyperlink(ref=f"C{row}", location=_location(place))
        sheet.cell(row, 3).font = Font(color="0563C1", underline="single")


def _location(place: dict[str, str]) -> str:
    sheet = place["sheet"].replace("'", "''")
    return f"'{sheet}'!{place['cell']}"


def _free_title(workbook: Workbook) -> str:
    """Give the title of the sheet; another one where a sheet that is not ours has it."""
    titles = (FINDINGS, *(f"{FINDINGS}{number}" for number in range(2, 100)))
    return next(title for title in titles if title not in workbook.sheetnames)


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Writes the form as a workbook (.xlsx): lists to choose from, explanations, heads that are protected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from unicodedata import east_asian_width

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from kg.agreement.lexicon import Lexicon
from kg.authoring.filled import Filled, Line, options
from kg.document.editions import head_of
from kg.document.form import GUIDE, ITEM, NOTE, PARTICULARS, TABLES, VALUE, Column
from kg.document.instructions import INSTRUCTIONS
from kg.document.unexecuted import DANGEROUS
from kg.errors import KgError, Message

FONT = "Yu Gothic"
GREY = PatternFill("solid", fgColor="E7E6E6")
THIN = Side("thin", color="A6A6A6")
GRID = Border(THIN, THIN, THIN, THIN)
TEXT_FORMAT = "@"
LONGEST = 32_767
"""Characters that a cell may hold (Excel specifications and limits)."""
FIRST_LINE = 5
LINE_HEIGHT, PADDING = 1.4, 4.0
LISTS = {"initiatives": "取組一覧", "parties": "当事者一覧"}
"""Tables that name what the list of another's column offers, by the name of that range."""


def write_workbook(filled: Filled, lexicon: Lexicon) -> bytes:
    """Write the form, filled in or empty; KgError where a text is longer than a cell may be."""
    workbook = Workbook()
    workbook.add_named_style(_style_to_fill_in())
    _write_guide(workbook.active)
    for name in (name for name, table in TABLES.items() if table != PARTICULARS):
        sheet = workbook.create_sheet(TABLES[name].sheet)
        top = _write_particulars(sheet, filled, lexicon) if name == "parties" else 2
        _write_table(sheet, name, top, filled.lines(name), lexicon)
        _finish(sheet, "A2" if name == "parties" else f"A{FIRST_LINE}")
        _name_range(workbook, sheet, name, filled)
    workbook.active = 1 if filled.particulars else 0
    output = BytesIO()
    workbook.save(output)
    return output.getvalue()


def _write_guide(sheet: Worksheet) -> None:
    sheet.title = GUIDE
    _say(sheet["A1"], GUIDE, size=16, bold=True)
    for number, text in enumerate(INSTRUCTIONS, start=3):
        _say(sheet.cell(number, 1), text)
    sheet.column_dimensions["A"].width = 110
    _finish(sheet, "A2")


def _write_particulars(sheet: Worksheet, filled: Filled, lexicon: Lexicon) -> int:
    """Write the labelled lines; give the row below them."""
    _say(sheet["A1"], head_of(PARTICULARS.sheet), size=14, bold=True)
    _say(sheet["A2"], PARTICULARS.note, wrapped=False)
    for column, words in enumerate((ITEM, VALUE, NOTE), start=1):
        _head(sheet.cell(3, column), words)
    for row, field in enumerate(PARTICULARS.columns, start=4):
        _head(sheet.cell(row, 1), field.label)
        _fill_in(sheet.cell(row, 2), filled.particulars.get(field.key, ""))
        _say(sheet.cell(row, 3), field.note, size=9)
        if offered := options(lexicon, field):
            _offer(sheet, f"B{row}", _listed(offered), field)
    return 4 + len(PARTICULARS.columns) + 1


def _write_table(sheet: Worksheet, name: str, top: int, lines: Sequence[Line], lexicon: Lexicon) -> None:
    """Write a table whose note stands in row `top`: explanations, head, and the lines to fill in."""
    table = TABLES[name]
    if top == 2:
        _say(sheet["A1"], head_of(table.sheet), size=14, bold=True)
    _say(sheet.cell(top, 1), table.note, wrapped=False)
    count = max(table.lines, len(lines) + table.lines // 4)
    for number, column in enumerate(table.columns, start=1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = column.width
        _say(sheet.cell(top + 1, number), column.note, size=9)
        _head(sheet.cell(top + 2, number), column.label)
        for row in range(count):
            words = lines[row].get(column.key, "") if row < len(lines) else ""
            _fill_in(sheet.cell(top + 3 + row, number), words)
        area = f"{letter}{top + 3}:{letter}{top + 2 + count}"
        if column.options in LISTS:
            _offer(sheet, area, LISTS[column.options], column, strict=False)
        elif offered := options(lexicon, column):
            _offer(sheet, area, _listed(offered), column)


def _fit_heights(sheet: Worksheet) -> None:
    """Make each row as high as its words need: not every program does so by itself when it opens a file."""
    for row in sheet.iter_rows():
        needed = max(
            (_lines_in(sheet, cell) * cell.font.size * LINE_HEIGHT for cell in row if cell.value), default=0
        )
        if needed:
            sheet.row_dimensions[row[0].row].height = needed + PADDING


def _lines_in(sheet: Worksheet, cell: Cell) -> int:
    """Estimate the lines that the words take; a full-width character is two columns wide."""
    if not cell.alignment.wrap_text:
        return 1
    room = max(1, int(sheet.column_dimensions[cell.column_letter].width * 11 / cell.font.size) - 1)
    wide = (
        sum(1 + (east_asian_width(char) in "WFA") for char in line) for line in str(cell.value).split("\n")
    )
    return sum(max(1, -(-width // room)) for width in wide)


def _listed(offered: Iterable[str]) -> str:
    return f'"{",".join(offered)}"'


def _offer(sheet: Worksheet, area: str, formula: str, column: Column, strict: bool = True) -> None:
    """Let one choose in the cells; a list of another table warns only, since names may be added later."""
    rule = DataValidation("list", formula1=formula, allow_blank=True, showErrorMessage=True)
    rule.errorStyle = "stop" if strict else "warning"
    rule.errorTitle, rule.error = column.label, "一覧にない値です。一覧から選んでください。"
    rule.promptTitle, rule.prompt, rule.showInputMessage = column.label, column.note, True
    rule.add(area)
    sheet.add_data_validation(rule)


def _name_range(workbook: Workbook, sheet: Worksheet, table: str, filled: Filled) -> None:
    """Name the cells that another table's list offers: headings, and what the parties are called."""
    if table == "initiatives":
        _define(workbook, LISTS["initiatives"], f"'{sheet.title}'!$B${FIRST_LINE}:$B${sheet.max_row}")
    elif table == "parties":
        letter = "A" if filled.designated else "B"
        first = sheet.max_row - max(TABLES[table].lines, len(filled.lines(table))) + 1
        _define(workbook, LISTS["parties"], f"'{sheet.title}'!${letter}${first}:${letter}${sheet.max_row}")


def _define(workbook: Workbook, name: str, area: str) -> None:
    workbook.defined_names[name] = DefinedName(name, attr_text=area)


def _say(cell: Cell, words: str, size: int = 11, bold: bool = False, wrapped: bool = True) -> None:
    cell.value = words
    cell.font = Font(FONT, size, bold=bold, color="000000" if size > 9 else "595959")
    cell.alignment = Alignment(vertical="top", wrap_text=wrapped and not bold)


def _head(cell: Cell, words: str) -> None:
    _say(cell, words, bold=True)
    cell.fill, cell.border = GREY, GRID


def _fill_in(cell: Cell, words: str) -> None:
    """Write a text so that no program takes it for a formula, in a cell that is not locked."""
    if len(words) > LONGEST:
        raise KgError(
            Message(
                "A text is longer than a cell of a workbook may be ({limit} characters).", {"limit": LONGEST}
            )
        )
    cell.style = VALUE
    if words:
        cell.value = words
        cell.data_type = "s"
        cell.quotePrefix = bool(DANGEROUS.match(words))


def _style_to_fill_in() -> NamedStyle:
    """Give the style that the cells to fill in share, since there are many."""
    return NamedStyle(
        VALUE,
        font=Font(FONT, 11),
        border=GRID,
        alignment=Alignment(vertical="top", wrap_text=True),
        number_format=TEXT_FORMAT,
        protection=Protection(locked=False),
    )


def _finish(sheet: Worksheet, frozen: str) -> None:
    """Protect all but the cells to fill in, without a password; let widths and heights be changed."""
    _fit_heights(sheet)
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = sheet.protection.insertRows = False
    sheet.freeze_panes = frozen
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True

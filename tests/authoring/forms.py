"""Filled-in forms (synthetic), and what kg check wrote into them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kg.document.form import FINDINGS, PARTICULARS, TABLES
from tests.conftest import run_kg

SYNTHETIC = "これは試験のための架空の文書である。(synthetic)"
OPEN_ROLE = "必要な情報を提供する。"
ARTICLES = (
    ("第1条", "（目的）", "この協約は、圏域を形成することを目的とする。"),
    ("第2条", "", "甲及び乙は、連絡会議を置く。"),
)
# What only some agreements have, a cell each.
BESIDES = {
    "basis": "地方自治法第252条の2第1項",
    "term": "5年間",
    "renewal": "甲及び乙は、協議の上、この協約の期間を更新することができる。",
}
# Initiative (its line), party, label, words.
COSTS = (
    (1, "甲", "甲の費用分担", "全額"),
    (1, "乙", "", "なし"),
    (2, "", "費用負担", "費用は、甲及び乙が折半する。"),
    (3, "乙", "", "2分の1"),
)
STEPS = (("岡山市告示第12号", "令和7年3月28日"), ("総社市議会議決第5号", "令和7年3月21日"))
DECISION = ("主導", "編集担当", "2026-11-26", "前後の文から主導と分かるため。")


def exported(release: Path, agreement: str, path: Path) -> Path:
    """Give the agreement as kg export writes it."""
    run = run_kg("export", agreement, "--format", path.suffix[1:], "-o", path, "--release", release)
    assert run.returncode == 0, run.stdout + run.stderr
    return path


def row_of(sheet: Worksheet, table: str, line: int) -> int:
    """Give the row of a line of a table, counted from 1 below its head."""
    labels = TABLES[table].labels
    for row in sheet.iter_rows(max_col=len(labels)):
        if [cell.value for cell in row] == labels:
            return int(row[0].row) + line
    raise LookupError(table)


def address_of(workbook: Workbook, table: str, column: str, line: int = 1) -> tuple[str, str]:
    """Give sheet and cell of a column's value in the table's line, or of a labelled line."""
    sheet = workbook[TABLES[table].sheet]
    if table == "particulars":
        label = next(each.label for each in PARTICULARS.columns if each.key == column)
        row = next(cell.row for cell in sheet["A"] if cell.value == label)
        return sheet.title, f"B{row}"
    keys = [each.key for each in TABLES[table].columns]
    return sheet.title, f"{'ABCDEFGHI'[keys.index(column)]}{row_of(sheet, table, line)}"


def write(workbook: Workbook, table: str, column: str, value: object, line: int = 1) -> tuple[str, str]:
    """Write a value into a cell of the form; give its sheet and address."""
    sheet, address = address_of(workbook, table, column, line)
    workbook[sheet][address] = value
    return sheet, address


def complete(source: Path, target: Path) -> Path:
    """Fill in every column, among them a role that a person decided; rows without words go away."""
    workbook = openpyxl.load_workbook(source)
    write(workbook, "roles", "text", OPEN_ROLE)
    for column, words in zip(("kind", "who", "when", "why"), DECISION, strict=True):
        write(workbook, "roles", column, words)
    for column, words in BESIDES.items():
        write(workbook, "particulars", column, words)
    fill(workbook, "articles", ARTICLES)
    fill(workbook, "procedure", STEPS)
    fill(workbook, "costs", [(heading_of(workbook, line), *words) for line, *words in COSTS])
    for sheet in workbook.worksheets:
        filled = max(cell.row for row in sheet.iter_rows() for cell in row if cell.value is not None)
        sheet.delete_rows(filled + 1, sheet.max_row - filled)
    workbook.save(target)
    return target


def fill(workbook: Workbook, table: str, lines: Iterable[Iterable[object]]) -> None:
    """Write lines into a table, from its first."""
    for line, words in enumerate(lines, start=1):
        for column, value in zip(TABLES[table].columns, words, strict=True):
            write(workbook, table, column.key, value, line)


def heading_of(workbook: Workbook, line: int) -> str:
    """Give the heading of an initiative of the form."""
    sheet, address = address_of(workbook, "initiatives", "heading", line)
    return str(workbook[sheet][address].value)


def comments(path: Path) -> dict[tuple[str, str], str]:
    """Give the comments of a workbook by sheet and cell."""
    workbook = openpyxl.load_workbook(path)
    return {
        (sheet.title, cell.coordinate): cell.comment.text
        for sheet in workbook.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


def listed(path: Path) -> list[list[str]]:
    """Give the lines of the sheet that lists the findings: number, grade, place, sentence."""
    rows = openpyxl.load_workbook(path)[FINDINGS].iter_rows(min_row=5, values_only=True)
    return [[str(value or "") for value in row] for row in rows]


def register_options(**changes: str) -> list[str]:
    """Give what kg add would ask for, of a document without any source (synthetic)."""
    options = {"source": "case", "agreement": "case", "instrument": "first", "origin": SYNTHETIC} | changes
    return [part for name, value in options.items() for part in (f"--{name}", value)]

"""The workbook of the tables holds what the CSV files hold, every cell as it is written there."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from tests.web.site import Site

TABLES = "/dumps/latest/csv"
SHEETS = {"取組 initiatives": "initiatives", "役割 roles": "roles"}


@pytest.fixture(scope="module")
def workbook(seed_site: Site) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(seed_site.ask(f"{TABLES}/tables.xlsx").body))


def rows(workbook: Workbook, sheet: str) -> list[list[str]]:
    """Give what the cells show, without the heads."""
    found = [["" if cell is None else str(cell) for cell in row] for row in workbook[sheet].values]
    return found[1:]


@pytest.mark.parametrize(("sheet", "name"), SHEETS.items())
def test_it_has_the_rows_of_the_csv_files(sheet: str, name: str, workbook: Workbook, seed_site: Site) -> None:
    table = seed_site.ask(f"{TABLES}/{name}.csv").text
    assert rows(workbook, sheet) == list(csv.reader(io.StringIO(table, newline="")))[1:]


def test_codes_are_texts_and_positions_numbers(workbook: Workbook) -> None:
    sheet = workbook["役割 roles"]
    heads = [str(cell.value) for cell in sheet[1]]
    for word, type in (("コード", "s"), ("番号", "n")):
        (column,) = (at for at, head in enumerate(heads) if word in head)
        assert {row[column].data_type for row in sheet.iter_rows(min_row=2)} == {type}


@pytest.mark.parametrize("sheet", SHEETS)
def test_each_row_says_that_it_is_of_a_draft(sheet: str, workbook: Workbook) -> None:
    status = [cell.value for cell in workbook[sheet][1]].index("状態 status")
    assert {row[status] for row in rows(workbook, sheet)} == {"案"}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_of_downloads_leads_to_it(language: str, seed_site: Site) -> None:
    page = seed_site.ask(f"/dumps/?lang={language}", headers={"Accept": "text/html"}).text
    assert 'csv/tables.xlsx">' in page

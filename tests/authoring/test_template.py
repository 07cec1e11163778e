"""The form: what it offers to choose, what it protects, and that office programs open it."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from rdflib import Graph

from kg.document.form import TABLES
from kg.namespaces import RDF, RENKEI, SKOS
from tests.authoring.forms import address_of
from tests.conftest import ROOT, run_kg

OFFICE = shutil.which("soffice")
NO_OFFICE = pytest.mark.skipif(not OFFICE and "CI" not in os.environ, reason="LibreOffice is not installed")


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory in which the form was written both ways, under its own name."""
    directory = tmp_path_factory.mktemp("template")
    for form in ("xlsx", "csv"):
        run = run_kg("template", form, cwd=directory)
        assert run.returncode == 0, run.stderr
    return directory


@pytest.fixture(scope="module")
def workbook(directory: Path) -> Workbook:
    return openpyxl.load_workbook(directory / "連携協約記入様式-第2版.xlsx")


def offered(workbook: Workbook, table: str, column: str) -> list[str]:
    """The list of a cell: written out, or the name of other cells."""
    sheet, address = address_of(workbook, table, column)
    rules = workbook[sheet].data_validations.dataValidation
    formula = next(str(rule.formula1) for rule in rules if address in rule.sqref)
    return formula.strip('"').split(",")


def labels(scheme: str, with_notation: bool = False) -> set[str]:
    graph = Graph()
    for path in (ROOT / "ontology" / "concepts").glob("*.ttl"):
        graph.parse(path)
    concepts = graph.subjects(SKOS.inScheme, RENKEI[scheme])
    return {
        " ".join(
            [
                *(str(each) for each in graph.objects(concept, SKOS.notation) if with_notation),
                *(str(each) for each in graph.objects(concept, SKOS.prefLabel) if each.language == "ja"),  # type: ignore[attr-defined]
            ]
        )
        for concept in concepts
    }


@pytest.mark.parametrize(
    ("table", "column", "scheme"),
    [
        ("particulars", "covers", "Extents"),
        ("particulars", "status", "Statuses"),
        ("roles", "kind", "RoleKinds"),
    ],
)
def test_a_list_offers_the_concepts_of_its_scheme(
    table: str, column: str, scheme: str, workbook: Workbook
) -> None:
    assert set(offered(workbook, table, column)) == labels(scheme)


def test_the_list_of_pillars_offers_those_of_the_vocabulary(workbook: Workbook) -> None:
    schemes = (labels(scheme, with_notation=True) for scheme in ("PolicyPillars", "SettlementPolicyFields"))
    assert set(offered(workbook, "initiatives", "pillar")) == set().union(*schemes)


def test_a_list_is_short_enough_to_stand_in_its_cell(workbook: Workbook) -> None:
    """Excel takes a list of 255 characters; a longer one makes it repair the file."""
    rules = [rule for sheet in workbook.worksheets for rule in sheet.data_validations.dataValidation]
    assert max(len(str(rule.formula1).strip('"')) for rule in rules) <= 255


def test_kinds_of_instrument_are_the_classes_of_the_vocabulary(workbook: Workbook) -> None:
    graph = Graph().parse(ROOT / "ontology" / "renkei.ttl")
    kinds = {"ConcludingInstrument", "AmendingInstrument", "RestatingInstrument"}
    assert all((RENKEI[kind], RDF.type, None) in graph for kind in kinds)
    assert offered(workbook, "particulars", "kind") == ["締結の文書", "変更の文書", "全部変更の文書"]


def test_lists_of_other_tables_are_their_cells(workbook: Workbook) -> None:
    """Under a name: Excel keeps lists of another sheet, given as its cells, in a form that others drop."""
    for column, where in (("initiative", "'取組'!$B$5:$B$"), ("party", "'協約'!$A$")):
        for table in ("roles", "costs"):
            (name,) = offered(workbook, table, column)
            assert workbook.defined_names[name].attr_text.startswith(where)


def test_heads_are_protected_and_cells_to_fill_in_are_not(workbook: Workbook) -> None:
    for table, each in TABLES.items():
        sheet = workbook[each.sheet]
        assert sheet.protection.sheet
        for column in each.columns:
            name, address = address_of(workbook, table, column.key)
            assert not workbook[name][address].protection.locked
            assert workbook[name][address].number_format == "@"
        assert sheet["A1"].protection.locked


def test_the_form_explains_each_column_in_japanese(workbook: Workbook) -> None:
    words = {cell.value for sheet in workbook.worksheets for row in sheet.iter_rows() for cell in row}
    assert all(column.note in words for table in TABLES.values() for column in table.columns)


def test_the_csv_form_is_one_file_that_excel_knows_as_utf_8(directory: Path) -> None:
    content = (directory / "連携協約記入様式-第2版.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"\n" not in content.replace(b"\r\n", b"")
    rows = list(csv.reader(content.decode("utf-8-sig").splitlines()))
    assert all(table.labels in rows for table in list(TABLES.values())[1:])


def test_a_form_is_not_written_over_a_file(directory: Path) -> None:
    before = (directory / "連携協約記入様式-第2版.xlsx").read_bytes()
    run = run_kg("--lang", "ja", "template", "xlsx", cwd=directory)
    assert run.returncode == 1
    assert "上書きはしません" in run.stderr
    assert (directory / "連携協約記入様式-第2版.xlsx").read_bytes() == before


def test_an_empty_form_is_told_what_to_fill_in(directory: Path, workbook: Workbook) -> None:
    run = run_kg("--lang", "ja", "check", directory / "連携協約記入様式-第2版.csv")
    assert run.returncode == 1
    assert "「題名」が記入されていません" in run.stderr
    assert "当事者が二者以上記入されていません" in run.stderr


@NO_OFFICE
@pytest.mark.parametrize("kind", ["csv", "pdf", "xlsx"])
def test_libreoffice_opens_the_form(kind: str, directory: Path, tmp_path: Path) -> None:
    assert converted(directory / "連携協約記入様式-第2版.xlsx", kind, tmp_path).stat().st_size > 100


@NO_OFFICE
def test_libreoffice_opens_what_was_marked_and_keeps_its_comments(seed_form: Path, tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(seed_form)
    workbook["役割"]["B5"] = "丙"
    workbook.save(tmp_path / "wrong.xlsx")
    assert run_kg("check", tmp_path / "wrong.xlsx").returncode == 1
    again = converted(tmp_path / "wrong-確認結果.xlsx", "xlsx", tmp_path / "office")
    sheets = openpyxl.load_workbook(again)
    assert "丙" in sheets["役割"]["B5"].comment.text
    assert sheets["確認結果"]["D5"].value


@NO_OFFICE
def test_a_form_that_libreoffice_saved_is_read_as_before(seed_form: Path, tmp_path: Path) -> None:
    again = converted(seed_form, "xlsx", tmp_path / "office")
    run = run_kg("--lang", "en", "check", again)
    assert (run.returncode, run.stderr) == (0, "")
    assert "nothing to mend" in run.stdout


def converted(path: Path, kind: str, directory: Path) -> Path:
    """What LibreOffice makes of the file."""
    assert OFFICE
    profile = f"-env:UserInstallation=file://{directory}/profile"
    command = [OFFICE, profile, "--headless", "--convert-to", kind, "--outdir", str(directory), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return directory / f"{path.stem}.{kind}"

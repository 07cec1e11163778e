"""Shares of costs in sheet 費用 and in roles: each is held once, with its own place."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from rdflib import Graph, URIRef

from kg.document.form import TABLES
from kg.namespaces import RENKEI
from tests.authoring.forms import comments, exported, fill, heading_of, register_options, row_of, write
from tests.conftest import build, run_kg
from tests.document.test_formats import BASE, graph_of, places

CASES = json.loads(Path(__file__).with_name("costs.json").read_text(encoding="utf-8"))
GOOD, BAD = list(CASES["good"]), list(CASES["bad"])
CODES = {"331007": "甲", "332089": "乙"}


def filled_in(form: Path, cases: Mapping[str, Any], target: Path) -> Path:
    """Write each case (synthetic) into an initiative of its own: two roles, and its lines of costs."""
    workbook = openpyxl.load_workbook(form)
    costs = []
    for number, case in enumerate(cases.values()):
        for party, text in enumerate(case["roles"], start=1):
            write(workbook, "roles", "text", text, 2 * number + party)
            write(workbook, "roles", "kind", None, 2 * number + party)
        costs += [
            (heading_of(workbook, number + 1), *(cell or None for cell in line)) for line in case["lines"]
        ]
    fill(workbook, "costs", costs)
    workbook.save(target)
    return target


@pytest.fixture(scope="module")
def good(seed_form: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of one form that has all good cases."""
    directory = tmp_path_factory.mktemp("costs")
    (directory / "data").mkdir()
    form = filled_in(seed_form, CASES["good"], directory / "case.xlsx")
    run = run_kg("--lang", "en", "add", form, "--data", directory / "data", "--yes", *register_options())
    assert run.returncode == 0, run.stderr
    return build(directory, directory / "data")


@pytest.fixture(scope="module")
def graph(good: Path) -> Graph:
    return graph_of(good)


@pytest.mark.parametrize("case", GOOD)
def test_each_share_is_held_once_and_leads_to_its_sheet(case: str, graph: Graph) -> None:
    initiative = URIRef(f"{BASE}agreement/case/version/first/initiative/{GOOD.index(case) + 1}")
    shares = sorted(graph.objects(initiative, RENKEI.hasCostShare), key=str)
    found = [
        [
            str(graph.value(share, RENKEI.costText)),
            CODES.get(str(graph.value(share, RENKEI.shareOf)).rpartition("/")[2], ""),
            *{place.partition("&")[0] for place in places(graph, graph.value(share, RENKEI.costFrom))},
        ]
        for share in shares
    ]
    assert found == [
        [words, party, f"sheet={sheet}"] for words, party, sheet in CASES["good"][case]["shares"]
    ]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_form_with_them_is_exported_without_a_change(form: str, good: Path, tmp_path: Path) -> None:
    assert exported(good, "case", tmp_path / f"again.{form}").stat().st_size


def test_a_line_more_than_roles_say_is_refused_at_its_cell(seed_form: Path, tmp_path: Path) -> None:
    form = filled_in(seed_form, CASES["bad"], tmp_path / "bad.xlsx")
    run = run_kg("--lang", "ja", "check", form)
    assert run.returncode == 1
    first = row_of(openpyxl.load_workbook(form)[TABLES["costs"].sheet], "costs", 1)
    expected = set()
    for case in CASES["bad"].values():
        expected |= {("費用", f"D{first + line - 1}") for line in case["wrong"]}
        first += len(case["lines"])
    found = comments(tmp_path / "bad-確認結果.xlsx")
    assert set(found) == expected
    assert all("同じ費用分担が二度あります" in each for each in found.values())

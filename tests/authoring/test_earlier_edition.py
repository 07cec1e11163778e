"""A form that was filled in before the form had all its columns is still read."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

from kg.namespaces import RENKEI
from tests.authoring.forms import register_options
from tests.conftest import ROOT, build, registered, run_kg, write_register
from tests.document.test_formats import graph_of, said

FORMS = {path.suffix[1:]: path for path in (Path(__file__).parent / "first-edition").iterdir()}
TEXT = ROOT / "tests" / "agreements" / "term-with-its-years.txt"


def test_it_says_what_the_text_says_that_it_was_written_from(tmp_path: Path) -> None:
    data = tmp_path / "data"
    (data / "documents").mkdir(parents=True)
    shutil.copy(TEXT, data / "documents" / "txt.txt")
    write_register(data / "sources.csv", [registered(data / "documents" / "txt.txt")])
    for form, path in FORMS.items():
        options = register_options(source=form, agreement=form)
        run = run_kg("--lang", "en", "add", path, "--data", data, "--yes", *options)
        assert run.returncode == 0, run.stderr
    graph = graph_of(build(tmp_path, data))
    assert (None, RENKEI.untilText, None) in graph
    assert [form for form in sorted(FORMS) if said(graph, form) != said(graph, "txt")] == []


def test_what_is_missing_in_it_is_none_of_what_came_later(tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(FORMS["xlsx"])
    workbook["協約"].delete_rows(11)
    workbook.save(tmp_path / "a.xlsx")
    run = run_kg("--lang", "ja", "check", tmp_path / "a.xlsx")
    assert run.returncode == 1
    assert "「適用開始日」の行がありません" in run.stderr
    assert run.stderr.count("の行がありません") == 1


@pytest.mark.parametrize("form", FORMS)
def test_its_explanations_are_the_form_s_own_words(form: str, tmp_path: Path) -> None:
    """All that stands outside of its tables is what marks it as synthetic."""
    run = run_kg("--lang", "ja", "check", shutil.copy(FORMS[form], tmp_path))
    assert run.returncode == 0, run.stderr
    assert run.stdout.count("様式の欄の外") == run.stdout.count("(synthetic)") == 1

"""The corpus covers every layout and format, and docs/recognised.md lists it as it is."""

from __future__ import annotations

from kg.agreement.layouts import LAYOUTS
from tests.agreements.table import CASES, DOCUMENT, MARK, NAMES, layout_of, notes, table
from tests.document.test_formats import LAYOUTS as IN_ALL_FORMATS


def test_the_table_of_documents_is_that_of_the_corpus() -> None:
    assert DOCUMENT.read_text("utf-8").partition(MARK)[2].strip() == table().strip()


def test_every_good_document_is_noted_in_the_corpus() -> None:
    assert set(notes()) == {path.name.split(".")[0] for path in CASES.glob("*.expect.json")}


def test_there_are_documents_in_every_layout_and_one_of_each_in_every_format() -> None:
    assert len(LAYOUTS) == len(NAMES) - 1
    assert len(notes()) >= 30
    assert {layout_of(case) for case in notes()} == set(NAMES)
    assert {layout_of(case) for case in IN_ALL_FORMATS} == set(NAMES)


def test_every_document_says_that_it_is_made_up() -> None:
    texts = {path.stem: path.read_text(encoding="utf-8", errors="replace") for path in CASES.glob("*.txt")}
    assert [name for name, text in texts.items() if text.strip() and "synthetic" not in text] == []

"""Whatever is wrong in a cell of the form is reported at that cell, in each column."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from kg.document.form import TABLES
from tests.authoring.forms import address_of, comments, listed, write
from tests.conftest import Run, run_kg

# What no cell may hold.
ANYWHERE: dict[str, object] = {
    "masked": "○○町長",
    "unseen": "岡山\u200b市長",
    "formula": '="甲"&"の役割"',
}
REQUIRED = {
    "particulars": ("title", "kind", "agreement_title", "covers"),
    "parties": ("name",),
    "initiatives": ("pillar", "heading", "content"),
    "roles": ("initiative", "party", "text", "who", "when", "why"),
    "articles": ("number", "text"),
}
CHOSEN = {
    "particulars": ("kind", "covers", "status"),
    "initiatives": ("pillar",),
    "roles": ("initiative", "party", "kind"),
}
DATES = {"particulars": ("dated", "applicable_from", "applicable_until"), "roles": ("when",)}
# Table, column, line, value: what only this column can have wrong.
SPECIAL: dict[str, tuple[str, str, int, str]] = {
    "covers-another-part": ("particulars", "covers", 1, "協約全体"),
    "dates-that-differ": ("particulars", "dated", 1, "令和7年3月1日\n令和7年3月2日"),
    "designation-of-two-signs": ("parties", "designation", 1, "甲乙"),
    "designation-twice": ("parties", "designation", 2, "甲"),
    "name-unknown": ("parties", "name", 1, "岡山山市"),
    "name-of-several": ("parties", "name", 1, "府中市"),
    "names-of-two": ("parties", "name", 1, "岡山市\n総社市"),
    "party-twice": ("parties", "name", 2, "岡山市"),
    "person-named": ("parties", "signatory", 1, "岡山市長 架空 太郎"),
    "heading-twice": ("initiatives", "heading", 2, "新たな産業の創出及び地域産業の振興"),
    "two-roles": ("roles", "party", 2, "甲"),
    "kind-against-the-sentence": ("roles", "kind", 2, "主導"),
    "kind-left-open-against-the-sentence": ("roles", "kind", 2, "未分類"),
    "decision-not-needed": ("roles", "who", 2, "編集担当"),
    "article-without-number": ("articles", "number", 1, "目的"),
    "article-twice": ("articles", "number", 2, "第1条"),
    # Only the shapes know these.
    "ends-before-it-begins": ("particulars", "applicable_until", 1, "令和6年4月1日"),
    "before-the-law": ("particulars", "applicable_from", 1, "平成24年4月1日"),
}

# A shape that only warns.
NOTES = {"before-the-law"}


@dataclass(frozen=True)
class Violation:
    """A value that one cell of a complete form must not have, and the workbook that has it."""

    name: str
    table: str
    column: str
    line: int
    value: object
    file: str


def violations() -> Iterator[Violation]:
    """What is wrong anywhere stands in one workbook for all columns; else each in one of its own."""
    for name, value in ANYWHERE.items():
        for table, columns in TABLES.items():
            for column in columns.columns:
                yield Violation(f"{table}-{column.key}-{name}", table, column.key, 1, value, name)
    for kind, where, value in (
        ("empty", REQUIRED, None),
        ("not-listed", CHOSEN, "一覧にない値"),
        ("no-such-day", DATES, "令和7年2月30日"),
    ):
        for table, keys in where.items():
            for key in keys:
                name = f"{table}-{key}-{kind}"
                yield Violation(name, table, key, 1, value, name)
    for name, (table, key, line, value) in SPECIAL.items():
        yield Violation(name, table, key, line, value, name)


VIOLATIONS = list(violations())


@dataclass(frozen=True)
class Checked:
    """What one check said of all workbooks, and what it wrote into them."""

    run: Run
    comments: dict[str, dict[tuple[str, str], str]]
    listed: dict[str, list[list[str]]]


@pytest.fixture(scope="module")
def checked(complete_form: Path, tmp_path_factory: pytest.TempPathFactory) -> Checked:
    directory = tmp_path_factory.mktemp("violations")
    files = {each.file: [other for other in VIOLATIONS if other.file == each.file] for each in VIOLATIONS}
    for name, wrong in files.items():
        workbook = openpyxl.load_workbook(complete_form)
        for each in wrong:
            write(workbook, each.table, each.column, each.value, each.line)
        workbook.save(directory / f"{name}.xlsx")
    run = run_kg("--lang", "ja", "check", *sorted(directory.glob("*.xlsx")))
    marked = {name: directory / f"{name}-確認結果.xlsx" for name in files}
    return Checked(
        run,
        {name: comments(path) for name, path in marked.items()},
        {name: listed(path) for name, path in marked.items()},
    )


@pytest.fixture(scope="module")
def complete_workbook(complete_form: Path) -> Workbook:
    return openpyxl.load_workbook(complete_form)


def test_the_complete_form_has_nothing_to_mend(complete_form: Path) -> None:
    run = run_kg("--lang", "en", "check", complete_form)
    assert (run.returncode, run.stderr) == (0, "")
    assert "nothing to mend" in run.stdout


def test_every_column_is_violated() -> None:
    columns = {(table, column.key) for table, each in TABLES.items() for column in each.columns}
    assert {(each.table, each.column) for each in VIOLATIONS} == columns


@pytest.mark.parametrize("violation", VIOLATIONS, ids=lambda each: each.name)
def test_a_violation_is_reported_at_its_cell(
    violation: Violation, checked: Checked, complete_workbook: Workbook
) -> None:
    place = address_of(complete_workbook, violation.table, violation.column, violation.line)
    comment = checked.comments[violation.file][place]
    assert comment.startswith("【kg check】")
    assert "。" in comment
    grades = {
        grade
        for _, grade, where, sentence in checked.listed[violation.file]
        if where == "!".join(place) and sentence in comment
    }
    assert grades == {"確認" if violation.name in NOTES else "誤り"}
    said = checked.run.stdout if violation.name in NOTES else checked.run.stderr
    assert f"{violation.file}.xlsx (シート「{place[0]}」、セル {place[1]})" in said


def test_every_sentence_is_japanese_and_names_no_property_of_the_vocabulary(checked: Checked) -> None:
    assert checked.run.returncode == 1
    assert "renkei:" not in checked.run.stderr
    lines = checked.run.stderr.splitlines()
    assert [line for line in lines if not any("ぁ" <= char <= "ん" for char in line)] == []


def changed(path: Path, target: Path, change: Callable[[Workbook], object]) -> Path:
    workbook = openpyxl.load_workbook(path)
    change(workbook)
    workbook.save(target)
    return target


def test_several_errors_in_a_cell_stand_in_one_comment(complete_form: Path, tmp_path: Path) -> None:
    path = changed(
        complete_form, tmp_path / "a.xlsx", lambda book: write(book, "parties", "signatory", "○○町長 架空")
    )
    run_kg("--lang", "ja", "check", path)
    place = address_of(openpyxl.load_workbook(path), "parties", "signatory")
    assert comments(tmp_path / "a-確認結果.xlsx")[place].count("。") >= 4


def test_an_error_in_the_list_of_all_leads_to_its_cell(complete_form: Path, tmp_path: Path) -> None:
    path = changed(complete_form, tmp_path / "a.xlsx", lambda book: write(book, "roles", "party", "丙"))
    run_kg("check", path)
    sheet = openpyxl.load_workbook(tmp_path / "a-確認結果.xlsx")["確認結果"]
    assert sheet["C5"].hyperlink.location == "'役割'!B5"


def test_what_was_marked_can_be_mended_and_checked_again(complete_form: Path, tmp_path: Path) -> None:
    """The copy is the same workbook: mended, it has no comments of an earlier check and no errors."""
    path = changed(complete_form, tmp_path / "a.xlsx", lambda book: write(book, "roles", "party", "丙"))
    assert run_kg("check", path).returncode == 1
    marked = tmp_path / "a-確認結果.xlsx"
    mended = changed(marked, tmp_path / "mended.xlsx", lambda book: write(book, "roles", "party", "甲"))
    run = run_kg("--lang", "en", "check", mended, "-o", tmp_path / "again.xlsx")
    assert run.returncode == 0, run.stderr
    assert comments(tmp_path / "again.xlsx") == {}


def test_a_comment_of_the_editor_s_own_stays(complete_form: Path, tmp_path: Path) -> None:
    def annotate(book: Workbook) -> None:
        sheet, cell = write(book, "roles", "party", "丙")
        book[sheet][cell].comment = openpyxl.comments.Comment("要確認", "担当")

    path = changed(complete_form, tmp_path / "a.xlsx", annotate)
    run_kg("check", path)
    place = address_of(openpyxl.load_workbook(path), "roles", "party")
    assert comments(tmp_path / "a-確認結果.xlsx")[place].startswith("要確認\n【kg check】")
    run_kg("check", tmp_path / "a-確認結果.xlsx", "-o", tmp_path / "again.xlsx")
    assert comments(tmp_path / "again.xlsx")[place].count("【kg check】") == 1


def test_the_file_itself_is_never_changed_and_nothing_is_overwritten(
    complete_form: Path, tmp_path: Path
) -> None:
    path = changed(complete_form, tmp_path / "a.xlsx", lambda book: write(book, "roles", "party", "丙"))
    before = path.read_bytes()
    for name in ("a-確認結果.xlsx", "a-確認結果-2.xlsx"):
        run_kg("check", path)
        assert (tmp_path / name).exists()
    run = run_kg("--lang", "en", "check", path, "-o", path)
    assert run.returncode == 1
    assert "is there already" in run.stderr
    assert path.read_bytes() == before

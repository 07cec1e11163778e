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

# A shape that only warns.
BEFORE_THE_LAW = "before-the-law"
# What no cell may hold.
ANYWHERE: dict[str, object] = {
    "masked": "○○町長",
    "unseen": "岡山\u200b市長",
    "formula": '="甲"&"の役割"',
}
NOT_FILLED_IN, NOT_LISTED, NO_DAY = "記入されていません", "一覧にない値", "令和7年2月30日"
# Table, column, line, value, words of what is said: what is wrong in cells of one workbook, each said in
# spite of the others; what only the shapes know needs one of its own, and so does what would hide another.
WORKBOOKS: dict[str, list[tuple[str, str, int, str | None, str]]] = {
    "empty": [
        *(("particulars", key, 1, None, NOT_FILLED_IN) for key in ("title", "kind", "covers")),
        ("parties", "name", 1, None, NOT_FILLED_IN),
        ("initiatives", "pillar", 1, None, NOT_FILLED_IN),
        ("initiatives", "heading", 2, None, NOT_FILLED_IN),
        ("initiatives", "content", 3, None, NOT_FILLED_IN),
        ("roles", "who", 1, None, "種類「主導」を読み取れません"),
        ("roles", "when", 1, None, "種類「主導」を読み取れません"),
        ("roles", "why", 1, None, "種類「主導」を読み取れません"),
        ("roles", "initiative", 2, None, NOT_FILLED_IN),
        ("roles", "party", 3, None, NOT_FILLED_IN),
        ("roles", "text", 4, None, NOT_FILLED_IN),
        ("costs", "initiative", 1, None, NOT_FILLED_IN),
        ("costs", "text", 2, None, NOT_FILLED_IN),
        ("articles", "number", 1, None, NOT_FILLED_IN),
        ("articles", "text", 2, None, NOT_FILLED_IN),
        ("procedure", "words", 1, None, NOT_FILLED_IN),
    ],
    "not-listed": [
        *(("particulars", key, 1, NOT_LISTED, "にありません") for key in ("kind", "covers", "status")),
        ("initiatives", "pillar", 1, NOT_LISTED, "という柱はありません"),
        ("roles", "kind", 1, NOT_LISTED, "にありません"),
        ("roles", "initiative", 2, NOT_LISTED, "シート「取組」に"),
        ("roles", "party", 3, NOT_LISTED, "という当事者はありません"),
        ("costs", "initiative", 1, NOT_LISTED, "シート「取組」に"),
        ("costs", "party", 2, "丙", "という当事者はありません"),
    ],
    "no-such-day": [
        *(("particulars", key, 1, NO_DAY, "日付として読めません") for key in ("dated", "applicable_from")),
        ("particulars", "applicable_until", 1, NO_DAY, "日付として読めません"),
        ("particulars", "agreement_title", 1, None, NOT_FILLED_IN),
        ("roles", "when", 1, NO_DAY, "年月日として"),
        ("procedure", "dated", 1, NO_DAY, "日付として読めません"),
        ("procedure", "dated", 2, "3月末", "日付として読めません"),
    ],
    "of-all-sorts": [
        ("particulars", "covers", 1, "協約全体", "組み合わせられません"),
        ("particulars", "dated", 1, "令和7年3月1日\n令和7年3月2日", "一致しません"),
        ("particulars", "basis", 1, "民法第139条", "「民法第139条」は、読み取れる規定では"),
        ("particulars", "term", 1, "5", "年数ではありません"),
        ("particulars", "renewal", 1, "期間は、5年とする。", "更新することを定める一つの文では"),
        ("parties", "signatory", 1, "岡山市長 架空 太郎", "職名だけ"),
        ("initiatives", "heading", 2, "新たな産業の創出及び地域産業の振興", "二度あります"),
        ("roles", "kind", 2, "主導", "協力（「協力して」）と読み取れます"),
        ("roles", "kind", 10, "未分類", "と読み取れます"),
        ("roles", "who", 6, "編集担当", "人の判断は要りません"),
        ("roles", "party", 8, "甲", "役割が二行あります"),
        ("costs", "text", 1, "0.5", "負担するのかが分かりません"),
        ("costs", "text", 2, "―", "負担するのかが分かりません"),
        ("costs", "text", 3, "2026-01-02", "負担するのかが分かりません"),
        ("costs", "text", 4, "01:02:00", "負担するのかが分かりません"),
        ("articles", "number", 1, "目的", "条の番号として"),
        ("procedure", "words", 1, "岡山市告示", "番号のある告示でも"),
        ("procedure", "words", 2, "令和7年3月21日 総社市議会議決第5号", "番号のある告示でも"),
        ("procedure", "words", 3, "議案第5号", "番号のある告示でも"),
        ("procedure", "words", 4, "架空市告示第1号", "「架空市」という地方公共団体"),
    ],
    "twice": [
        ("particulars", "basis", 1, "地方自治法第252条の2第1項及び第96条第2項", "「第96条第2項」は"),
        ("particulars", "term", 1, "0年間", "このような年数の期間はありません"),
        (
            "particulars",
            "renewal",
            1,
            "甲及び乙は、協議する。この協約の期間は、更新する。",
            "更新することを定める一つの文では",
        ),
        ("parties", "designation", 2, "甲", "二つあります"),
        ("articles", "number", 2, "第1条", "二度記入されています"),
        ("costs", "party", 2, "甲", ""),
        ("costs", "text", 2, "全額", "同じ費用分担が二度あります"),
        ("procedure", "words", 2, "岡山市告示第12号", "二度記入されています"),
    ],
    "two-signs": [
        ("parties", "designation", 1, "甲乙", "呼称として"),
        ("parties", "name", 2, "岡山山市", "「岡山山市」という地方公共団体"),
        ("particulars", "term", 1, "99999999999年間", "このような年数の期間はありません"),
    ],
    "several": [
        ("parties", "name", 1, "府中市", "複数あります"),
        ("particulars", "applicable_until", 1, "令和11年3月31日", ""),
        ("particulars", "term", 1, "5年間", "2030-03-31"),
    ],
    "names-of-two": [
        ("parties", "name", 1, "岡山市\n総社市", "別々の"),
        ("particulars", "term", 1, None, ""),
        ("particulars", "renewal", 1, "この協約の期間は、更新する。", "更新される期間が記入されていません"),
    ],
    "party-twice": [("parties", "name", 2, "岡山市", "二度記入されています")],
    "ends-before-it-begins": [
        ("particulars", "term", 1, None, ""),
        ("particulars", "applicable_until", 1, "令和6年4月1日", "適用"),
    ],
    BEFORE_THE_LAW: [("particulars", "applicable_from", 1, "平成24年4月1日", "")],
}


@dataclass(frozen=True)
class Violation:
    """A value that a cell of a complete form must not have, the workbook that has it, what is said."""

    table: str
    column: str
    line: int
    value: object
    file: str
    said: str

    @property
    def name(self) -> str:
        return f"{self.table}-{self.column}-{self.line}-{self.file}"


def violations() -> Iterator[Violation]:
    """What no cell may hold stands in one workbook for all columns."""
    for name, value in ANYWHERE.items():
        for table, columns in TABLES.items():
            for column in columns.columns:
                yield Violation(table, column.key, 1, value, name, "")
    for name, cells in WORKBOOKS.items():
        for table, key, line, value, said in cells:
            yield Violation(table, key, line, value, name, said)


VIOLATIONS = list(violations())
REPORTED = [each for each in VIOLATIONS if each.said or each.file in (*ANYWHERE, BEFORE_THE_LAW)]


@dataclass(frozen=True)
class Checked:
    """What one check said of all workbooks, and what it wrote into them."""

    directory: Path
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
        directory,
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
    assert {(each.table, each.column) for each in REPORTED} == columns


def test_every_column_that_is_required_is_left_empty() -> None:
    required = {
        (table, each.key) for table, columns in TABLES.items() for each in columns.columns if each.required
    }
    assert required <= {(each.table, each.column) for each in REPORTED if each.value is None}


def test_every_column_with_a_list_has_a_value_that_is_not_on_it() -> None:
    offered = {
        (table, each.key) for table, columns in TABLES.items() for each in columns.columns if each.options
    }
    assert {(each.table, each.column) for each in REPORTED if each.file == "not-listed"} == offered


@pytest.mark.parametrize("violation", REPORTED, ids=lambda each: each.name)
def test_a_violation_is_reported_at_its_cell(
    violation: Violation, checked: Checked, complete_workbook: Workbook
) -> None:
    place = address_of(complete_workbook, violation.table, violation.column, violation.line)
    comment = checked.comments[violation.file][place]
    assert comment.startswith("【kg check】")
    assert "。" in comment
    assert violation.said in comment
    grades = {
        grade
        for _, grade, where, sentence in checked.listed[violation.file]
        if where == "!".join(place) and sentence in comment
    }
    warned = violation.file == BEFORE_THE_LAW
    assert grades == {"確認" if warned else "誤り"}
    said = checked.run.stdout if warned else checked.run.stderr
    assert f"{violation.file}.xlsx (シート「{place[0]}」、セル {place[1]})" in said


# Workbooks of which all is said before the shapes are asked, and words of what is said.
IN_ENGLISH = {
    "of-all-sorts": (
        "names no provision that is known",
        "is no number of years",
        "is not one sentence that says that the term is renewed",
        "does not say who bears which costs",
        "is neither a notice with its number nor a resolution",
        "No local government is called 架空市",
    ),
    "twice": ("There is no such number of years: 0年間", "The same share stands twice: “全額”"),
    "several": ("ends on 2030-03-31, but the last day is 令和11年3月31日",),
    "names-of-two": ("A renewal is filled in, but no term that could be renewed",),
}


def test_the_same_is_said_in_english_at_the_same_cells(checked: Checked) -> None:
    run = run_kg("--lang", "en", "check", *(checked.directory / f"{name}.xlsx" for name in IN_ENGLISH))
    for name, sentences in IN_ENGLISH.items():
        found = listed(checked.directory / f"{name}-確認結果-2.xlsx")
        assert [line[2] for line in found] == [line[2] for line in checked.listed[name]]
        assert [words for words in sentences if not any(words in line[3] for line in found)] == []
        assert all(words in run.stderr for words in sentences)


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

"""Workbooks as they come from offices, and from worse places: read, refused or remarked, and always said."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from tests.authoring.forms import comments, write
from tests.conftest import run_kg
from tests.document.test_bad_files import OLD_OFFICE, altered

MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
EXTERNAL = (
    '<Relationship Id="rId999" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink" '
    'Target="https://example.org/other.xlsx" TargetMode="External"/></Relationships>'
)

Change = Callable[[Path], object]


def edited(change: Callable[[Workbook], object]) -> Change:
    def edit(path: Path) -> None:
        workbook = openpyxl.load_workbook(path)
        change(workbook)
        workbook.save(path)

    return edit


def hide_row(workbook: Workbook) -> None:
    workbook["役割"].row_dimensions[6].hidden = True


def hide_sheet(workbook: Workbook) -> None:
    workbook["役割"].sheet_state = "hidden"


def merge(workbook: Workbook) -> None:
    workbook["役割"].merge_cells("A5:A6")


def write_beside(workbook: Workbook) -> None:
    workbook["役割"]["J5"] = "欄外の覚え書き"


def add_sheet(workbook: Workbook) -> None:
    workbook.create_sheet("メモ")["A1"] = "別のシートの覚え書き"


def drop_sheet(workbook: Workbook) -> None:
    del workbook["役割"]


def rename_head(workbook: Workbook) -> None:
    workbook["役割"]["C4"] = "やくわり"


def drop_label(workbook: Workbook) -> None:
    workbook["協約"].delete_rows(5)


def term_in_an_article(workbook: Workbook) -> None:
    write(workbook, "articles", "text", "この協約の期間は、令和7年4月1日から令和13年3月31日までとする。", 2)


def macros(path: Path) -> None:
    altered(path, "xl/vbaProject.bin", lambda _: b"macro")
    altered(path, "[Content_Types].xml", lambda xml: xml.replace(SHEET.encode(), MACROS.encode()))


def external(path: Path) -> None:
    altered(
        path, "xl/_rels/workbook.xml.rels", lambda xml: xml.replace(b"</Relationships>", EXTERNAL.encode())
    )


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def encrypted(path: Path) -> None:
    path.write_bytes(OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"))


def bomb(path: Path) -> None:
    altered(path, "xl/media/image1.png", lambda _: bytes(65 << 20))


def unsafe_member(path: Path) -> None:
    altered(path, "../../etc/form.xml", lambda _: b"<a/>")


def doctype(path: Path) -> None:
    declaration = b'<!DOCTYPE w [<!ENTITY a "aaa">]>'
    altered(path, "xl/workbook.xml", lambda xml: xml.replace(b"<workbook", declaration + b"<workbook", 1))


def as_pdf(path: Path) -> None:
    path.write_bytes(b"%PDF-1.4\n")


def not_filled(path: Path) -> None:
    """A workbook in no form, and without an agreement."""
    openpyxl.Workbook().save(path)


# File, what happened to it, whether it is to be mended, what is said in both languages, the marked cell.
FILES: dict[str, tuple[Change, bool, str, str, tuple[str, str] | None]] = {
    "hidden-row.xlsx": (
        edited(hide_row),
        True,
        "sheet “役割”, cell B6): A cell of a hidden row",
        "非表示の行",
        ("役割", "B6"),
    ),
    "hidden-sheet.xlsx": (edited(hide_sheet), True, "form's table", "様式の表", None),
    "merged.xlsx": (
        edited(merge),
        True,
        "Cells are merged here (A5:A6)",
        "セルが結合されています",
        ("役割", "A5"),
    ),
    "beside.xlsx": (
        edited(write_beside),
        False,
        "outside of the form's tables",
        "様式の欄の外",
        ("役割", "J5"),
    ),
    "another-sheet.xlsx": (
        edited(add_sheet),
        False,
        "outside of the form's tables",
        "様式の欄の外",
        ("メモ", "A1"),
    ),
    "no-sheet.xlsx": (edited(drop_sheet), True, "Restore the sheet “役割”", "様式のシート「役割」", None),
    "another-head.xlsx": (
        edited(rename_head),
        True,
        "Restore the sheet “役割”",
        "様式のシート「役割」",
        ("役割", "C4"),
    ),
    "no-label.xlsx": (edited(drop_label), True, "line “題名” is missing", "「題名」の行がありません", None),
    "term.xlsx": (
        edited(term_in_an_article),
        False,
        "do not say the same. Write 適用開始日",
        "期間の欄の記入と一致しません",
        ("条文", "C6"),
    ),
    "macros.xlsm": (macros, False, "holds macros; they were ignored", "マクロ", None),
    "external.xlsx": (
        external,
        False,
        "refers to “https://example.org/other.xlsx”",
        "https://example.org/other.xlsx",
        None,
    ),
    "truncated.xlsx": (truncated, True, "damaged or cut off", "壊れているか", None),
    "encrypted.xlsx": (encrypted, True, "protected with a password", "パスワード", None),
    "bomb.xlsx": (bomb, True, "unpacks to far more", "展開すると", None),
    "unsafe.xlsx": (unsafe_member, True, "unsafe name", "安全でない", None),
    "doctype.xlsx": (doctype, True, "document type declaration", "文書型宣言", None),
    "wrong-suffix.xlsx": (as_pdf, True, "named .xlsx, but its content is: PDF", "中身は PDF", None),
    "blank.xlsx": (not_filled, True, "holds no text", "文字がありません", None),
}


@dataclass(frozen=True)
class Checked:
    """What one check said of all files, by line, and where they are."""

    language: str
    directory: Path
    lines: list[str]

    def said_of(self, name: str) -> str:
        """Give the lines that name the file, or the copy of it that was marked."""
        return "\n".join(line for line in self.lines if name in line or f"{Path(name).stem}-" in line)


@pytest.fixture(scope="module", params=["en", "ja"])
def checked(
    request: pytest.FixtureRequest, complete_form: Path, tmp_path_factory: pytest.TempPathFactory
) -> Checked:
    directory = tmp_path_factory.mktemp("bad")
    for name, (change, *_) in FILES.items():
        change(Path(shutil.copy(complete_form, directory / name)))
    run = run_kg("--lang", request.param, "check", *(directory / name for name in FILES))
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    return Checked(request.param, directory, [*run.stdout.splitlines(), *run.stderr.splitlines()])


@pytest.mark.parametrize("name", FILES)
def test_a_workbook_is_checked_and_what_is_odd_is_said(name: str, checked: Checked) -> None:
    wrong, english, japanese, cell = FILES[name][1:]
    said = checked.said_of(name)
    assert (english if checked.language == "en" else japanese) in said
    nothing = "nothing to mend" if checked.language == "en" else "直すところはありません"
    assert (nothing in said) is not wrong
    marked = checked.directory / f"{Path(name).stem}-確認結果.xlsx"
    if cell:
        assert cell in comments(marked)
    if name.endswith(".xlsm"):
        assert b"vbaProject" not in marked.read_bytes()
        no_macros = "no macros" if checked.language == "en" else "マクロは含めていません"
        assert any(no_macros in line for line in checked.lines)


def test_a_formula_is_read_by_its_last_value_and_said(complete_form: Path, tmp_path: Path) -> None:
    """The value was calculated elsewhere; here it is the cell's text."""

    def formula(xml: bytes) -> bytes:
        start = xml.index(b'<c r="C7"')
        end = xml.index(b"</c>", start)
        value = '<c r="C7" t="str"><f>"a"&amp;"b"</f><v>圏域の中心となって取り組む。</v>'
        return xml[:start] + value.encode() + xml[end:]

    path = Path(shutil.copy(complete_form, tmp_path / "formula.xlsx"))
    altered(path, "xl/worksheets/sheet4.xml", formula)
    run = run_kg("--lang", "ja", "check", path)
    assert run.returncode == 0, run.stderr
    assert "セル C7): 数式です" in run.stdout
    assert ("役割", "C7") in comments(tmp_path / "formula-確認結果.xlsx")


def test_other_documents_are_checked_too(tmp_path: Path) -> None:
    """Any that is supported; what is wrong is told with its line."""
    path = tmp_path / "協約.txt"
    path.write_text("○○町連携協約\n", encoding="cp932")
    run = run_kg("--lang", "ja", "check", path)
    assert run.returncode == 1
    assert "協約.txt:1: " in run.stderr
    assert list(tmp_path.iterdir()) == [path]


def test_a_date_that_the_program_keeps_as_a_date_is_read(complete_form: Path, tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(complete_form)
    write(workbook, "particulars", "applicable_from", datetime(2025, 4, 1))
    workbook.save(tmp_path / "date.xlsx")
    assert run_kg("check", tmp_path / "date.xlsx").returncode == 0


def test_several_files_have_several_answers(complete_form: Path, tmp_path: Path) -> None:
    good, bad = (Path(shutil.copy(complete_form, tmp_path / name)) for name in ("good.xlsx", "bad.xlsx"))
    edited(rename_head)(bad)
    run = run_kg("--lang", "en", "check", good, bad)
    assert run.returncode == 1
    assert "good.xlsx: there is nothing to mend." in run.stdout
    assert "bad.xlsx: " in run.stderr
    assert run_kg("check", good, bad, "-o", tmp_path / "one.xlsx").returncode == 2

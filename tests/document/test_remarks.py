"""What of an original is not in its text, or is not where one looks for it, is read or said: never lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.conftest import ROOT, registered, run_kg, write_register
from tests.document.renditions import write_docx, write_html, write_xlsx
from tests.document.test_bad_files import altered

TEXT = (ROOT / "tests" / "agreements" / "plain.txt").read_text(encoding="utf-8")
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BOXED = "<w:txbxContent><w:p><w:r><w:t>囲みの中の文。</w:t></w:r></w:p></w:txbxContent>"
BOX = f"""<w:r {{w}}><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">
<mc:Choice Requires="wps"><w:drawing>{BOXED}</w:drawing></mc:Choice>
<mc:Fallback><w:pict>{BOXED}</w:pict></mc:Fallback>
</mc:AlternateContent></w:r>"""
CONTROL = "<w:sdt {w}><w:sdtContent><w:p><w:r><w:t>入力欄の文。</w:t></w:r></w:p></w:sdtContent></w:sdt>"
HIDDEN = "<w:r {w}><w:rPr><w:vanish/></w:rPr><w:t>隠れた文。</w:t></w:r>"
RUBY = """<w:r {w}><w:ruby><w:rt><w:r><w:t>るび</w:t></w:r></w:rt>
<w:rubyBase><w:r><w:t>本文の字。</w:t></w:r></w:rubyBase></w:ruby></w:r>"""


def word_with(change: Callable[..., object]) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        document = docx.Document(str(write_docx(TEXT, path)))
        change(document)
        document.save(str(path))

    return write


def added(xml: str) -> Callable[[Path], None]:
    """The element at the end of the paragraph 附 則."""
    element = xml.replace("{w}", nsdecls("w"))
    return word_with(lambda document: heading(document).append(parse_xml(element)))


def heading(document: docx.document.Document) -> Any:
    return next(each._p for each in document.paragraphs if each.text == "附 則")


def content_control(document: docx.document.Document) -> None:
    heading(document).addnext(parse_xml(CONTROL.replace("{w}", nsdecls("w"))))


def footer(document: docx.document.Document) -> None:
    document.sections[0].footer.paragraphs[0].text = "架空の欄外"


def numbered(document: docx.document.Document) -> None:
    document.add_paragraph("注 番号の付いた段落。").style = "List Number"
    properties = heading(document).get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="1"/></w:numPr>'))


def template(document: docx.document.Document) -> None:
    document.part.relate_to(
        "https://example.org/template.dotx", f"{RELATIONSHIPS}/attachedTemplate", is_external=True
    )


def macros(path: Path) -> None:
    write_docx(TEXT, path)
    altered(path, "word/vbaProject.bin", lambda _: b"Sub AutoOpen()")


def workbook_with(change: Callable[[openpyxl.Workbook], object]) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        workbook = openpyxl.load_workbook(write_xlsx(TEXT, path))
        change(workbook)
        workbook.save(path)

    return write


def hidden_sheet(workbook: openpyxl.Workbook) -> None:
    sheet = workbook.create_sheet("下書き")
    sheet["A1"] = "甲の役割"
    sheet.sheet_state = "veryHidden"


def hidden_row(workbook: openpyxl.Workbook) -> None:
    sheet = workbook.active
    sheet.insert_rows(1)
    sheet["A1"] = "隠れた行。"
    sheet.row_dimensions[1].hidden = True


def merged(workbook: openpyxl.Workbook) -> None:
    workbook.active.merge_cells("A1:B1")


def formula(path: Path) -> None:
    """The content of the first initiative, as the value of a formula that was calculated elsewhere."""
    write_xlsx(TEXT, path)
    workbook = openpyxl.load_workbook(path)
    value = workbook.active["B23"].value
    workbook.active["B23"] = '=1/0&"計算しない"'
    workbook.save(path)
    result = f"</f><v>{value}</v>".encode()

    def calculate(xml: bytes) -> bytes:
        return xml.replace(b"</f><v></v>", result).replace(b"</f><v />", result).replace(b"</f><v/>", result)

    altered(
        path, "xl/worksheets/sheet1.xml", lambda xml: calculate(xml.replace(b'r="B23"', b'r="B23" t="str"'))
    )


def page_with(words: str) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        content = write_html(TEXT, path).read_text(encoding="cp932")
        path.write_text(content.replace("</main>", f"{words}</main>"), encoding="cp932")

    return write


SAID: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "text-box.docx": (added(BOX), "not modelled, paragraph 10, text box 1: “囲みの中の文。”", "未収録"),
    "content-control.docx": (word_with(content_control), "paragraph 11: “入力欄の文。”", "未収録"),
    "hidden-words.docx": (added(HIDDEN), "Hidden words are not in the text: “隠れた文。”", "隠し文字"),
    "reading.docx": (added(RUBY), "“附 則本文の字。”", "未収録"),
    "footer.docx": (word_with(footer), "margin are not in the text: “架空の欄外”", "フッター"),
    "numbered.docx": (word_with(numbered), "1 paragraph(s) are numbered automatically", "自動の番号"),
    "template.docx": (
        word_with(template),
        "refers to “https://example.org/template.dotx”",
        "何も取得していません",
    ),
    "macros.docx": (macros, "holds macros; they were ignored", "マクロ"),
    "hidden-sheet.xlsx": (
        workbook_with(hidden_sheet),
        "hidden sheet “下書き” was not read",
        "非表示のシート",
    ),
    "hidden-row.xlsx": (workbook_with(hidden_row), "column was not read: “隠れた行。”", "非表示の行"),
    "merged.xlsx": (workbook_with(merged), "523 of 610 characters", "610字のうち523字"),
    "formula.xlsx": (formula, "cell B23): A formula: the value last saved was read", "計算はしていません"),
    "furniture.html": (page_with(""), "text of the page are not in it: “トップ > 例規集", "本文の周り"),
    "frame.html": (
        page_with('<iframe src="https://example.org/x"></iframe>'),
        "“https://example.org/x”",
        "取得して",
    ),
    "hidden.html": (page_with('<p style="display:none">見えない文。</p>'), "Hidden words", "隠し文字"),
}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """What builds of these files say: language → file → lines."""
    data = tmp_path_factory.mktemp("remarks") / "data"
    (data / "documents").mkdir(parents=True)
    rows = []
    for name, (write, _, _) in SAID.items():
        write(data / "documents" / name)
        ids = name.replace(".", "-")
        rows.append(registered(data / "documents" / name, source=ids, agreement=ids, encoding=""))
    write_register(data / "sources.csv", rows)
    return {language: said_in(language, data) for language in ("en", "ja")}


def said_in(language: str, data: Path) -> dict[str, str]:
    run = run_kg("--lang", language, "build", "--data", data, "--releases", data.parent / "releases")
    assert run.returncode == 0, run.stderr
    found: dict[str, str] = {}
    name = ""
    for line in run.stdout.splitlines():
        started = re.match("[a-z-]+", line)
        name = started[0] if started else name
        found[name] = found.get(name, "") + line + "\n"
    return found


@pytest.mark.parametrize("name", SAID)
def test_what_is_not_in_the_text_is_read_or_said(name: str, said: dict[str, dict[str, str]]) -> None:
    _, english, japanese = SAID[name]
    assert english in said["en"][name.replace(".", "-")]
    assert japanese in said["ja"][name.replace(".", "-")]

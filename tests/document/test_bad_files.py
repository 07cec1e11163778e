"""Files that cannot be read are refused, in both languages, with what to do; what is left out is said."""

from __future__ import annotations

import shutil
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pypdfium2
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.conftest import DATA, registered, run_kg, write_register
from tests.document.handmade import write_placed
from tests.document.renditions import write_docx, write_xlsx

TEXT = (DATA / "documents" / "okayama-soja-2025.txt").read_text(encoding="utf-8")
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def packed(path: Path, members: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def altered(path: Path, member: str, change: Callable[[bytes], bytes]) -> None:
    """Write the Office file again with one member changed."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    packed(path, members | {member: change(members.get(member, b""))})


def zip_bomb(path: Path) -> None:
    write_docx(TEXT, path)
    altered(path, "word/media/image1.png", lambda _: bytes(65 << 20))


def many_members(path: Path) -> None:
    packed(path, {f"word/{number}.xml": b"" for number in range(5001)})


def total_bomb(path: Path) -> None:
    packed(path, {f"word/{number}.bin": bytes(60 << 20) for number in range(5)})


def pdf_bomb(path: Path) -> None:
    packed_page = zlib.compress(bytes(65 << 20))
    head = f"%PDF-1.4\n1 0 obj\n<< /Filter /FlateDecode /Length {len(packed_page)} >>\nstream\n"
    path.write_bytes(head.encode() + packed_page + b"\nendstream\nendobj\n")


def scanned(path: Path) -> None:
    """A page without a character."""
    pdf = pypdfium2.PdfDocument.new()
    pdf.new_page(595, 842)
    pdf.save(path)


def encrypted_pdf(path: Path) -> None:
    """One that wants a password: the entries of its encryption fit none."""
    scanned(path)
    keys = b" ".join((b"/O <" + b"41" * 32 + b">", b"/U <" + b"42" * 32 + b">", b"/P -4"))
    locked = b"/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 " + keys + b" >> /Root"
    path.write_bytes(path.read_bytes().replace(b"/Root", locked, 1))


def doctype(path: Path) -> None:
    write_docx(TEXT, path)
    declaration = b'<!DOCTYPE w [<!ENTITY a "' + b"a" * 100 + b'">]>'
    altered(path, "word/document.xml", lambda xml: xml.replace(b"?>", b"?>" + declaration, 1))


def not_xml(path: Path) -> None:
    write_docx(TEXT, path)
    altered(path, "word/document.xml", lambda xml: xml[: len(xml) // 2])


def truncated(path: Path) -> None:
    content = write_docx(TEXT, path).read_bytes()
    path.write_bytes(content[: len(content) // 2])


def unsafe_member(path: Path) -> None:
    write_docx(TEXT, path)
    altered(path, "../../etc/architect.xml", lambda _: b"<a/>")


def encrypted_member(path: Path) -> None:
    """The flag that says so, in the local header and in the directory."""
    content = bytearray(write_docx(TEXT, path).read_bytes())
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(content))


def cut(write: Callable[[Path], object]) -> Callable[[Path], object]:
    """The first half of a file."""

    def written_in_part(path: Path) -> None:
        write(path)
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    return written_in_part


def declared(path: Path) -> None:
    """A workbook that names a file of this machine as an entity."""
    write_xlsx(TEXT, path)
    declaration = b'<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    altered(path, "xl/sharedStrings.xml", lambda xml: declaration + (xml or b"<a/>"))


def control_member(path: Path) -> None:
    write_docx(TEXT, path)
    altered(path, "word/media/bell\x07.png", lambda _: b"")


def one_page(path: Path) -> None:
    write_placed([[(60, 60 + 14 * number, line) for number, line in enumerate(TEXT.split())]], path)


def many_pages(path: Path) -> None:
    write_placed([[]] * 1001, path)


def revisions(path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("甲の役割")
    paragraph._p.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>ではない</w:t></w:r></w:ins>"))
    document.save(str(path))


def struck(path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("甲の役割").add_run("ではない").font.strike = True
    document.save(str(path))


def word_marked(mark: Callable[[docx.document.Document], object]) -> Callable[[Path], object]:
    """The first document without its own mark of a draft, and with one outside of its text."""

    def write(path: Path) -> None:
        document = docx.Document(str(write_docx(TEXT.replace("(案)", ""), path)))
        mark(document)
        document.save(str(path))

    return write


def header(document: docx.document.Document) -> None:
    document.sections[0].header.paragraphs[0].text = "（案）"


def watermark(document: docx.document.Document) -> None:
    shape = '<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="ドラフト"/></v:shape>'
    run = parse_xml(f"<w:r {nsdecls('w')}><w:pict>{shape}</w:pict></w:r>")
    document.sections[0].header.paragraphs[0]._p.append(run)


def formula(path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.title = "役割"
    workbook.active["B5"] = '="甲"&"の役割"'
    workbook.save(path)


def empty_workbook(path: Path) -> None:
    openpyxl.Workbook().save(path)


def written(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


def grown(size: int, beginning: bytes) -> Callable[[Path], object]:
    """A file with holes: large to look at, small on the disk."""

    def write(path: Path) -> None:
        with path.open("wb") as stream:
            stream.write(beginning)
            stream.truncate(size)

    return write


def as_other(write: Callable[[str, Path], Path], suffix: str) -> Callable[[Path], object]:
    return lambda path: write(TEXT, path.with_suffix(suffix)).rename(path)


BAD: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "zip-bomb.docx": (zip_bomb, "unpacks to far more", "展開すると"),
    "many-members.docx": (many_members, "unpacks to far more", "展開すると"),
    "total-bomb.xlsx": (total_bomb, "unpacks to far more", "展開すると"),
    "bomb.pdf": (pdf_bomb, "unpacks to far more", "展開すると"),
    "scanned.pdf": (scanned, "pictures of pages, but no text", "文字がありません"),
    "encrypted.pdf": (encrypted_pdf, "protected with a password", "パスワードで保護"),
    "cut-off.pdf": (written(b"%PDF-1.4\n1 0 obj\n<< /Type"), "damaged or cut off", "壊れているか"),
    "encrypted.docx": (
        written(OLD_OFFICE + bytes(500) + "EncryptedPackage".encode("utf-16-le")),
        "protected with a password",
        "パスワードで保護",
    ),
    "encrypted.xlsx": (
        written(OLD_OFFICE + bytes(500) + "EncryptedPackage".encode("utf-16-le")),
        "protected with a password",
        "パスワードで保護",
    ),
    "encrypted-member.docx": (encrypted_member, "protected with a password", "パスワードで保護"),
    "old-word.docx": (written(OLD_OFFICE + bytes(500)), "its content is: Word 97", "中身は Word 97"),
    "doctype.docx": (doctype, "document type declaration", "文書型宣言"),
    "not-xml.docx": (not_xml, "damaged or cut off", "壊れているか"),
    "truncated.pdf": (cut(one_page), "damaged or cut off", "壊れているか"),
    "truncated.xlsx": (cut(lambda path: write_xlsx(TEXT, path)), "damaged or cut off", "壊れているか"),
    "pages.pdf": (many_pages, "unpacks to far more", "展開すると"),
    "doctype.xlsx": (declared, "document type declaration", "文書型宣言"),
    "control-member.docx": (control_member, "unsafe name", "安全でない名前"),
    "nested.html": (written(b"<div>" * 300 + b"a"), "nests its elements too deeply", "入れ子が深すぎ"),
    "truncated.docx": (truncated, "damaged or cut off", "壊れているか"),
    "unsafe-member.docx": (unsafe_member, "unsafe name: ../../etc", "安全でない名前"),
    "revisions.docx": (revisions, "tracked changes", "変更履歴"),
    "struck.docx": (struck, "struck through", "取消線"),
    "struck.html": (written("<p>甲の役割<s>ではない</s></p>".encode()), "struck through", "取消線"),
    "struck-by-style.html": (
        written('<p>甲の役割<span style="text-decoration: line-through">ではない</span></p>'.encode()),
        "struck through",
        "取消線",
    ),
    "draft-header.docx": (word_marked(header), "“（案）” in the page's margin", "欄外の「（案）」"),
    "draft-watermark.docx": (word_marked(watermark), "“ドラフト” in the page's margin", "欄外の「ドラフト」"),
    "workbook.docx": (as_other(write_xlsx, ".xlsx"), "without word/document.xml", "word/document.xml のない"),
    "word.xlsx": (as_other(write_docx, ".docx"), "without xl/workbook.xml", "xl/workbook.xml のない"),
    "word.txt": (as_other(write_docx, ".docx"), "content is: Word, Excel, ZIP", "中身は Word, Excel, ZIP"),
    "word.pdf": (as_other(write_docx, ".docx"), "content is: Word, Excel, ZIP", "中身は Word, Excel, ZIP"),
    "text.pdf": (written(TEXT.encode()), "content is: text, or is cut off", "文字、または途中まで"),
    "empty.docx": (written(b""), "content is: text, or is cut off", "文字、または途中まで"),
    "empty.xlsx": (empty_workbook, "holds no text", "文字がありません"),
    "formula.xlsx": (formula, "The cell 役割!B5 holds a formula without a value", "セル 役割!B5 の数式"),
    "quotes.csv": (written('甲の役割,"乙と"協力し'.encode()), "not well-formed CSV", "CSV として"),
    "shift-jis.csv": (written("甲の役割,乙と協力し".encode("cp932")), "not text in utf-8", "utf-8 の文字"),
    "utf-8.html": (
        written(b'<meta charset="Shift_JIS">' + "<p>甲の役割㌔</p>".encode()),
        "not text in cp932",
        "cp932 の文字",
    ),
    "large.pdf": (grown(100_000_001, b"%PDF-"), "larger than 100 MB", "100 MB を超えて"),
    "large.html": (grown(5_000_001, b"<p>"), "larger than 5 MB", "5 MB を超えて"),
    "old.doc": (written(OLD_OFFICE), "suffix .doc are not read", ".doc のファイル"),
    "no-suffix": (written(b"a"), "suffix ― are not read", "― のファイル"),
}


@pytest.fixture(scope="module")
def complaints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """What one build says of all bad files: language → file → complaint."""
    data = tmp_path_factory.mktemp("files") / "data"
    (data / "documents").mkdir(parents=True)
    rows = []
    for number, (name, (write, _, _)) in enumerate(BAD.items()):
        write(data / "documents" / name)
        ids = f"case-{number}"
        rows.append(registered(data / "documents" / name, source=ids, agreement=ids, encoding=""))
    write_register(data / "sources.csv", rows)
    before = {path: path.stat().st_mtime_ns for path in data.rglob("*")}
    found = {language: complaints_in(language, data) for language in ("en", "ja")}
    assert {path: path.stat().st_mtime_ns for path in data.rglob("*")} == before
    shutil.rmtree(data)
    return found


def complaints_in(language: str, data: Path) -> dict[str, str]:
    releases = data.parent / "releases"
    run = run_kg("--lang", language, "build", "--quiet", "--data", data, "--releases", releases)
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    assert [path.name for path in data.parent.iterdir()] == ["data"]
    lines = [line.removeprefix("documents/").split(": ", 1) for line in run.stderr.splitlines()[:-1]]
    assert len(lines) == len(BAD), run.stderr
    return {place.split(":")[0].split(" (")[0]: message for place, message in lines}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_in_both_languages(name: str, complaints: dict[str, dict[str, str]]) -> None:
    _, english, japanese = BAD[name]
    assert english in complaints["en"][name]
    assert japanese in complaints["ja"][name]

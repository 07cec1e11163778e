"""Writes the words of a plain-text agreement in other formats, as an official's programs do (synthetic)."""

from __future__ import annotations

import csv
import html
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import openpyxl
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls

Row = list[str]
PAGE_NUMBER = f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def rows(text: str) -> Iterator[Row]:
    """Give each line that has words: one cell, label and text, or a row of a wider table with empty cells."""
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.lstrip("#").split("\t")]
        if any(cells):
            yield cells if len(cells) > 2 else [cell for cell in cells if cell]


def tables(text: str) -> Iterator[list[Row]]:
    """Group rows: one of one cell alone, rows of more cells together."""
    group: list[Row] = []
    for row in rows(text):
        if group and (len(row) == 1 or len(group[0]) == 1):
            yield group
            group = []
        group.append(row)
    yield group


def write_docx(text: str, path: Path) -> Path:
    """Headings where the text has marks, label rows as ruled tables."""
    document = docx.Document()
    for group in tables(text):
        if len(group[0]) == 1:
            document.add_paragraph(group[0][0])
            continue
        table = document.add_table(rows=0, cols=len(group[0]), style="Table Grid")
        for number, cells in enumerate(group):
            row = table.add_row()
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            for column, cell in enumerate(cells):
                row.cells[column].text = cell
            if not cells[0]:
                table.cell(number - 1, 0).merge(table.cell(number, 0))
    document.save(str(path))
    return path


def write_pdf(text: str, path: Path) -> Path:
    """What LibreOffice prints of the Word file, with page numbers below the text."""
    office = shutil.which("soffice")
    assert office
    source = write_docx(text, path.with_suffix(".docx"))
    document = docx.Document(str(source))
    document.sections[0].footer.paragraphs[0]._p.append(parse_xml(PAGE_NUMBER))
    document.save(str(source))
    profile = f"-env:UserInstallation=file://{path.parent}/profile"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(path.parent)]
    subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=120)
    source.unlink()
    return path


def write_xlsx(text: str, path: Path) -> Path:
    """One sheet, a row a line."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "協約 & 別表"
    for row in rows(text):
        sheet.append(row)
    workbook.save(path)
    return path


def write_csv(text: str, path: Path) -> Path:
    """As spreadsheet programs save it: with a byte order mark."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(rows(text))
    return path


def write_html(text: str, path: Path) -> Path:
    """A page of a collection of rules: its title twice, furniture around, Shift_JIS."""
    body = "\n".join(_html(group) for group in tables(text))
    title = "架空の例規集 - 連携協約"
    path.write_text(
        f"""<!DOCTYPE html>
<html lang="ja"><head><meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS">
<title>{title}</title><style>p {{ margin: 0 }}</style><script>var a = "<p>甲の役割</p>";</script></head>
<body><nav><a href="https://example.org/">トップ</a> &gt; 例規集（synthetic）</nav>
<main>
{body}
</main><footer>架空市役所</footer></body></html>
""",
        encoding="cp932",
    )
    return path


def _html(group: list[Row]) -> str:
    if len(group[0]) == 1:
        return f"<p>{html.escape(group[0][0])}</p>"
    lines = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in group)
    return "<table>\n" + "\n".join(f"<tr>{line}</tr>" for line in lines) + "\n</table>"


def write_md(text: str, path: Path) -> Path:
    """Markdown with CRLF line ends, label rows as tables."""
    lines: list[str] = []
    for group in tables(text):
        if len(group[0]) == 1:
            lines += [group[0][0], ""]
            continue
        ruled = [f"| {' | '.join(cells)} |" for cells in group]
        lines += [ruled[0], "|---" * len(group[0]) + "|", *ruled[1:]]
        lines.append("")
    path.write_text("\r\n".join(lines), encoding="utf-8", newline="")
    return path


WRITERS: dict[str, Callable[[str, Path], Path]] = {
    "csv": write_csv,
    "docx": write_docx,
    "html": write_html,
    "md": write_md,
    "pdf": write_pdf,
    "xlsx": write_xlsx,
}

"""An agreement's pieces → a Markdown or a Word file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO

import docx
from docx.oxml.ns import qn

from kg.authoring.lines import Heading, Paragraph, Piece, Rows

FONT = "Yu Mincho"


def write_markdown(pieces: Sequence[Piece]) -> bytes:
    """Write headings and tables; a text of several lines, which no table can hold, follows its label."""
    return ("\n\n".join(_markdown(piece) for piece in pieces) + "\n").encode()


def _markdown(piece: Piece) -> str:
    if isinstance(piece, Heading):
        return f"{'#' * piece.level} {piece.text}"
    if isinstance(piece, Paragraph):
        return piece.text
    if any(mark in text for _, text in piece.rows for mark in "\n|"):
        return "\n".join(f"{label}\t{text}" for label, text in piece.rows)
    return "\n".join(_table(piece))


def _table(piece: Rows) -> Iterator[str]:
    lines = [f"| {label} | {text} |" for label, text in piece.rows]
    yield from (lines[0], "|---|---|", *lines[1:])


def write_word(pieces: Sequence[Piece]) -> bytes:
    """Write headings, paragraphs and ruled tables."""
    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name = FONT
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    for piece in pieces:
        if isinstance(piece, Heading):
            document.add_heading(piece.text, piece.level)
        elif isinstance(piece, Paragraph):
            document.add_paragraph(piece.text)
        else:
            _add_table(document, piece)
    output = BytesIO()
    document.save(output)
    return output.getvalue()


def _add_table(document: docx.document.Document, piece: Rows) -> None:
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for label, text in piece.rows:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, text
        cells[0].width, cells[1].width = docx.shared.Cm(3), docx.shared.Cm(13)
    document.add_paragraph()

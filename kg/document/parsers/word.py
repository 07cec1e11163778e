"""Word documents (.docx, ISO/IEC 29500) → parts: paragraphs, tables, text boxes and notes, in their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.text.paragraph import Paragraph
from lxml.etree import XMLSyntaxError, _Element

from kg.apart import RefusedError
from kg.document.parsers import archive
from kg.document.parts import Kind, Parsed, Part, Place, Remark, place, row, single

FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
REVISIONS = {qn(f"w:{name}") for name in ("ins", "del", "moveFrom", "moveTo")}
STRUCK = (qn("w:strike"), qn("w:dstrike"))
OFF = {"0", "false", "off"}
WATERMARK = "{urn:schemas-microsoft-com:vml}textpath"
BOX = qn("w:txbxContent")
# Not words of the text: text boxes are read apart, a fallback repeats them, rt is the reading of a character.
NOT_TEXT = {BOX, FALLBACK, qn("w:rt"), qn("w:instrText"), qn("w:pPr"), qn("w:rPr")}
SIGNS = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
PICTURES = {qn("w:drawing"), qn("w:pict"), qn("w:object")}
NOTES = {"footnotes.xml": "footnote", "endnotes.xml": "endnote"}
NOTE = (qn("w:footnote"), qn("w:endnote"))


def parse(stream: BinaryIO, encoding: str) -> Parsed:
    """Read the document; RefusedError where its text cannot be told."""
    remarks = archive.check(stream, "word/document.xml")
    try:
        document = docx.Document(stream)
    except (KeyError, OpcError, ValueError, XMLSyntaxError) as error:
        raise RefusedError("broken", str(error)) from error
    body = document.element.body
    if body is None or any(element.tag in REVISIONS for element in body.iter()):
        raise RefusedError("revisions")
    word = _Word(document)
    parts = [*word.parts(body), *word.notes()]
    return Parsed(tuple(parts), (*remarks, *word.margins(), *word.remarks()))


@dataclass
class _Word:
    """Walks a document; paragraphs and tables are counted as they stand in the body, from 1."""

    document: Document
    paragraphs: int = 0
    tables: int = 0
    seen: Counter[str] = field(default_factory=Counter)
    found: list[Remark] = field(default_factory=list)

    def parts(self, holder: _Element) -> Iterator[Part]:
        """Give the parts of a body, in order; content controls and the like are transparent."""
        for element in holder:
            if element.tag == qn("w:p"):
                self.paragraphs += 1
                yield from self._paragraph(element, place(paragraph=self.paragraphs))
            elif element.tag == qn("w:tbl"):
                self.tables += 1
                yield from self._table(element, place(table=self.tables))
            elif element.tag == qn("w:altChunk"):
                self.seen["embedded"] += 1
            elif element.tag != qn("w:sectPr"):
                yield from self.parts(element)

    def _paragraph(self, element: _Element, where: Place) -> Iterator[Part]:
        yield single(self._kind(element), self._text(element), where)
        yield from self._boxes(element, where)

    def _boxes(self, element: _Element, where: Place) -> Iterator[Part]:
        for number, box in enumerate(_boxes(element), start=1):
            yield single(Kind.PARAGRAPH, self._lines(box), (*where, *place(textbox=number)))

    def _table(self, element: _Element, where: Place) -> Iterator[Part]:
        for number, line in enumerate(element.iter(qn("w:tr")), start=1):
            if next(line.iterancestors(qn("w:tbl"))) is not element:
                continue  # of a table within a cell, which is read as lines of that cell
            cells = list(self._cells(line, (*where, *place(row=number))))
            yield row(cells)
            for cell, spot in zip(_own(line, qn("w:tc")), cells, strict=False):
                yield from self._boxes(cell, spot[1])

    def _cells(self, line: _Element, where: Place) -> Iterator[tuple[str, Place]]:
        """Give a cell for each column: one that is merged into another has no words."""
        column = 0
        for cell in _own(line, qn("w:tc")):
            properties = cell.find(qn("w:tcPr"))
            yield self._lines(cell), (*where, *place(column=column + 1))
            span = None if properties is None else properties.find(qn("w:gridSpan"))
            width = 1 if span is None else int(span.get(qn("w:val"), "1"))
            for skipped in range(1, min(width, 64)):
                yield "", (*where, *place(column=column + 1 + skipped))
            column += width

    def _lines(self, holder: _Element) -> str:
        """Give the text of a cell or box, a paragraph a line."""
        texts = (
            self._text(paragraph)
            for paragraph in holder.iter(qn("w:p"))
            if not any(_between(paragraph, holder))
        )
        return "\n".join(text for text in texts if text.strip())

    def _text(self, paragraph: _Element) -> str:
        return "".join(self._words(paragraph))

    def _words(self, element: _Element) -> Iterator[str]:
        if element.tag == qn("w:t"):
            yield element.text or ""
        elif element.tag in SIGNS:
            yield SIGNS[element.tag]
        elif element.tag in NOT_TEXT:
            return
        elif element.tag == qn("w:r") and element.find(f"{qn('w:rPr')}/{qn('w:vanish')}") is not None:
            words = (each.text or "" for each in element.iter(qn("w:t")))
            self.found.append(Remark("hidden-words", "".join(words)))
        elif element.tag == qn("w:r") and _is_struck(element):
            raise RefusedError("struck")
        else:
            pictured = element.tag in PICTURES and not any(True for _ in element.iter(BOX))
            self.seen["pictures"] += pictured
            self.seen["symbols"] += element.tag == qn("w:sym")
            for child in element:
                yield from self._words(child)

    def _kind(self, element: _Element) -> Kind:
        if element.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None:
            self.seen["numbering"] += 1
            return Kind.ITEM
        style = Paragraph(element, self.document).style
        name = (style.name or "").lower() if style is not None else ""
        return Kind.HEADING if name.startswith(("heading", "title", "見出し", "表題")) else Kind.PARAGRAPH

    def notes(self) -> Iterator[Part]:
        """Give the footnotes and endnotes, behind the body."""
        for part in self.document.part.package.iter_parts():
            kind = NOTES.get(str(part.partname).rpartition("/")[2])
            for note in parse_xml(part.blob).iter(*NOTE) if kind else ():
                if note.get(qn("w:type")) in (None, "normal"):
                    where = place(**{str(kind): note.get(qn("w:id"))})
                    yield single(Kind.PARAGRAPH, self._lines(note), where)

    def margins(self) -> Iterator[Remark]:
        """Remark the words of headers and footers, which belong to the pages and not to the text."""
        texts: dict[str, None] = {}
        for section in self.document.sections:
            for margin in (
                section.header,
                section.footer,
                section.first_page_header,
                section.first_page_footer,
            ):
                if not margin.is_linked_to_previous:
                    words = (each.text or "" for each in margin._element.iter(qn("w:t")))
                    texts["".join(words).strip()] = None
                    marks = (each.get("string", "") for each in margin._element.iter(WATERMARK))
                    texts |= dict.fromkeys(mark.strip() for mark in marks)
        yield from (Remark("margin", text) for text in texts if text)

    def remarks(self) -> Iterator[Remark]:
        """Give what was seen while walking."""
        yield from self.found
        yield from (Remark(kind, str(count)) for kind, count in sorted(self.seen.items()) if count)


def _is_struck(run: _Element) -> bool:
    """Tell whether the words of a run, if it has any, have a line through them."""
    lines = (each for each in run.iterfind(f"{qn('w:rPr')}/*") if each.tag in STRUCK)
    struck = any(each.get(qn("w:val"), "1") not in OFF for each in lines)
    return struck and any((each.text or "").strip() for each in run.iter(qn("w:t")))


def _boxes(element: _Element) -> Iterator[_Element]:
    """Give the text boxes anchored here: each once, not in the copy for older programs."""
    for box in element.iter(BOX):
        if not any(above.tag == FALLBACK for above in box.iterancestors()):
            yield box


def _own(line: _Element, tag: str) -> Iterator[_Element]:
    """Give the cells of this row, also those in a content control, but not those of a table within."""
    for cell in line.iter(tag):
        if next(cell.iterancestors(qn("w:tr"))) is line:
            yield cell


def _between(paragraph: _Element, holder: _Element) -> Iterator[bool]:
    """Tell of each element between the two whether it takes the paragraph out of the holder's text."""
    for above in paragraph.iterancestors():
        if above is holder:
            return
        yield above.tag in (BOX, FALLBACK)

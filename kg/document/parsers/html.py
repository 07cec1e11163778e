"""HTML pages, such as those of a collection of rules (例規集), → parts: what a reader of the page sees."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import BinaryIO

from lxml import html
from lxml.etree import ParserError

from kg.apart import RefusedError
from kg.document.parsers.encodings import decode
from kg.document.parts import Cell, Kind, Parsed, Part, Piece, Remark, place, single

DECLARED = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
INLINE = {
    *("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins"),
    *("kbd", "label", "mark", "q", "rb", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub"),
    *("sup", "time", "tt", "u", "var", "wbr", "nobr"),
}
UNSEEN = {"head", "script", "style", "template", "noscript", "title", "rp", "rt"}
FURNITURE = {"nav", "footer", "aside", "header"}
EMBEDDED = {"iframe", "frame", "object", "embed"}
STRUCK = {"del", "s", "strike"}
STRUCK_STYLE = re.compile(r"text-decoration[^;]*line-through", re.IGNORECASE)
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
SPACE = re.compile(r"[ \t\r\n\f]+")
# A line end between two wide characters is no space (CSS Text 3, section 4.1.3).
WIDE = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\u3000-\u303f]"
BROKEN = re.compile(rf"(?<={WIDE})[ \t]*\r?\n[ \t\r\n]*(?={WIDE})")


def parse(stream: BinaryIO, encoding: str) -> Parsed:
    """Read the page; nothing that it names is fetched."""
    content = stream.read()
    declared = DECLARED.search(content[:4096])
    text = decode(content, encoding or (declared[1].decode() if declared else "utf-8"))
    parser = html.HTMLParser()
    try:
        root = html.document_fromstring(XML_DECLARATION.sub("", text, count=1), parser=parser)
    except (ParserError, ValueError) as error:
        raise RefusedError("broken", str(error)) from error
    # Beyond a depth libxml2 leaves out all that follows, and says so here alone.
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise RefusedError("nested")
    page = _Page(has_main=root.find(".//main") is not None or root.find(".//article") is not None)
    page.walk(root)
    page.close(Kind.PARAGRAPH)
    return Parsed(tuple(page.parts), tuple(page.remarks))


@dataclass
class _Page:
    """Walks a page; `words` are those of the paragraph at hand, which begins at line `line`."""

    has_main: bool
    parts: list[Part] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    line: int = 1

    def walk(self, element: html.HtmlElement) -> None:
        """Read an element and what follows it within its parent."""
        if isinstance(element.tag, str) and not self._passed_over(element):
            self._enter(element)
        if element.tail and element.getparent() is not None:
            self._say(element.tail, element)

    def _enter(self, element: html.HtmlElement) -> None:
        tag = str(element.tag)
        if tag in STRUCK or STRUCK_STYLE.search(element.get("style") or ""):
            raise RefusedError("struck")
        if tag == "br":
            self.words.append("\n")
        elif tag == "table" and _holds_data(element):
            self.close(Kind.PARAGRAPH)
            self._table(element)
        elif tag in INLINE:
            self._children(element)
        else:
            self.close(Kind.PARAGRAPH)
            self._children(element)
            self.close(Kind.HEADING if tag in HEADINGS else Kind.ITEM if tag == "li" else Kind.PARAGRAPH)

    def _children(self, element: html.HtmlElement) -> None:
        if element.text:
            self._say(element.text, element)
        for child in element:
            self.walk(child)

    def _say(self, words: str, element: html.HtmlElement) -> None:
        if not "".join(self.words).strip():
            self.line = element.sourceline or self.line
        self.words.append(words.replace("\n", "\v"))

    def _table(self, table: html.HtmlElement) -> None:
        """Read a caption, and each row with a cell for each column; what spans several is the first."""
        for caption in table.iter("caption"):
            self._children(caption)
            self.close(Kind.PARAGRAPH)
        taken: dict[int, int] = {}
        for line in table.iter("tr"):
            cells: list[Cell] = []
            for cell in line.iter("td", "th"):
                cells += _merged(taken, len(cells))
                columns, rows = _span(cell, "colspan"), _span(cell, "rowspan")
                taken |= dict.fromkeys(range(len(cells), len(cells) + columns), rows - 1)
                cells += [(Piece(self._cell(cell), place(line=cell.sourceline)),), *[()] * (columns - 1)]
            self.parts.append(Part(Kind.ROW, (*cells, *_merged(taken, len(cells)))))

    def _cell(self, cell: html.HtmlElement) -> str:
        """Give the words of a cell, its paragraphs and breaks as lines."""
        inner = _Page(has_main=True, remarks=self.remarks)
        inner._children(cell)
        inner.close(Kind.PARAGRAPH)
        return "\n".join(piece.text for part in inner.parts for pieces in part.cells for piece in pieces)

    def close(self, kind: Kind) -> None:
        """End the paragraph at hand."""
        text = _collapsed("".join(self.words))
        if text:
            self.parts.append(single(kind, text, place(line=self.line)))
        self.words.clear()

    def _passed_over(self, element: html.HtmlElement) -> bool:
        """Tell whether the element is not part of the text; what a reader could miss is remarked."""
        tag = str(element.tag)
        if tag in EMBEDDED:
            self.remarks.append(Remark("embedded-page", element.get("src") or element.get("data") or ""))
            return True
        text = _collapsed(element.text_content())
        if element.get("hidden") is not None or HIDDEN_STYLE.search(element.get("style") or ""):
            self.remarks += [Remark("hidden-words", text, place(line=element.sourceline))] if text else []
            return True
        within = any(above.tag in ("main", "article") for above in element.iterancestors())
        if tag in FURNITURE and not (within or (tag == "header" and not self.has_main)):
            self.remarks += [Remark("furniture", text, place(line=element.sourceline))] if text else []
            return True
        return tag in UNSEEN


def _holds_data(table: html.HtmlElement) -> bool:
    """A table that holds tables or headings, or has one cell, arranges the page."""
    cells = [cell for cell in table.iter("td", "th")]
    return len(cells) > 1 and not any(True for _ in table.iterdescendants("table", *HEADINGS))


def _merged(taken: dict[int, int], column: int) -> list[Cell]:
    """Give empty cells from this column on, as far as cells of rows above reach down."""
    cells: list[Cell] = []
    while taken.get(column, 0):
        taken[column] -= 1
        cells.append(())
        column += 1
    return cells


def _span(cell: html.HtmlElement, name: str) -> int:
    value = cell.get(name, "1").strip()
    return min(int(value), 100) if value.isdecimal() and int(value) else 1


def _collapsed(text: str) -> str:
    """Collapse white space as a browser does, but for breaks."""
    text = BROKEN.sub("", text.replace("\n", "\0").replace("\v", "\n"))
    lines = (SPACE.sub(" ", line).strip(" ") for line in text.split("\0"))
    return "\n".join(lines).strip("\n")

"""Text → Document: lines that know their offsets, and blocks; and the text of a file that was none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.document.model import Block, Document, Line, Located
from kg.document.normalize import Normalized, Span, normalize
from kg.document.parts import Kind, Parsed, Part

HEADING_MARK = re.compile(r"\s*#{1,6}(?=\s|$)")
ITEM_MARK = re.compile(r"\s*[・･]\s*(?=\S)")
# A row of a Markdown table, and the rule under its head.
RULED = re.compile(r"\s*\|(?P<cells>.*)\|\s*")
RULE = re.compile(r"\s*\|[\s|:-]+\|\s*")
BETWEEN_CELLS = "\t"
# Parts of these kinds follow each other without an empty line.
CLOSE = {Kind.ROW, Kind.ITEM}


def compose(id: str, name: str, sha256: str, text: str) -> Document:
    """Cut a text with LF line ends into lines that know their offsets; each is a block of its own."""
    lines = tuple(_lines(text))
    blocks = (_block(line) for line in lines if line.text)
    return Document(id, name, sha256, text, lines, tuple(blocks))


def render(id: str, name: str, sha256: str, parsed: Parsed) -> Document:
    """Write a parsed file as text: tabs between cells, empty lines between parts, and every piece located."""
    text = ""
    located: list[Located] = []
    blocks: list[Block] = []
    previous: Kind | None = None
    for part in parsed.parts:
        written, pieces, cells = _written(part)
        if not written.strip():
            continue
        text += _gap(previous, part.kind)
        located += (replace(each, start=each.start + len(text), end=each.end + len(text)) for each in pieces)
        blocks.append(Block(part.kind, tuple((start + len(text), end + len(text)) for start, end in cells)))
        text += written
        previous = part.kind
    lines = tuple(_lines(text))
    return Document(id, name, sha256, text, lines, tuple(blocks), tuple(located), parsed.remarks)


def _gap(above: Kind | None, below: Kind) -> str:
    if above is None:
        return ""
    return "\n" if above == below and below in CLOSE else "\n\n"


def _written(part: Part) -> tuple[str, list[Located], list[Span]]:
    """Give the part's text, where its pieces stand, and the spans of its cells, all counted from 0."""
    text = ""
    located: list[Located] = []
    cells: list[Span] = []
    for number, cell in enumerate(part.cells):
        text += BETWEEN_CELLS if number else ""
        begin = len(text)
        for piece in cell:
            if piece.text:
                located.append(Located(len(text), len(text) + len(piece.text), piece.place))
            text += piece.text
        cells.append((begin, len(text)))
    return text, located, cells


def _lines(text: str) -> Iterator[Line]:
    start = 0
    for number, written in enumerate(text.split("\n"), start=1):
        yield Line(number, start, written, _recognised(written, start))
        start += len(written) + 1


def _recognised(written: str, start: int) -> Normalized:
    """Normalise a line without its layout: the mark of a heading or item, the rules of a Markdown table."""
    if RULE.fullmatch(written):
        return Normalized("", ())
    if RULED.fullmatch(written):
        cells = (normalize(written[begin:end], start + begin) for begin, end in _ruled_cells(written))
        return _side_by_side([cell for cell in cells if cell.text])
    mark = HEADING_MARK.match(written) or ITEM_MARK.match(written)
    skipped = mark.end() if mark else 0
    return normalize(written[skipped:], start + skipped)


def _side_by_side(cells: Iterable[Normalized]) -> Normalized:
    """Join cells with a space that stands for no character of the source."""
    text = ""
    places: list[Span] = []
    for cell in cells:
        if text:
            text += " "
            places.append((places[-1][1], places[-1][1]))
        text += cell.text
        places += cell.places
    return Normalized(text, tuple(places))


def _block(line: Line) -> Block:
    cells = tuple((line.start + begin, line.start + end) for begin, end in _cells(line.written))
    if len(cells) > 1:
        return Block(Kind.ROW, cells)
    if HEADING_MARK.match(line.written):
        return Block(Kind.HEADING, cells)
    return Block(Kind.ITEM if ITEM_MARK.match(line.written) else Kind.PARAGRAPH, cells)


def _cells(written: str) -> list[Span]:
    """Give the cells of a line: between the rules of a Markdown table, else between tabs."""
    if RULED.fullmatch(written):
        return _ruled_cells(written)
    cells = _between(written, BETWEEN_CELLS, 0, len(written))
    return cells if sum(bool(written[begin:end].strip()) for begin, end in cells) > 1 else [(0, len(written))]


def _ruled_cells(written: str) -> list[Span]:
    match = RULED.fullmatch(written)
    assert match is not None
    return _between(written, "|", *match.span("cells"))


def _between(written: str, mark: str, start: int, end: int) -> list[Span]:
    ends = [*(place for place in range(start, end) if written[place] == mark), end]
    return list(zip([start, *(place + 1 for place in ends[:-1])], ends, strict=True))

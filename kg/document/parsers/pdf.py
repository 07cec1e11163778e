"""PDF with text → parts: the lines of each page, joined where they surely are one, and its ruled tables."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, BinaryIO

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

from kg.apart import RefusedError
from kg.document.parts import Cell, Kind, Parsed, Part, Piece, Place, Remark, place

STREAM = re.compile(rb"stream\r?\n")
ONE_STREAM = 64 << 20
ALL_STREAMS = 256 << 20
"""Bytes unpacked; a page of text has some ten thousand."""
PAGES = 1_000
PAGE_NUMBER = re.compile(
    r"(?:[-‐–—－]\s*)?(?:第\s*)?(?P<number>[0-9０-９]{1,4})(?:\s*(?:[-‐–—－]|頁|ページ|/\s*[0-9０-９]+))?"
)
FULL_STOP = re.compile(r"[。｡][」』）)】]*$")
CLOSE = 1.6
"""Lines of one paragraph lie closer than this many times their height, from bottom to top of the next 0.6."""
# Two characters may move to the next line together, so that none begins with a full stop (JIS X 4051).
ROOM = 2.0


@dataclass(frozen=True)
class _Line:
    """A line as it is seen: words, page, box in points from the upper left, and where its column ends."""

    text: str
    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    left: float
    right: float

    @property
    def size(self) -> float:
        """The height of its characters."""
        return self.bottom - self.top

    @property
    def piece(self) -> Piece:
        """The words in their place."""
        return Piece(self.text, self.place)

    @property
    def place(self) -> Place:
        """Page and box."""
        return _place(self.page, (self.x0, self.top, self.x1, self.bottom))


def parse(stream: BinaryIO, encoding: str) -> Parsed:
    """Read the pages; RefusedError where there is no text, or none that can be told."""
    content = stream.read()
    _check_streams(content)
    try:
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            return _parsed(pdf.pages)
    except PdfminerException as error:
        raise _refusal(error.args[0] if error.args else error) from error
    except (PDFException, PSException, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise _refusal(error) from error


def _refusal(error: object) -> RefusedError:
    locked = isinstance(error, PDFPasswordIncorrect | PDFEncryptionError)
    return RefusedError("encrypted") if locked else RefusedError("broken", f"{type(error).__name__}: {error}")


def _check_streams(content: bytes) -> None:
    """Refuse a stream that unpacks to too much, before anything unpacks it whole."""
    total = 0
    for match in STREAM.finditer(content):
        total += _unpacked(content[match.end() : match.end() + ONE_STREAM])
        if total > ALL_STREAMS:
            raise RefusedError("bomb")


def _unpacked(packed: bytes) -> int:
    """Give the size of a Flate stream, at most a little over the limit; 0 for any other stream."""
    engine, size = zlib.decompressobj(), 0
    try:
        while packed and not engine.eof:
            size += len(engine.decompress(packed, 1 << 20))
            packed = engine.unconsumed_tail
            if size > ONE_STREAM:
                raise RefusedError("bomb")
    except zlib.error:
        return size
    return size


def _parsed(pages: Sequence[Page]) -> Parsed:
    if len(pages) > PAGES:
        raise RefusedError("bomb")
    read = [_read(page) for page in pages]
    without = [number for number, parts in enumerate(read, start=1) if not parts]
    if len(without) == len(read):
        raise RefusedError("scanned")
    numbers = _page_numbers(read)
    flow = [part for parts in read for part in parts if part not in numbers]
    remarks = [Remark("no-text", place=place(page=number)) for number in without]
    if numbers:
        remarks.append(Remark("page-numbers", "、".join(line.text for line in numbers)))
    return Parsed(tuple(_paragraphs(flow)), tuple(remarks))


def _read(page: Page) -> list[_Line | Part]:
    """Give the lines and table rows of a page from top to bottom."""
    tables = page.find_tables()
    boxes = [table.bbox for table in tables]
    rest = page.filter(lambda thing: not any(_within(thing, box) for box in boxes))
    lines = _lines(page, rest, None)
    rows = [(box[1], part) for table, box in zip(tables, boxes, strict=True) for part in _rows(page, table)]
    placed: list[tuple[float, _Line | Part]] = [*((line.top, line) for line in lines), *rows]
    return [part for _, part in sorted(placed, key=lambda each: each[0])]


def _within(thing: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    x, y = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _lines(page: Page, region: Page, cell: tuple[float, float, float, float] | None) -> list[_Line]:
    """Give the lines of a region; margins are taken to be as wide on the right as on the left."""
    found = region.extract_text_lines(return_chars=False)
    if any("(cid:" in each["text"] for each in found):
        raise RefusedError("glyphs", str(page.page_number))
    left = min((each["x0"] for each in found), default=0.0)
    edges = (0.0, float(page.width)) if cell is None else (cell[0], cell[2])
    right = edges[1] - (left - edges[0])
    return [
        _Line(
            each["text"], page.page_number, each["x0"], each["top"], each["x1"], each["bottom"], left, right
        )
        for each in found
    ]


def _rows(page: Page, table: Any) -> Iterator[Part]:
    for line in table.rows:
        cells = [() if box is None else _cell(page, box) for box in line.cells]
        yield Part(Kind.ROW, tuple(cells))


def _cell(page: Page, box: tuple[float, float, float, float]) -> Cell:
    region = page.filter(lambda thing: _within(thing, box))
    lines = _lines(page, region, box)
    if all(_runs_on(above, below) for above, below in pairwise(lines)):
        return tuple(line.piece for line in lines)  # one paragraph that fills the cell, line after line
    return _joined(lines)


def _page_numbers(pages: Sequence[Sequence[_Line | Part]]) -> list[_Line]:
    """Give the lines that number the pages: on each page the last or first, going up by one."""
    for edge in (-1, 0):
        lines = [page[edge] for page in pages if page]
        numbers = [_number(line) for line in lines]
        steps = {None if a is None or b is None else b - a for a, b in pairwise(numbers)}
        if len(lines) > 1 and steps == {1}:
            return [line for line in lines if isinstance(line, _Line)]
    return []


def _number(line: _Line | Part) -> int | None:
    match = PAGE_NUMBER.fullmatch(line.text) if isinstance(line, _Line) else None
    return int(match["number"]) if match else None


def _paragraphs(flow: Iterable[_Line | Part]) -> Iterator[Part]:
    """Give each group of lines that lie close together as a part, and table rows as they are."""
    group: list[_Line] = []
    for each in flow:
        if group and (isinstance(each, Part) or not _adjoin(group[-1], each)):
            yield Part(Kind.PARAGRAPH, (_joined(group),))
            group = []
        if isinstance(each, Part):
            yield each
        else:
            group.append(each)
    if group:
        yield Part(Kind.PARAGRAPH, (_joined(group),))


def _adjoin(above: _Line, below: _Line) -> bool:
    if above.page != below.page:
        return _runs_on(above, below)
    return below.top - above.top < CLOSE * max(above.size, below.size)


def _joined(lines: Sequence[_Line]) -> Cell:
    """Join lines without a line end where a sentence surely runs on, up to the line that ends it."""
    pieces: list[Piece] = []
    for index, line in enumerate(lines):
        pieces.append(line.piece)
        if index + 1 < len(lines) and not _same_sentence(lines, index):
            pieces[-1] = Piece(f"{line.text}\n", line.place)
    return tuple(pieces)


def _same_sentence(lines: Sequence[_Line], index: int) -> bool:
    """Tell whether full lines from this one on lead to a full stop."""
    for above, below in pairwise(lines[index:]):
        if not _runs_on(above, below):
            return False
        if FULL_STOP.search(below.text):
            return True
    return False


def _runs_on(above: _Line, below: _Line) -> bool:
    """A line that fills its column, in the same size, with no full stop, goes on at the column's left."""
    return (
        above.right - above.x1 < ROOM * above.size
        and abs(above.size - below.size) < 0.5
        and below.x0 - below.left < below.size / 2
        and not FULL_STOP.search(above.text)
    )


def _place(page: int, box: tuple[float, float, float, float]) -> Place:
    return place(page=page, area=",".join(f"{edge:.1f}" for edge in box))

"""The lines of a PDF page, and which of them surely are one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from pdfplumber.page import Page

from kg.apart import RefusedError
from kg.document.parts import Cell, Kind, Part, Piece, Place, place

Box = tuple[float, float, float, float]

FULL_STOP = re.compile(r"[。｡][」』）)】]*$")
CLOSE = 1.6
"""Lines of one paragraph lie closer than this many times their height, from bottom to top of the next 0.6."""
# Two characters may move to the next line together, so that none begins with a full stop (JIS X 4051).
ROOM = 2.0


@dataclass(frozen=True)
class Line:
    """A line as it is seen: words, page, box in points from the upper left, and where its column ends."""

    text: str
    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    left: float
    right: float
    chars: tuple[dict[str, Any], ...] = field(default=(), repr=False, compare=False)

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
        box = (self.x0, self.top, self.x1, self.bottom)
        return place(page=self.page, area=",".join(f"{edge:.1f}" for edge in box))


def read_lines(page: Page, region: Page, cell: Box | None = None) -> list[Line]:
    """Give the lines of a region; margins are taken to be as wide on the right as on the left."""
    found = region.extract_text_lines()
    if any("(cid:" in each["text"] for each in found):
        raise RefusedError("glyphs", str(page.page_number))
    left = min((each["x0"] for each in found), default=0.0)
    edges = (0.0, float(page.width)) if cell is None else (cell[0], cell[2])
    right = edges[1] - (left - edges[0])
    return [
        Line(
            *(each["text"], page.page_number, each["x0"], each["top"], each["x1"], each["bottom"]),
            *(left, right, tuple(each["chars"])),
        )
        for each in found
    ]


def paragraphs(flow: Iterable[Line | Part]) -> Iterator[Part]:
    """Give each group of lines that lie close together as a part, and table rows as they are."""
    group: list[Line] = []
    for each in flow:
        if group and (isinstance(each, Part) or not _adjoin(group[-1], each)):
            yield Part(Kind.PARAGRAPH, (joined(group),))
            group = []
        if isinstance(each, Part):
            yield each
        else:
            group.append(each)
    if group:
        yield Part(Kind.PARAGRAPH, (joined(group),))


def cell_of(lines: Sequence[Line]) -> Cell:
    """Join the lines of a cell: without line ends where it is one paragraph that fills the cell."""
    if all(runs_on(above, below) for above, below in pairwise(lines)):
        return tuple(line.piece for line in lines)
    return joined(lines)


def joined(lines: Sequence[Line]) -> Cell:
    """Join lines without a line end where a sentence surely runs on, up to the line that ends it."""
    pieces: list[Piece] = []
    for index, line in enumerate(lines):
        pieces.append(line.piece)
        if index + 1 < len(lines) and not _same_sentence(lines, index):
            pieces[-1] = Piece(f"{line.text}\n", line.place)
    return tuple(pieces)


def runs_on(above: Line, below: Line) -> bool:
    """A line that fills its column, in the same size, with no full stop, goes on at the column's left."""
    return (
        above.right - above.x1 < ROOM * above.size
        and abs(above.size - below.size) < 0.5
        and below.x0 - below.left < below.size / 2
        and not FULL_STOP.search(above.text)
    )


def within(line: Line, left: float, right: float) -> Line:
    """Give the line as one of a column with these edges."""
    return replace(line, left=left, right=right)


def _adjoin(above: Line, below: Line) -> bool:
    if above.page != below.page:
        return runs_on(above, below)
    return below.top - above.top < CLOSE * max(above.size, below.size)


def _same_sentence(lines: Sequence[Line], index: int) -> bool:
    """Tell whether full lines from this one on lead to a full stop."""
    for above, below in pairwise(lines[index:]):
        if not runs_on(above, below):
            return False
        if FULL_STOP.search(below.text):
            return True
    return False

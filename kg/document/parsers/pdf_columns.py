"""Tables without ruling lines: told by where words begin; refused where it is not certain what a row is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from kg.apart import RefusedError
from kg.document.parsers.pdf_lines import FULL_STOP, ROOM, Line, cell_of, within
from kg.document.parts import Kind, Part

SAME = 2.0
"""Points by which the left edges of one column may differ."""
# Gaps in widths of a character: within a line of words; between columns; surely between columns.
GAP, APART, WIDE = 0.3, 0.9, 1.8
SPACED = 0.25
"""Rows lie further apart than lines by more than this share of a character's height."""
PARAGRAPH = 0.6
"""A line without gaps, as wide as this share of the text's width, is none of a table."""

Char = dict[str, Any]


@dataclass(frozen=True)
class _Row:
    """A line of a table: by the number of the column, its words there."""

    line: Line
    cells: dict[int, Line]


def tabulate(lines: Sequence[Line]) -> Iterator[tuple[float, Line | Part]]:
    """Give lines as they are, and those of a table as its rows; each with where it begins on the page."""
    for run in _runs(lines):
        edges = _edges(run)
        group: list[_Row] = []
        for line in run:
            cells = _cells(line, edges) if len(edges) > 1 else None
            if cells is not None:
                group.append(_Row(line, cells))
                continue
            yield from _written(group, edges)
            group = []
            yield line.top, line
        yield from _written(group, edges)


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Cut at lines of paragraphs: words that fill much of the width without a gap."""
    run: list[Line] = []
    for line in lines:
        if len(_segments(line)) == 1 and line.x1 - line.x0 > PARAGRAPH * (line.right - line.left):
            yield run
            yield [line]
            run = []
        else:
            run.append(line)
    yield run


def _segments(line: Line, gap: float = APART) -> list[list[Char]]:
    """Cut a line where its characters stand apart."""
    found: list[list[Char]] = []
    for char in line.chars:
        if found and char["x0"] - found[-1][-1]["x1"] < gap * line.size:
            found[-1].append(char)
        else:
            found.append([char])
    return found


def _edges(run: Sequence[Line]) -> list[float]:
    """Give where columns begin: words begin there on several lines, behind wide gaps."""
    behind: list[tuple[float, bool]] = []
    first: list[float] = []
    for line in run:
        segments = _segments(line)
        if len(segments) > 1:
            first.append(segments[0][0]["x0"])
        for before, segment in pairwise(segments):
            start = segment[0]["x0"]
            behind.append((start, start - before[-1]["x1"] >= WIDE * line.size))
    edges: list[float] = []
    for start, _ in sorted(behind):
        alike = [wide for other, wide in behind if abs(other - start) <= SAME]
        if sum(alike) > 1 and not any(abs(edge - start) <= SAME for edge in edges):
            edges.append(start)
    return [min(first), *edges] if edges else []


def _cells(line: Line, edges: Sequence[float]) -> dict[int, Line] | None:
    """Give the line's words by column; None where they begin elsewhere, or run over an edge."""
    if not line.chars or not any(abs(line.x0 - edge) <= SAME for edge in edges):
        return None
    columns: dict[int, list[Char]] = {}
    for before, char in pairwise([None, *line.chars]):
        assert char is not None
        column = sum(char["x0"] >= edge - SAME for edge in edges) - 1
        crosses = any(char["x0"] < edge - SAME and char["x1"] > edge + SAME for edge in edges)
        if crosses or (before and column not in columns and char["x0"] - before["x1"] < GAP * line.size):
            return None
        columns.setdefault(column, []).append(char)
    return {column: _part(line, chars) for column, chars in columns.items()}


def _part(line: Line, chars: Sequence[Char]) -> Line:
    """Give some characters of a line as a line, with a space where they stand apart."""
    words = [
        "".join(char["text"] for char in segment) for segment in _segments(Line(*_shape(line), tuple(chars)))
    ]
    return Line(" ".join(words), line.page, chars[0]["x0"], line.top, chars[-1]["x1"], line.bottom, 0.0, 0.0)


def _shape(line: Line) -> tuple[str, int, float, float, float, float, float, float]:
    return line.text, line.page, line.x0, line.top, line.x1, line.bottom, line.left, line.right


def _written(group: Sequence[_Row], edges: Sequence[float]) -> Iterator[tuple[float, Line | Part]]:
    """Give the rows of a table, and lines that stand alone in its first column as they are."""
    table = [index for index, row in enumerate(group) if len(row.cells) > 1]
    first, last = (table[0], table[-1] + 1) if len(table) > 1 else (0, 0)
    while last and last < len(group) and 0 not in group[last].cells:
        last += 1
    for row in (*group[:first], *group[last:]):
        yield row.line.top, row.line
    lines = group[first:last]
    for rows in _grouped(lines, edges):
        if any(set(row.cells) != {0} for row in rows):
            cells = (cell_of(list(_column(rows, lines, column, left))) for column, left in enumerate(edges))
            yield rows[0].line.top, Part(Kind.ROW, tuple(cells))
        else:
            yield from ((row.line.top, row.line) for row in rows)


def _column(rows: Sequence[_Row], group: Sequence[_Row], column: int, left: float) -> Iterator[Line]:
    """Give a cell's lines; its column is as wide as the longest words in it."""
    right = max((row.cells[column].x1 for row in group if column in row.cells), default=left)
    yield from (within(row.cells[column], left, right) for row in rows if column in row.cells)


def _grouped(group: Sequence[_Row], edges: Sequence[float]) -> Iterator[list[_Row]]:
    """Group lines into rows; RefusedError where it is not certain which belong together."""
    gaps = [below.line.top - above.line.bottom for above, below in pairwise(group)]
    least = max(min(gaps, default=0.0), 0.0)
    apart = [gap > least + SPACED * group[0].line.size for gap in gaps]
    begins = _begins_within if any(apart) else _begins
    rows = [[row] for row in group[:1]]
    for (above, below), spaced in zip(pairwise(group), apart, strict=True):
        if spaced or begins(above, below, edges):
            rows.append([])
        rows[-1].append(below)
    yield from rows


def _begins(above: _Row, below: _Row, edges: Sequence[float]) -> bool:
    """Tell, where all lines lie equally close, whether a line begins a row.

    Under two columns a label does; under more, all cells must begin, or all must go on from above.
    """
    if below.line.top < above.line.bottom - 1:
        raise RefusedError("rows", str(below.line.page))
    if len(edges) == 2:
        return 0 in below.cells
    goes_on = _goes_on(above, below, edges)
    if goes_on == {True}:
        return False
    if goes_on == {False} and len(below.cells) == len(edges):
        return True
    raise RefusedError("rows", str(below.line.page))


def _begins_within(above: _Row, below: _Row, edges: Sequence[float]) -> bool:
    """Tell, where rows lie apart, whether a line begins one all the same: under two columns a label does."""
    if len(edges) == 2:
        return 0 in below.cells and 0 in above.cells
    goes_on = _goes_on(above, below, edges)
    several = len(below.cells) > 1 and goes_on == {False}
    if several or (len(below.cells) == len(edges) and goes_on != {True}):
        raise RefusedError("rows", str(below.line.page))
    return False


def _goes_on(above: _Row, below: _Row, edges: Sequence[float]) -> set[bool]:
    """Tell of the line's cells whether they go on from above: all, none, or some."""
    return {column in above.cells and _fills(above, column, edges) for column in below.cells}


def _fills(row: _Row, column: int, edges: Sequence[float]) -> bool:
    """Tell whether words run up to the next column, or to the margin, and end no sentence."""
    words = row.cells[column]
    right = edges[column + 1] - APART * words.size if column + 1 < len(edges) else row.line.right
    return right - words.x1 < ROOM * words.size and not FULL_STOP.search(words.text)

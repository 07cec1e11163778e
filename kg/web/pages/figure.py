"""The role matrix as a picture: the same marks as in its table, turned so that initiatives are columns."""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import east_asian_width

from kg.web.i18n import text
from kg.web.pages.matrix import Column, Line, Mark, Matrix

# Lengths in the picture's own units; the text is 14 of them high.
CELL = 34
HEAD = 56
GAP = 12
EM = 14.5
APART = 15


@dataclass(frozen=True)
class Shape:
    """A mark in its place: the middle of its cell, the kind that decides its form, and what it stands for."""

    x: float
    y: float
    kind: str
    title: str


@dataclass(frozen=True)
class Label:
    """A word or number at a place."""

    x: float
    y: float
    text: str
    lang: str | None = None


@dataclass(frozen=True)
class Bracket:
    """A pillar above its columns, from left to right."""

    left: float
    right: float
    label: str
    title: str


@dataclass(frozen=True)
class Figure:
    """A picture of so many units: its sentence, and everything in it with its place."""

    width: float
    height: float
    description: str
    rows: tuple[Label, ...]
    numbers: tuple[Label, ...]
    brackets: tuple[Bracket, ...]
    shapes: tuple[Shape, ...]


def draw(matrix: Matrix) -> Figure:
    """Place the marks of a matrix: a row for each government, a column for each initiative."""
    left = max((_width(column.who.words.text) for column in matrix.columns), default=0) + GAP
    places, brackets, x = [], [], left
    for group in matrix.groups:
        start = x
        for line in group.lines:
            places.append((x + CELL / 2, line))
            x += CELL
        brackets.append(Bracket(start + 3, x - 3, group.notation or "", group.value.words.text))
        x += GAP
    rows = [(HEAD + (at + 0.5) * CELL, column) for at, column in enumerate(matrix.columns)]
    return Figure(
        x,
        HEAD + len(rows) * CELL + GAP / 2,
        describe(matrix),
        tuple(Label(0, y, column.who.words.text, column.who.words.lang) for y, column in rows),
        tuple(Label(x, HEAD - 12, str(line.number)) for x, line in places),
        tuple(brackets),
        tuple(
            Shape(x + (at - (len(cell) - 1) / 2) * APART, y, mark.kind.id, _title(column, line, mark))
            for x, line in places
            for (y, column), cell in zip(rows, line.cells, strict=True)
            for at, mark in enumerate(cell)
        ),
    )


def describe(matrix: Matrix) -> str:
    """Say what the picture shows: of each government, in how many initiatives it has which role."""
    said = [
        text("{who}: {counts}", who=column.who.words.text, counts=text(", ").join(_counts(matrix, at)))
        for at, column in enumerate(matrix.columns)
    ]
    return text(". ").join(said)


def _counts(matrix: Matrix, at: int) -> list[str]:
    marks = [mark for line in matrix.lines for mark in line.cells[at]]
    return [
        text(
            "{kind} {count}",
            kind=kind.value.words.text,
            count=sum(mark.times for mark in marks if mark.kind.iri == kind.iri),
        )
        for kind in matrix.kinds
        if any(mark.kind.iri == kind.iri for mark in marks)
    ]


def _title(column: Column, line: Line, mark: Mark) -> str:
    return f"{line.number} {line.heading.words.text} – {column.who.words.text}: {mark.kind.value.words.text}"


def _width(words: str) -> float:
    """Estimate how wide words are: full-width characters an em, the others a little more than half of one."""
    return sum(EM if east_asian_width(one) in "WF" else EM * 0.56 for one in words)

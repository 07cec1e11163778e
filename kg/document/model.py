"""A document: its text, its lines and blocks, passages of it, and where they stand in the original."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from kg.document.normalize import Normalized, Span, normalize
from kg.document.parts import Kind, Place, Remark
from kg.document.places import say_place
from kg.errors import Message, Problem


@dataclass(frozen=True, order=True)
class Passage:
    """Words of a document: code points `start` to `end` (exclusive), the words, the line they begin on.

    `places` tells where they stand in the original, when the original is not plain text.
    """

    start: int
    end: int
    exact: str
    line: int
    places: tuple[Place, ...] = field(default=(), compare=False)

    @property
    def where(self) -> Message:
        """Say where the words begin: in the original, or on which line of the text."""
        return say_place(self.places[0] if self.places else (("line", str(self.line)),))


@dataclass(frozen=True)
class Line:
    """A line: number from 1, where it starts in the text, as written, and normalised for recognition."""

    number: int
    start: int
    written: str
    normalized: Normalized = field(repr=False)

    @property
    def text(self) -> str:
        """The normalised words, without heading mark or the rules of a table."""
        return self.normalized.text


@dataclass(frozen=True)
class Block:
    """A heading, paragraph or list item, which is one cell, or a table row: the spans of its cells."""

    kind: Kind
    cells: tuple[Span, ...]

    @property
    def span(self) -> Span:
        """From the first cell to the last."""
        return self.cells[0][0], self.cells[-1][1]


@dataclass(frozen=True)
class Located:
    """A span of the text that stands in one place of the original."""

    start: int
    end: int
    place: Place


@dataclass(frozen=True)
class Document:
    """A text as received: its registered id, name for messages, sha256 of the bytes, text, lines and blocks.

    `located` is empty where the text is the original; `remarks` tell what of the original is not in the text.
    """

    id: str
    name: str
    sha256: str
    text: str
    lines: tuple[Line, ...] = field(repr=False)
    blocks: tuple[Block, ...] = field(repr=False)
    located: tuple[Located, ...] = field(default=(), repr=False)
    remarks: tuple[Remark, ...] = ()

    def passage(self, start: int, end: int) -> Passage:
        """Give the passage between two offsets, without white space at its ends."""
        words = self.text[start:end]
        start += len(words) - len(words.lstrip())
        exact = words.strip()
        end = start + len(exact)
        return Passage(start, end, exact, self.line_at(start), tuple(self._places(start, end)))

    def line_at(self, offset: int) -> int:
        """Give the number of the line that holds the offset."""
        return bisect_right(self._starts, offset)

    def block_at(self, offset: int) -> Block | None:
        """Give the block that holds the offset; None between blocks."""
        index = bisect_right(self._block_starts, offset) - 1
        found = self.blocks[index] if index >= 0 else None
        return found if found and offset <= found.span[1] else None

    def normalized(self, passage: Passage) -> Normalized:
        """Give the passage's words normalised for recognition, each with its place in the text."""
        return normalize(passage.exact, passage.start)

    def problem(self, what: Message, remedy: Message, offset: int | None = None) -> Problem:
        """State a problem where the offset is, in the original; None for the whole document."""
        if offset is None:
            return Problem(what, remedy, self.name)
        place = next(self._places(offset, offset + 1), None)
        return self._problem(what, remedy, self.line_at(offset), place)

    def problem_at(self, what: Message, remedy: Message, passage: Passage) -> Problem:
        """State a problem where the passage begins; it may be empty, as a cell of a form."""
        return self._problem(what, remedy, passage.line, next(iter(passage.places), None))

    def _problem(self, what: Message, remedy: Message, line: int, place: Place | None) -> Problem:
        said = say_place(place) if place else None
        return Problem(what, remedy, self.name, line, said, place or ())

    def _places(self, start: int, end: int) -> Iterator[Place]:
        first = max(bisect_right(self._located_starts, start) - 1, 0)
        for each in self.located[first:]:
            if each.start >= end:
                return
            if each.end > start:
                yield each.place

    @cached_property
    def _starts(self) -> list[int]:
        return [line.start for line in self.lines]

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.span[0] for block in self.blocks]

    @cached_property
    def _located_starts(self) -> list[int]:
        return [each.start for each in self.located]

"""A document: its text, its lines, and passages of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from kg.document.normalize import Normalized, normalize

HEADING_MARK = re.compile(r"\s*#{1,6}(?=\s|$)")


@dataclass(frozen=True, order=True)
class Passage:
    """Words of a document: code points `start` to `end` (exclusive), the words, the line they begin on."""

    start: int
    end: int
    exact: str
    line: int


@dataclass(frozen=True)
class Line:
    """A line: number from 1, where it starts in the text, as written, and normalised for recognition."""

    number: int
    start: int
    written: str
    normalized: Normalized = field(repr=False)

    @property
    def text(self) -> str:
        """The normalised words, without a Markdown heading mark."""
        return self.normalized.text


@dataclass(frozen=True)
class Document:
    """A text as received: its registered id, name for messages, sha256 of the bytes, text and lines."""

    id: str
    name: str
    sha256: str
    text: str
    lines: tuple[Line, ...] = field(repr=False)

    def passage(self, start: int, end: int) -> Passage:
        """Give the passage between two offsets, without white space at its ends."""
        words = self.text[start:end]
        start += len(words) - len(words.lstrip())
        exact = words.strip()
        return Passage(start, start + len(exact), exact, bisect_right(self._starts, start))

    @cached_property
    def _starts(self) -> list[int]:
        return [line.start for line in self.lines]

    def normalized(self, passage: Passage) -> Normalized:
        """Give the passage's words normalised for recognition, each with its place in the text."""
        return normalize(passage.exact, passage.start)


def compose(id: str, name: str, sha256: str, text: str) -> Document:
    """Cut a text with LF line ends into lines that know their offsets."""
    lines = []
    start = 0
    for number, written in enumerate(text.split("\n"), start=1):
        mark = HEADING_MARK.match(written)
        skipped = mark.end() if mark else 0
        lines.append(Line(number, start, written, normalize(written[skipped:], start + skipped)))
        start += len(written) + 1
    return Document(id, name, sha256, text, tuple(lines))

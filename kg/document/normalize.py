"""Normalisation for recognition only: each character keeps its place in the source.

Widths are folded (Unicode NFKC), the comma that official texts write (，) becomes 、, runs of white space
become one space, and the ends are trimmed, so that `（案）` and `(案)`, `Ⅲ` and `III` are recognised alike.
What is published are the source's own characters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

Span = tuple[int, int]

COMMA = "，"

TEXTS, SHORT = 1024, 200
"""Texts that are remembered, and the characters of the longest: each takes a hundred bytes a character."""


@dataclass(frozen=True)
class Normalized:
    """Normalised text; `places[i]` is the half-open span of the source that character i came from."""

    text: str
    places: tuple[Span, ...]

    def source(self, start: int, end: int) -> Span:
        """Give the span of the source for characters `start` to `end` (exclusive) of `text`."""
        return self.places[start][0], self.places[end - 1][1]

    def without_spaces(self) -> Normalized:
        """Drop the white space: for words that may be broken over lines or letter-spaced."""
        kept = [
            (char, place) for char, place in zip(self.text, self.places, strict=True) if not char.isspace()
        ]
        return Normalized("".join(char for char, _ in kept), tuple(place for _, place in kept))


def normalize(text: str, offset: int = 0) -> Normalized:
    """Normalise `text`, which begins `offset` code points into the source."""
    found = _remembered(text) if len(text) <= SHORT else _normalized(text)
    return Normalized(found.text, tuple((start + offset, end + offset) for start, end in found.places))


def _normalized(text: str) -> Normalized:
    characters = list(_single_spaces(_folded(text)))
    return Normalized("".join(char for char, _ in characters), tuple(place for _, place in characters))


# Cues and labels are the same again and again.
_remembered = lru_cache(TEXTS)(_normalized)


def _folded(text: str) -> Iterator[tuple[str, Span]]:
    for start, end in _clusters(text):
        for char in unicodedata.normalize("NFKC", text[start:end].replace(COMMA, "、")):
            yield (" " if char.isspace() else char), (start, end)


def _clusters(text: str) -> Iterator[Span]:
    """Cut where NFKC on the left and on the right is NFKC of both: ｶﾞ stays together and becomes ガ."""
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or not _joins(text[start:end], text[end]):
            yield start, end
            start = end


@lru_cache(1 << 15)
def _joins(left: str, right: str) -> bool:
    def fold(part: str) -> str:
        return unicodedata.normalize("NFKC", part)

    return fold(left + right) != fold(left) + fold(right)


def _single_spaces(characters: Iterator[tuple[str, Span]]) -> Iterator[tuple[str, Span]]:
    """Trim the ends and keep one space of each run, placed where the run is."""
    pending: Span | None = None
    begun = False
    for char, place in characters:
        if char == " ":
            pending = (pending[0], place[1]) if pending else place
            continue
        if pending and begun:
            yield " ", pending
        pending, begun = None, True
        yield char, place

"""A source's text cut into lines, and each line into the passages in it, one inside another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

Span = tuple[int, int]
"""Where a passage begins and ends: offsets in code points of the stored text, the end exclusive."""


@dataclass(frozen=True)
class Piece:
    """A stretch of a line: plain text, or as much of a passage as stands together, with what is inside it.

    `is_first` tells whether the passage begins here: one that runs over a line's end has several pieces.
    """

    text: str
    passage: Span | None = None
    is_first: bool = True
    inside: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Line:
    """A line of the source, numbered from 1."""

    number: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class _Part:
    """What is left to place of a passage."""

    start: int
    end: int
    passage: Span


def span_of(passage: str) -> Span | None:
    """Read the offsets from a passage's IRI (RFC 5147); None when it has none."""
    _, has_offsets, offsets = passage.partition("#char=")
    start, _, end = offsets.partition(",")
    is_span = has_offsets and start.isascii() and start.isdigit() and end.isascii() and end.isdigit()
    return (int(start), int(end)) if is_span else None


def crossing(text: str, spans: Iterable[Span]) -> list[Span]:
    """Give those passages of a text that run over a line's end, in order."""
    return sorted(span for span in set(spans) if "\n" in text[slice(*span)])


def lines(text: str, passages: Iterable[Span]) -> tuple[Line, ...]:
    """Cut a text into numbered lines, and each line where a passage begins or ends."""
    waiting = sorted({_Part(*span, span) for span in passages if span[0] < span[1]}, key=_outer_first)
    found, start = [], 0
    for number, written in enumerate(text.split("\n"), start=1):
        end = start + len(written)
        here = [part for part in waiting if part.start <= end]
        inside = [replace(part, end=min(part.end, end)) for part in here if part.start < end]
        found.append(Line(number, tuple(_pieces(text, start, end, inside))))
        over = [replace(part, start=end + 1) for part in here if part.end > end + 1]
        waiting = sorted(over, key=_outer_first) + waiting[len(here) :]
        start = end + 1
    return tuple(found)


def _pieces(text: str, start: int, end: int, parts: list[_Part]) -> Iterator[Piece]:
    """Place the outermost parts in turn; of one that ends outside the one it begins in, the rest after it."""
    at = start
    while parts:
        outer, *rest = parts
        within = [part for part in rest if part.start < outer.end]
        if outer.start > at:
            yield Piece(text[at : outer.start])
        inside = [replace(part, end=min(part.end, outer.end)) for part in within]
        yield Piece(
            text[outer.start : outer.end],
            outer.passage,
            outer.start == outer.passage[0],
            tuple(_pieces(text, outer.start, outer.end, inside)),
        )
        at = outer.end
        over = [replace(part, start=outer.end) for part in within if part.end > outer.end]
        parts = sorted(over + rest[len(within) :], key=_outer_first)
    if end > at:
        yield Piece(text[at:end])


def _outer_first(part: _Part) -> Span:
    return part.start, -part.end

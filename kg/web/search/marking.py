"""Where a text has the words that were asked for: it is cut into pieces, of which some are marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.web.search.folding import Span, fold, fold_in_place

BEFORE, LENGTH = 30, 130
"""Characters of an excerpt before the first word that was found, and in all."""
ELLIPSIS = "…"


@dataclass(frozen=True)
class Piece:
    """A stretch of a text; `marked` tells whether it is one of the words."""

    text: str
    marked: bool = False


Pieces = tuple[Piece, ...]


def finder(sought: Iterable[str]) -> re.Pattern[str] | None:
    """Give what finds the words in a folded text, longer ones first; None when there are none."""
    words = sorted(sought, key=len, reverse=True)
    return re.compile("|".join(map(_pattern, words))) if words else None


def has(text: str, find: re.Pattern[str] | None) -> bool:
    """Tell whether a text has one of the words."""
    return bool(find and find.search(fold(text)))


def marks(text: str, find: re.Pattern[str] | None) -> list[Span]:
    """Give the spans of a text, in order and apart, that are one of the words."""
    if not has(text, find):
        return []
    assert find
    folded, places = fold_in_place(text)
    found = ((places[each.start()][0], places[each.end() - 1][1]) for each in find.finditer(folded))
    return list(_joined(found))


def cut(text: str, spans: Sequence[Span]) -> Pieces:
    """Cut a text at spans that are in order and apart."""
    pieces, at = [], 0
    for start, end in spans:
        pieces += [Piece(text[at:start]), Piece(text[start:end], True)]
        at = end
    return tuple(piece for piece in (*pieces, Piece(text[at:])) if piece.text)


def marked(text: str, find: re.Pattern[str] | None) -> Pieces:
    """Give a whole text with the words marked."""
    return cut(text, marks(text, find))


def excerpt(text: str, find: re.Pattern[str] | None) -> Pieces:
    """Give the part of a text around the first of the words, or its beginning."""
    spans = marks(text, find)
    start = max(0, spans[0][0] - BEFORE) if spans and len(text) > LENGTH else 0
    end = min(len(text), start + LENGTH)
    within = [(first - start, min(last, end) - start) for first, last in spans if first < end]
    pieces = cut(text[start:end], within)
    before = (Piece(ELLIPSIS),) if start else ()
    after = (Piece(ELLIPSIS),) if end < len(text) else ()
    return (*before, *pieces, *after)


def _pattern(word: str) -> str:
    """Latin words are found where a word begins, as in the index."""
    return f"(?<![a-z0-9]){word}" if word.isascii() else re.escape(word)


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Join spans that touch: a letter that stands for two may end one and begin the next."""
    last: Span | None = None
    for start, end in spans:
        if last and start <= last[1]:
            last = (last[0], max(end, last[1]))
            continue
        if last:
            yield last
        last = (start, end)
    if last:
        yield last

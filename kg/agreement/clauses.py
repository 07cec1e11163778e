"""The sentences of an agreement's body, also where lines break within them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.agreement.model import Article
from kg.agreement.reading import Reading
from kg.document.model import Document, Line, Passage
from kg.document.normalize import Normalized

OPENING, CLOSING = "「『(", "」』)"
# The number of a paragraph or an item before its first sentence.
NUMBERED = re.compile(r"(?:[0-9]+|\([0-9]+\))(?![0-9年月日])")


@dataclass(frozen=True)
class Clause:
    """A sentence, normalised and without white space; `unit` is the article or the line it belongs to."""

    document: Document
    unit: int
    normalized: Normalized

    @property
    def text(self) -> str:
        """The words to be recognised."""
        return self.normalized.text

    @property
    def words(self) -> Passage:
        """The words of the source."""
        return self.document.passage(*self.normalized.source(0, len(self.text)))

    def group(self, match: re.Match[str], group: str) -> Passage:
        """Give the words of the source for a group of a match on `text`."""
        return self.document.passage(*self.normalized.source(*match.span(group)))


def clauses(reading: Reading, body: Sequence[Line], articles: Sequence[Article]) -> list[Clause]:
    """Give the sentences of each article, and of each line that is in none, in the order of the text."""
    units = [article.text for article in articles]
    others = (reading.words(line) for line in body if line.text)
    units += [line for line in others if not any(_overlap(line, article.text) for article in articles)]
    return [
        clause
        for number, unit in enumerate(sorted(units))
        for clause in _sentences(reading.document, number, unit)
    ]


def _overlap(one: Passage, other: Passage) -> bool:
    return one.start < other.end and other.start < one.end


def _sentences(document: Document, unit: int, words: Passage) -> Iterator[Clause]:
    whole = document.normalized(words).without_spaces()
    for start, end in pairwise(_cuts(whole.text)):
        skipped = NUMBERED.match(whole.text, start, end)
        first = skipped.end() if skipped else start
        if first < end:
            yield Clause(document, unit, Normalized(whole.text[first:end], whole.places[first:end]))


def _cuts(text: str) -> list[int]:
    """Give where sentences begin and end: after each full stop that does not stand in brackets."""
    cuts, depth = [0], 0
    for place, char in enumerate(text, start=1):
        depth += (char in OPENING) - (char in CLOSING and depth > 0)
        if char == "。" and depth == 0:
            cuts.append(place)
    return cuts if cuts[-1] == len(text) else [*cuts, len(text)]

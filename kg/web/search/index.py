"""The full-text index of a release: made in memory from its entries, and asked by many threads."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from threading import Lock

from kg.release.entries import TYPES, Entry, read_entries
from kg.web.search import romaji
from kg.web.search.facets import Bits, Chosen, Facets, among, bits
from kg.web.search.joining import Joined
from kg.web.search.sought import NAMES, Sought, tokens

# Words of two letters and more are pairs of letters side by side, and a single letter begins a pair.
# `ascii` takes the pairs as they are.
TABLE = """CREATE VIRTUAL TABLE found USING fts5(
  name, kana, romaji, code, words, context, content='', tokenize='ascii', prefix='1'
)"""
ROW = "INSERT INTO found(rowid, name, kana, romaji, code, words, context) VALUES (?, ?, ?, ?, ?, ?, ?)"
ALL = "SELECT rowid, bm25(found, 10, 10, 10, 10, 3, 0) FROM found WHERE found MATCH ?"
NAMED = f"SELECT rowid FROM found WHERE found MATCH '{NAMES} : (' || ? || ')'"
KEPT = 128
"""Questions whose entries are kept in order: readers turn pages and narrow."""


@dataclass(frozen=True)
class Found:
    """An answer: how many entries, those of one page, and how many there are by facet and value."""

    total: int
    entries: tuple[Entry, ...]
    counts: dict[str, dict[str, int]]


class Index:
    """The entries of a release, to be found by their words."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.joined = Joined(entries)
        self.facets = Facets(map(self.joined.traits, entries))
        self.lock = Lock()
        self.matching = lru_cache(KEPT)(self._matching)
        self.database = sqlite3.connect(":memory:", check_same_thread=False)
        self.database.execute(TABLE)
        self.database.executemany(ROW, self._rows())
        self.database.execute("INSERT INTO found(found) VALUES ('optimize')")
        self.database.execute("PRAGMA query_only = ON")

    @property
    def entries(self) -> Sequence[Entry]:
        """The entries by number."""
        return self.joined.entries

    def find(self, sought: Sought, chosen: Chosen, start: int, size: int) -> Found:
        """Find what has all words and the chosen values; without words, all that has the values."""
        order, matches = self.matching(sought.expression) if sought.text else self.everything
        narrowed = self.facets.narrow(matches, chosen)
        numbers = among(order, narrowed) if narrowed != matches else order
        page = tuple(self.entries[number] for number in numbers[start : start + size])
        return Found(narrowed.bit_count(), page, self.facets.count(matches, chosen))

    @cached_property
    def everything(self) -> tuple[Sequence[int], Bits]:
        """All entries in order, and as a set."""
        numbers = sorted(range(len(self.entries)), key=self._place)
        return numbers, bits(numbers)

    def _matching(self, expression: str) -> tuple[Sequence[int], Bits]:
        """Give what matches, the best first, and as a set: first what is called so, then newest texts."""
        if not expression:
            return (), 0
        with self.lock:
            scores = dict(self.database.execute(ALL, (expression,)).fetchall())
            named = {number for (number,) in self.database.execute(NAMED, (expression,))}

        def place(number: int) -> tuple[float, ...]:
            explains, *rest, _ = self._place(number)
            return explains, number not in named, *rest, scores[number], number

        return sorted(scores, key=place), bits(scores)

    def _place(self, number: int) -> tuple[int, ...]:
        """Put what the data are about before what explains them, and newest texts before earlier ones."""
        entry = self.entries[number]
        return entry.type in EXPLAINING, not entry.current, RANKS[entry.type], number

    def _rows(self) -> Iterator[tuple[int, str, str, str, str, str, str]]:
        context = lru_cache(1 << 12)(_readable)
        for number, entry in enumerate(self.entries):
            yield (
                number,
                _several(entry.label.values()),
                tokens(entry.kana),
                romaji.key_of_kana(entry.kana),
                " ".join(entry.codes),
                _several(passage.words for passage in entry.passages),
                " ".join(map(context, self.joined.context(entry))),
            )


KANA = re.compile("[ぁ-ゖァ-ヺー]+")
EXPLAINING = ("question", "concept", "term")
RANKS = {type: rank for rank, type in enumerate(TYPES)}


def _readable(name: str) -> str:
    """Write a name as the index keeps it; one in kana with its romaji besides."""
    return " ".join(filter(None, (tokens(name), romaji.key_of_kana(name) if KANA.fullmatch(name) else "")))


def _several(texts: Iterable[str]) -> str:
    return " ".join(map(tokens, texts))


@lru_cache(maxsize=2)
def _opened(release: Path) -> Index:
    return Index(read_entries(release))


OPENING = Lock()


def open_index(release: Path) -> Index:
    """Give the index of a release, made when it is asked for first; ReleaseError when it has no entries."""
    with OPENING:
        return _opened(release)

"""What a reader asks for, as words that are looked for; no letter of it is an instruction to anything."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.web.search import romaji
from kg.web.search.folding import fold

LONGEST = 100
"""Characters of a question that are read."""
MOST = 12
"""Words of a question that are looked for."""

# Latin words and numbers as they are; of other scripts, which write no spaces, every two letters.
RUN = re.compile(r"[a-z0-9]+|[^\W_a-z0-9]+")
LATIN = re.compile(r"[a-zāīūēōâîûêô'’. -]+", re.IGNORECASE)
NAMES = "{name kana romaji code}"
"""The columns that say what a thing is called."""


@dataclass(frozen=True)
class Sought:
    """A question: its text as far as it is read, in parts; `cut` tells whether more was asked."""

    text: str
    parts: tuple[str, ...]
    cut: bool

    @property
    def words(self) -> tuple[str, ...]:
        """The words to look for, in their one form, each once."""
        return tuple(dict.fromkeys(run for part in self.parts for run in RUN.findall(fold(part))))

    @property
    def expression(self) -> str:
        """All words as a full-text query of SQLite; empty when there is nothing to look for."""
        every = " AND ".join(filter(None, map(_part, self.parts)))
        whole = _reading(self.text) if len(self.parts) > 1 else ""
        return f"({every}) OR {whole}" if every and whole else every


def read_sought(asked: str) -> Sought:
    """Read a question: control characters are spaces, and what is too long is cut."""
    text = " ".join("".join(letter if letter.isprintable() else " " for letter in asked).split())
    parts = text[:LONGEST].split()
    return Sought(text[:LONGEST].strip(), tuple(parts[:MOST]), len(text) > LONGEST or len(parts) > MOST)


def tokens(text: str) -> str:
    """Write a text as the index keeps it: Latin words, and pairs of other letters, with spaces between."""
    return " ".join(token for run in RUN.findall(fold(text)) for token in _tokens(run))


def _tokens(run: str) -> list[str]:
    return [run] if run.isascii() else [run[at : at + 2] for at in range(len(run))]


def _part(part: str) -> str:
    """Look for each run of letters in a part, or for a name whose reading begins as the part does."""
    every = " AND ".join(map(_run, RUN.findall(fold(part))))
    reading = _reading(part)
    return f"({every} OR {reading})" if every and reading else every


def _run(run: str) -> str:
    """A run of Latin letters begins a word; two letters and more of other scripts stand anywhere."""
    if run.isascii() or len(run) == 1:
        return f'"{run}"*'
    return '"' + " ".join(_tokens(run)[:-1]) + '"'


def _reading(text: str) -> str:
    key = romaji.key(text) if LATIN.fullmatch(text) else ""
    return f'{{romaji context}} : "{key}"*' if key else ""

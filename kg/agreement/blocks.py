"""Initiatives as they stand in a schedule of any layout: pillar, heading, and rows for content and roles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from kg.agreement.actors import Actors
from kg.agreement.damage import spaced
from kg.agreement.lexicon import Lexicon, Pillar
from kg.agreement.reading import Reading
from kg.document.model import Line, Passage
from kg.errors import Message

CONTENT = ""
# How a heading may be numbered: I, ii, 3, (3), 第3, 三, ア, 【III … — after normalisation of widths.
NUMBER = r"(?:[IVXivx]+|[0-9]+|[一二三四五六七八九十]+|[ア-ン]|[A-Za-z])(?:-[0-9]+)?"
NUMERAL = rf"[【\[(]?\s*第?{NUMBER}\s*[)\]】.,、:\-\s]*"
NUMBERED = re.compile(r"[IVX]+[\s.,、]+\S.*")
# What may follow a pillar's label: に係る政策分野, （別表第1関係）.
FIELD = r"(?:\s?(?:に(?:係る|関する)|の)\s?(?:政策)?分野)?"
ANNEX_OF = r"(?:\s?\(別表(?:第[^()]{1,3})?(?:関係)?\))?"
# A beginning of this many characters, or this share of characters in common, is taken for a slip.
SURE_LENGTH = 6
SIMILAR = 0.75
ABRIDGED_LENGTH = 4


@dataclass
class Row:
    """A label and the span of its value in the text; `actor` is a party's key, or CONTENT for 取組内容.

    A row on costs alone has `cost`; its `actor` is the party whose share it is, or CONTENT for that of all.
    `others` are the further parties of a role that is of several: 甲及び乙の役割.
    """

    label: Passage
    actor: str
    start: int
    end: int
    cost: bool = False
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class PillarHeading:
    """The concept's name, and the words of the heading."""

    name: str
    words: Passage


@dataclass(frozen=True)
class Block:
    """An initiative: the pillar's heading above it (None at the top), its own, its rows."""

    pillar: PillarHeading | None
    heading: Passage
    rows: list[Row] = field(default_factory=list)

    def has(self, actor: str) -> bool:
        """Tell whether there is already a row for this party, or the CONTENT."""
        return any(actor in (row.actor, *row.others) and not row.cost for row in self.rows)

    def part(self) -> None:
        """Give each party of a role that is of several a row of its own."""
        shared = [(row, actor) for row in self.rows for actor in row.others]
        self.rows.extend(Row(row.label, actor, row.start, row.end) for row, actor in shared)

    @property
    def costs(self) -> list[Row]:
        """The rows on costs alone."""
        return [row for row in self.rows if row.cost]


@dataclass(frozen=True)
class Section:
    """Where initiatives stand: an annex, with its heading and perhaps its pillar, or a part of the body."""

    heading: Passage | None
    pillar: PillarHeading | None
    lines: Sequence[Line]


@dataclass
class Blocks:
    """Collects initiatives in the order of the text; what does not fit is noted as a problem."""

    reading: Reading
    lexicon: Lexicon
    actors: Actors
    pillar: PillarHeading | None = None
    found: list[Block] = field(default_factory=list)
    current: Block | None = None

    def enter(self, pillar: PillarHeading) -> None:
        """Go on under a pillar; a row must not follow before the next initiative's heading."""
        self.pillar, self.current = pillar, None

    def begin(self, heading: Passage) -> None:
        """Begin an initiative."""
        self.current = Block(self.pillar, heading)
        self.found.append(self.current)

    def close(self) -> None:
        """End the initiative at hand: what follows belongs to none until the next heading."""
        self.current = None

    def add(self, row: Row) -> None:
        """Give the initiative at hand a row."""
        label = row.label
        named = {"label": label.exact}
        if self.current is None:
            what = Message("“{label}” stands under no initiative.", named)
            self.reading.object(what, Message("Write the initiative's heading on the line above it."), label)
        elif any((each.actor, each.cost) == (row.actor, row.cost) for each in self.current.rows):
            what = Message("“{label}” is repeated.", named)
            remedy = Message("Keep one, or write the heading of the next initiative above it.")
            self.reading.object(what, remedy, label)
        else:
            self.current.rows.append(row)

    @property
    def row(self) -> Row | None:
        """The last row, to which what follows may belong."""
        return self.current.rows[-1] if self.current and self.current.rows else None


def find_pillar(words: str, pillars: Sequence[Pillar]) -> Pillar | None:
    """Give the pillar that these normalised words head, numbered or not."""
    for pillar in pillars:
        if re.fullmatch(rf"(?:{NUMERAL})?{spaced(pillar.label)}{FIELD}\s?[】\])]?{ANNEX_OF}", words):
            return pillar
    return None


def resembles_pillar(words: str, pillars: Sequence[Pillar]) -> bool:
    """Tell whether this may be a pillar's heading with a slip: what follows would come under another."""
    if NUMBERED.fullmatch(words):
        return True
    bare = re.sub(rf"^{NUMERAL}", "", words) or words
    return any(
        (len(bare) >= SURE_LENGTH and pillar.label.startswith(bare))
        or SequenceMatcher(None, bare, pillar.label).ratio() >= SIMILAR
        for pillar in pillars
    )


def abridges_pillar(words: str, pillars: Sequence[Pillar]) -> bool:
    """Tell whether the words may head a pillar in fewer or more words: 高次都市機能, …の強化に向けた取組."""
    bare = re.sub(rf"^{NUMERAL}", "", words) or words
    return any(
        pillar.label in bare or (len(bare) >= ABRIDGED_LENGTH and _runs_through(bare, pillar.label))
        for pillar in pillars
    )


def _runs_through(words: str, label: str) -> bool:
    """Tell whether the label has all characters of the words in their order."""
    rest = iter(label)
    return all(char in rest for char in words)


def object_to_pillar(reading: Reading, words: Passage, pillars: Sequence[Pillar]) -> None:
    """Note that a heading is none of the scheme's."""
    known = "、".join(f"{pillar.notation} {pillar.label}" for pillar in pillars)
    values = {"heading": reading.normal(words), "known": known}
    what = Message("The scheme has no pillar “{heading}”. It has: {known}.", values)
    reading.object(what, Message("Correct the heading as the original has it."), words)

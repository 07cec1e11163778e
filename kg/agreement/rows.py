"""The schedule's rows: pillar headings, initiative headings, and label rows with their values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.agreement.lexicon import Pillar
from kg.agreement.parties import DESIGNATIONS
from kg.agreement.reading import Reading
from kg.document.model import Line, Passage
from kg.errors import Message

LABEL = re.compile(rf"(?P<label>取組内容|(?P<designation>[{DESIGNATIONS}])の役割)(?:\s+(?P<value>.*))?")
NUMBERED = re.compile(r"[IVX]+[\s.,、]+\S.*")
CONTENT = ""


@dataclass
class Row:
    """A label and the span of its value in the text; `designation` is CONTENT for 取組内容."""

    label: Passage
    designation: str
    start: int
    end: int


@dataclass(frozen=True)
class PillarHeading:
    """The concept's name, and the words of the heading."""

    name: str
    words: Passage


@dataclass(frozen=True)
class Block:
    """An initiative as it stands: the pillar's heading above it (None at the top), its own, its rows."""

    pillar: PillarHeading | None
    heading: Passage
    rows: list[Row] = field(default_factory=list)

    def has(self, designation: str) -> bool:
        """Tell whether there is already a row for this party, or the CONTENT."""
        return any(row.designation == designation for row in self.rows)


def read_blocks(reading: Reading, lines: Sequence[Line], pillars: Sequence[Pillar]) -> list[Block]:
    """Group the schedule's lines into initiatives; what fits no rule is left to the coverage report."""
    filled = [line for line in lines if line.text]
    blocks: list[Block] = []
    pillar: PillarHeading | None = None
    current: Block | None = None
    for line, following in zip(filled, [*filled[1:], None], strict=True):
        if found := _pillar(reading, line, pillars):
            pillar, current = found, None
        elif match := LABEL.fullmatch(line.text):
            _add_row(reading, line, match, current)
        elif _begins_initiative(following, current):
            current = Block(pillar, reading.words(line))
            blocks.append(current)
        elif current and current.rows and _is_open(reading, current.rows[-1]):
            current.rows[-1].end = reading.words(line).end
        elif NUMBERED.fullmatch(line.text):
            _object_to_pillar(reading, line, pillars)
    return blocks


def _pillar(reading: Reading, line: Line, pillars: Sequence[Pillar]) -> PillarHeading | None:
    for pillar in pillars:
        numeral, label = re.escape(pillar.notation), re.escape(pillar.label)
        if re.fullmatch(rf"(?:{numeral}[\s.,、]*)?{label}", line.text):
            return PillarHeading(pillar.name, reading.words(line))
    return None


def _add_row(reading: Reading, line: Line, match: re.Match[str], current: Block | None) -> None:
    label, designation = reading.group(line, match, "label"), match["designation"] or CONTENT
    named = {"label": label.exact}
    if current is None:
        what = Message("“{label}” stands under no initiative.", named)
        reading.object(what, Message("Write the initiative's heading on the line above it."), line)
    elif current.has(designation):
        what = Message("“{label}” is repeated.", named)
        reading.object(what, Message("Keep one, or write the heading of the next initiative above it."), line)
    else:
        current.rows.append(Row(label, designation, label.end, reading.words(line).end))


def _begins_initiative(following: Line | None, current: Block | None) -> bool:
    """A heading is followed by 取組内容, or by a role that the initiative at hand already has."""
    match = LABEL.fullmatch(following.text) if following else None
    if match is None:
        return False
    return current is None or not match["designation"] or current.has(match["designation"])


def _is_open(reading: Reading, row: Row) -> bool:
    """A value goes on over line ends until its full stop."""
    return not reading.document.text[row.start : row.end].endswith(("。", "｡"))


def _object_to_pillar(reading: Reading, line: Line, pillars: Sequence[Pillar]) -> None:
    known = "、".join(f"{pillar.notation} {pillar.label}" for pillar in pillars)
    values = {"heading": line.text, "known": known}
    what = Message("The scheme has no pillar “{heading}”. It has: {known}.", values)
    reading.object(what, Message("Correct the heading as the original has it."), line)

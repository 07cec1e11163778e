"""The schedule's rows: pillar headings, initiative headings, and label rows with their values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from kg.agreement.lexicon import Pillar
from kg.agreement.parties import DESIGNATIONS
from kg.agreement.reading import Reading
from kg.document.model import Line, Passage
from kg.errors import Message

LABEL = re.compile(rf"(?P<label>取組内容|(?P<designation>[{DESIGNATIONS}])の役割)(?:\s+(?P<value>.*))?")
NUMBERED = re.compile(r"[IVX]+[\s.,、]+\S.*")
# How a heading may be numbered: I, ii, 3, (3), 第3, 三, ア, 【III … — after normalisation of widths.
NUMBER = r"(?:[IVXivx]+|[0-9]+|[一二三四五六七八九十]+|[ア-ン]|[A-Za-z])(?:-[0-9]+)?"
NUMERAL = rf"[【\[(]?\s*第?{NUMBER}\s*[)\]】.,、:\-\s]*"
NOTE = re.compile(r"[※*]|\(?注|備考")
CLOSED = re.compile(r"[。｡][」』）)】]*$")
NUMBERED_ITEM = re.compile(r"(?:[0-9一二三四五六七八九十]+|[ア-ン]|[a-z])[\s.、)]|\([0-9ア-ン一二三a-z]+\)")
CONTENT = ""
# A beginning of this many characters, or this share of characters in common, is taken for a slip.
SURE_LENGTH = 6
SIMILAR = 0.75


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
    for index, line in enumerate(filled):
        if current and current.rows and line.start < current.rows[-1].end:
            continue  # a further line of the same cell
        following = filled[index + 1 : index + 3]
        if found := _pillar(reading, line, pillars):
            pillar, current = found, None
        elif match := LABEL.fullmatch(line.text):
            _add_row(reading, line, match, current)
        elif _begins_initiative(following, current):
            current = Block(pillar, reading.words(line))
            blocks.append(current)
        elif NUMBERED.fullmatch(line.text) or _resembles_pillar(line, pillars):
            _object_to_pillar(reading, line, pillars)
        elif current and current.rows and _continues(reading, line, current.rows[-1]):
            current.rows[-1].end = reading.words(line).end
        elif _adjoins_heading(line, following):
            _object_to_heading(reading, line)
    return blocks


def _pillar(reading: Reading, line: Line, pillars: Sequence[Pillar]) -> PillarHeading | None:
    for pillar in pillars:
        if re.fullmatch(rf"(?:{NUMERAL})?{re.escape(pillar.label)}[】\])]?", line.text):
            return PillarHeading(pillar.name, reading.words(line))
    return None


def _resembles_pillar(line: Line, pillars: Sequence[Pillar]) -> bool:
    """A slip in a pillar's heading must not put what follows under the pillar before it."""
    words = re.sub(rf"^{NUMERAL}", "", line.text) or line.text
    return any(
        (len(words) >= SURE_LENGTH and pillar.label.startswith(words))
        or SequenceMatcher(None, words, pillar.label).ratio() >= SIMILAR
        for pillar in pillars
    )


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
        value = reading.group(line, match, "value") if match["value"] else None
        current.rows.append(Row(label, designation, *_span(reading, label, value)))


def _span(reading: Reading, label: Passage, value: Passage | None) -> tuple[int, int]:
    """Give the value's span: in a table the cell beside the label, else what follows it on the line."""
    if value is None:
        return label.end, label.end
    block = reading.document.block_at(value.start)
    cells = block.cells if block else ()
    cell = next((cell for cell in cells if label.end <= cell[0] <= value.start < cell[1]), None)
    return value.start, max(value.end, reading.document.passage(*cell).end) if cell else value.end


def _begins_initiative(following: Sequence[Line], current: Block | None) -> bool:
    """A heading is followed by 取組内容, or by a role that the initiative at hand already has."""
    match = LABEL.fullmatch(following[0].text) if following else None
    if match is None:
        return False
    return current is None or not match["designation"] or current.has(match["designation"])


def _continues(reading: Reading, line: Line, row: Row) -> bool:
    """A value goes on over line ends until its full stop; a note or a numbered item is no part of it."""
    closed = CLOSED.search(reading.document.text[row.start : row.end])
    return not closed and not NOTE.match(line.text) and not NUMBERED_ITEM.match(line.text)


def _adjoins_heading(line: Line, following: Sequence[Line]) -> bool:
    """Two lines without a blank one between them, above 取組内容, may be one heading."""
    if len(following) < 2 or NOTE.match(line.text):
        return False
    label = LABEL.fullmatch(following[1].text)
    return label is not None and following[0].number == line.number + 1


def _object_to_heading(reading: Reading, line: Line) -> None:
    what = Message("“{words}” may be the first part of the heading below it.", {"words": line.text})
    remedy = Message("Write a heading on one line; put an empty line between what does not belong together.")
    reading.object(what, remedy, line)


def _object_to_pillar(reading: Reading, line: Line, pillars: Sequence[Pillar]) -> None:
    known = "、".join(f"{pillar.notation} {pillar.label}" for pillar in pillars)
    values = {"heading": line.text, "known": known}
    what = Message("The scheme has no pillar “{heading}”. It has: {known}.", values)
    reading.object(what, Message("Correct the heading as the original has it."), line)

"""The schedule (別表): pillars, initiatives, contents and roles."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.agreement.lexicon import Lexicon
from kg.agreement.model import Initiative, Role, Schedule
from kg.agreement.parties import DESIGNATIONS
from kg.agreement.reading import Reading
from kg.agreement.roles import decide, sentences
from kg.agreement.rows import CONTENT, Block, Row, read_blocks
from kg.document.model import Line, Passage
from kg.errors import Message

NUMBER = "[0-9一二三四五六七八九十]+"
HEADING = re.compile(rf"別表(?:第?{NUMBER})?\s*(?:\(第{NUMBER}条関係\))?")


def split(reading: Reading) -> tuple[Sequence[Line], Line | None, Sequence[Line]]:
    """Cut the document at the schedule's heading: what stands before it, the heading, what follows."""
    lines = reading.document.lines
    for index, line in enumerate(lines):
        if HEADING.fullmatch(line.text):
            _object_to_second(reading, lines[index + 1 :])
            return lines[:index], line, lines[index + 1 :]
    what = Message("There is no schedule: no line reads 別表 or 別表（第3条関係）.")
    reading.object(what, Message("Check that the text is complete, and that 別表 stands on its own line."))
    return lines, None, ()


def _object_to_second(reading: Reading, lines: Sequence[Line]) -> None:
    for line in (line for line in lines if HEADING.fullmatch(line.text)):
        what = Message("There is a second schedule: “{heading}”.", {"heading": line.text})
        reading.object(what, Message("Only documents with one schedule are understood so far."), line)


def read_schedule(
    reading: Reading, heading: Line, lines: Sequence[Line], designations: Sequence[str], lexicon: Lexicon
) -> Schedule | None:
    """Read the initiatives; each of the parties called `designations` must have a role in each.

    None when the rows have problems, which are then noted.
    """
    blocks = read_blocks(reading, lines, lexicon.pillars)
    _check_headings(reading, blocks, heading)
    for block in blocks:
        _check_block(reading, block, designations)
    if reading.problems:
        return None
    initiatives = (
        _initiative(reading, number, block, lexicon) for number, block in enumerate(blocks, start=1)
    )
    return Schedule(reading.words(heading), tuple(initiatives))


def _check_headings(reading: Reading, blocks: Sequence[Block], heading: Line) -> None:
    if not blocks:
        what = Message("The schedule holds no initiative.")
        remedy = Message("An initiative is a heading, a row 取組内容, and a row 甲の役割 for each party.")
        reading.object(what, remedy, heading)
    seen: set[str] = set()
    for words in (block.heading for block in blocks):
        if words.exact in seen:
            what = Message("The heading “{heading}” stands twice in the schedule.", {"heading": words.exact})
            reading.object(what, Message("Delete the repetition, or correct the heading."), words)
        seen.add(words.exact)


def _check_block(reading: Reading, block: Block, designations: Sequence[str]) -> None:
    heading = {"heading": block.heading.exact}
    if block.pillar is None:
        what = Message("The initiative “{heading}” stands before any pillar.", heading)
        reading.object(what, Message("Write the pillar's heading above it."), block.heading)
    if not block.has(CONTENT):
        what = Message("The initiative “{heading}” has no content.", heading)
        reading.object(what, Message("Add the row 取組内容."), block.heading)
    for party in (party for party in designations if not block.has(party)):
        what = Message("The initiative “{heading}” has no role of {party}.", heading | {"party": party})
        reading.object(what, Message("Add the row {party}の役割.", {"party": party}), block.heading)
    for row in block.rows:
        _check_row(reading, row, designations)


def _check_row(reading: Reading, row: Row, designations: Sequence[str]) -> None:
    values = {"label": row.label.exact, "party": row.designation}
    if row.start == row.end:
        what = Message("“{label}” is empty.", values)
        reading.object(what, Message("Write its text behind it."), row.label)
    if designations and row.designation not in (CONTENT, *designations):
        what = Message("“{label}”: there is no party {party}.", values)
        remedy = Message("Correct the designation, or add the party to the signature block.")
        reading.object(what, remedy, row.label)


def _initiative(reading: Reading, position: int, block: Block, lexicon: Lexicon) -> Initiative:
    assert block.pillar is not None
    rows = {row.designation: row for row in block.rows}
    content = rows[CONTENT]
    return Initiative(
        position=position,
        pillar=block.pillar.name,
        pillar_heading=block.pillar.words,
        heading=block.heading,
        content_label=content.label,
        content=_value(reading, content),
        roles=tuple(_role(reading, rows[party], lexicon) for party in DESIGNATIONS if party in rows),
    )


def _role(reading: Reading, row: Row, lexicon: Lexicon) -> Role:
    texts = sentences(reading.document, _value(reading, row))
    kind, cues = decide(reading.document, row.designation, texts, lexicon.cues)
    return Role(row.label, row.designation, texts, kind, cues)


def _value(reading: Reading, row: Row) -> Passage:
    return reading.document.passage(row.start, row.end)

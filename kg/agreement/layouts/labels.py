"""Label rows under headings: pillar, initiative, 取組内容 and 甲の役割 with their texts beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from kg.agreement.blocks import (
    Blocks,
    PillarHeading,
    Row,
    Section,
    abridges_pillar,
    find_pillar,
    object_to_pillar,
    resembles_pillar,
)
from kg.agreement.layouts.marks import HEADED, style_of
from kg.agreement.layouts.rows import NOTE, begins_content, continue_row, label_pattern, row_of, value_span
from kg.agreement.lexicon import Pillar
from kg.agreement.reading import Reading
from kg.document.composition import ITEM_MARK
from kg.document.model import Line
from kg.document.normalize import normalize
from kg.errors import Message

ITEM = "・"
CLOSED = re.compile(r"[。｡][」』）)】]*$")
NUMBERED_ITEM = re.compile(r"(?:[0-9一二三四五六七八九十]+|[ア-ン]|[a-z])[\s.、)]|\([0-9ア-ン一二三a-z]+\)")


def recognises(blocks: Blocks, section: Section) -> bool:
    """Any section may be read so."""
    return True


def read(blocks: Blocks, section: Section) -> None:
    """Group the section's lines into initiatives."""
    reading, pillars = blocks.reading, blocks.lexicon.pillars
    label = re.compile(rf"{label_pattern(blocks.actors)}(?:\s+(?P<value>.*))?")
    filled = [line for line in section.lines if line.text]
    styles: set[str] = set()
    for index, line in enumerate(filled):
        if blocks.row and line.start < blocks.row.end:
            continue  # a further line of the same cell
        following = filled[index + 1 : index + 3]
        if pillar := find_pillar(line.text, pillars):
            blocks.enter(PillarHeading(pillar.name, reading.words(line)))
            styles.add(style_of(line.text))
        elif match := label.fullmatch(line.text):
            words = reading.group(line, match, "label")
            blocks.add(row_of(match, blocks.actors, words, value_span(reading, line, match)))
        elif _begins_initiative(blocks, following, label):
            blocks.begin(reading.words(line))
        elif resembles_pillar(line.text, pillars):
            object_to_pillar(reading, reading.words(line), pillars)
        elif blocks.row and _continues(reading, line, blocks.row):
            continue_row(reading, blocks.row, line, following)
        elif _stands_for_pillar(line, pillars, styles - {""}):
            object_to_pillar(reading, reading.words(line), pillars)
        elif _adjoins_heading(line, following, label):
            _object_to_heading(reading, line)
        elif blocks.row and CLOSED.search(line.text) and not NOTE.match(line.text):
            _object_to_sentence(reading, line)


def _begins_initiative(blocks: Blocks, following: Sequence[Line], label: re.Pattern[str]) -> bool:
    """A heading is followed by 取組内容, or by a role that the initiative at hand already has."""
    match = label.fullmatch(following[0].text) if following else None
    if match is None or match["cost"]:
        return False
    current = blocks.current
    return current is None or begins_content(match) or current.has(blocks.actors.key(match["actor"]))


def _continues(reading: Reading, line: Line, row: Row) -> bool:
    """A value goes on over line ends until its full stop, then over sentences marked as its first is."""
    value = reading.document.text[row.start : row.end]
    if NOTE.match(line.text):
        return False
    if _is_marked(line):
        alike = not value.strip() or _style(value) == _style(line.written)
        return alike and CLOSED.search(line.text) is not None
    return not CLOSED.search(value)


def _is_marked(line: Line) -> bool:
    return NUMBERED_ITEM.match(line.text) is not None or ITEM_MARK.match(line.written) is not None


def _style(words: str) -> str:
    """Name the mark that the words of the source begin with; empty for none."""
    return ITEM if ITEM_MARK.match(words) else style_of(normalize(words).text)


def _object_to_sentence(reading: Reading, line: Line) -> None:
    """A kind must not be read from half of a role: a sentence below a value may be a part of it."""
    what = Message("“{words}” may belong to the text above it.", {"words": line.text})
    remedy = Message("If it does, join it to that line; if it is a note, write 注 or ※ before it.")
    reading.object(what, remedy, line)


def _stands_for_pillar(line: Line, pillars: Sequence[Pillar], styles: Set[str]) -> bool:
    """Tell whether a line that no text holds is marked or worded like a pillar's heading."""
    if not HEADED.fullmatch(line.text) or NOTE.match(line.text):
        return False
    return style_of(line.text) in styles or abridges_pillar(line.text, pillars)


def _adjoins_heading(line: Line, following: Sequence[Line], label: re.Pattern[str]) -> bool:
    """Two lines without a blank one between them, above 取組内容, may be one heading."""
    if len(following) < 2 or NOTE.match(line.text):
        return False
    return label.fullmatch(following[1].text) is not None and following[0].number == line.number + 1


def _object_to_heading(reading: Reading, line: Line) -> None:
    what = Message("“{words}” may be the first part of the heading below it.", {"words": line.text})
    remedy = Message("Write a heading on one line; put an empty line between what does not belong together.")
    reading.object(what, remedy, line)

"""A nested outline: (1) pillar › ア initiative › (ア) 取組内容, (イ) 役割分担 › i 甲の役割."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from itertools import takewhile

from kg.agreement.blocks import (
    NUMERAL,
    Blocks,
    PillarHeading,
    Section,
    abridges_pillar,
    find_pillar,
    object_to_pillar,
    resembles_pillar,
)
from kg.agreement.layouts.marks import HEADED, style_of
from kg.agreement.layouts.rows import (
    CONTENT_LABEL,
    NOTE,
    begins_content,
    continue_row,
    label_pattern,
    row_of,
)
from kg.agreement.lexicon import Pillar
from kg.document.model import Line

# A line that only says that the roles follow.
DIVISION = re.compile(rf"(?:{NUMERAL})?役割分担(?:及び費用分担)?")


def recognises(blocks: Blocks, section: Section) -> bool:
    """Its labels are items of an outline: (ア) 取組内容."""
    label = re.compile(rf"(?:{NUMERAL})(?:{CONTENT_LABEL})(?:\s+.*)?")
    return any(label.fullmatch(line.text) for line in section.lines)


def read(blocks: Blocks, section: Section) -> None:
    """Follow the outline: what stands below a label, up to the next item of a known kind, is its text."""
    reading = blocks.reading
    label = re.compile(rf"(?:{NUMERAL})?{label_pattern(blocks.actors)}(?:\s+(?P<value>.*))?")
    filled = [line for line in section.lines if line.text]
    outer: set[str] = set()
    styles: set[str] = set()
    for index, line in enumerate(filled):
        following = filled[index + 1 :]
        if pillar := find_pillar(line.text, blocks.lexicon.pillars):
            blocks.enter(PillarHeading(pillar.name, reading.words(line)))
            outer.add(style_of(line.text))
            styles.add(style_of(line.text))
        elif match := label.fullmatch(line.text):
            words = reading.group(line, match, "label")
            end = reading.group(line, match, "value").end if match["value"] else words.end
            blocks.add(row_of(match, blocks.actors, words, (words.end, end)))
        elif (heading := HEADED.fullmatch(line.text)) and _leads_to_content(following[:1], label):
            blocks.begin(reading.group(line, heading, "words"))
            outer.add(style_of(line.text))
        elif _groups(line, following, label, outer):
            blocks.close()
            if _stands_for_pillar(line.text, blocks.lexicon.pillars, styles):
                object_to_pillar(reading, reading.words(line), blocks.lexicon.pillars)
        elif blocks.current is None:
            outer.add(style_of(line.text))
        elif blocks.row and not DIVISION.fullmatch(line.text) and not NOTE.match(line.text):
            continue_row(reading, blocks.row, line, following)


def _leads_to_content(lines: Sequence[Line], label: re.Pattern[str]) -> bool:
    return bool(lines) and begins_content(label.fullmatch(lines[0].text))


def _stands_for_pillar(words: str, pillars: Sequence[Pillar], styles: Set[str]) -> bool:
    """Tell whether a heading over initiatives is marked or worded like that of a pillar."""
    marked = style_of(words) in styles - {""}
    return marked or resembles_pillar(words, pillars) or abridges_pillar(words, pillars)


def _groups(line: Line, following: Sequence[Line], label: re.Pattern[str], outer: set[str]) -> bool:
    """Tell whether a line heads a group of initiatives: marked as those above the labels, over headings."""

    def heads(each: Line) -> bool:
        return HEADED.fullmatch(each.text) is not None and label.fullmatch(each.text) is None

    below = list(takewhile(heads, following))
    return (
        bool(below)
        and heads(line)
        and style_of(line.text) in outer
        and _leads_to_content(following[len(below) :], label)
    )

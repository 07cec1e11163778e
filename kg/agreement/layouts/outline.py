"""A nested outline: (1) pillar › ア initiative › (ア) 取組内容, (イ) 役割分担 › i 甲の役割."""

from __future__ import annotations

import re

from kg.agreement.blocks import NUMERAL, Blocks, PillarHeading, Section, find_pillar
from kg.agreement.layouts.rows import CONTENT_LABEL, NOTE, actor_of, continue_row, label_pattern
from kg.document.model import Line

MARK = rf"(?P<mark>{NUMERAL})"
HEADED = re.compile(rf"{MARK}(?P<words>\S.*[^。｡])")
# A line that only says that the roles follow.
DIVISION = re.compile(rf"(?:{NUMERAL})?役割分担(?:及び費用分担)?")


def recognises(blocks: Blocks, section: Section) -> bool:
    """Its labels are items of an outline: (ア) 取組内容."""
    label = re.compile(rf"{MARK}(?:{CONTENT_LABEL})(?:\s+.*)?")
    return any(label.fullmatch(line.text) for line in section.lines)


def read(blocks: Blocks, section: Section) -> None:
    """Follow the outline: what stands below a label, up to the next item of a known kind, is its text."""
    reading = blocks.reading
    label = re.compile(rf"(?:{NUMERAL})?{label_pattern(blocks.actors)}(?:\s+(?P<value>.*))?")
    filled = [line for line in section.lines if line.text]
    for line, following in zip(filled, [*filled[1:], None], strict=True):
        if pillar := find_pillar(line.text, blocks.lexicon.pillars):
            blocks.enter(PillarHeading(pillar.name, reading.words(line)))
        elif match := label.fullmatch(line.text):
            words = reading.group(line, match, "label")
            end = reading.group(line, match, "value").end if match["value"] else words.end
            blocks.add(words, actor_of(match, blocks.actors), words.end, end)
        elif following and (heading := HEADED.fullmatch(line.text)) and _is_content(following, label):
            blocks.begin(reading.group(line, heading, "words"))
        elif blocks.row and not DIVISION.fullmatch(line.text) and not NOTE.match(line.text):
            continue_row(reading, blocks.row, line)


def _is_content(line: Line, label: re.Pattern[str]) -> bool:
    match = label.fullmatch(line.text)
    return match is not None and not match["actor"]

"""Where the initiatives of a document stand: in annexes (別表), or in an article of its body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.agreement.actors import DESIGNATIONS
from kg.agreement.application import DATE
from kg.agreement.articles import ARTICLE, CAPTION, NUMBER
from kg.agreement.blocks import NUMERAL, PillarHeading, Section, find_pillar, object_to_pillar
from kg.agreement.dates import number
from kg.agreement.layouts.rows import CONTENT_LABEL
from kg.agreement.lexicon import Pillar
from kg.agreement.reading import Reading
from kg.document.model import Line
from kg.errors import Message

ARTICLES = rf"第{NUMBER}条(?:の{NUMBER})?"
CONCERNS = rf"\(\s?{ARTICLES}(?:\s?(?:、|,|・|及び|から)\s?{ARTICLES})*(?:まで)?関係\s?\)"
ANNEX = re.compile(
    rf"(?P<heading>別\s?表\s?(?:第?(?P<number>{NUMBER}))?\s*(?:{CONCERNS})?)(?:\s+(?P<pillar>\S.*))?"
)
# What ends an article with initiatives: the next, supplementary provisions, closing words, date, signature.
ENDS = re.compile(rf"{ARTICLE.pattern}|附\s?則|.*証するため.*|{DATE}|[{DESIGNATIONS}](?:\s.*)?")
# How many lines above its label a pillar's heading may stand, empty ones counted.
REACH = 6
ASSIGNS = re.compile(
    rf"(?P<pillar>(?:{NUMERAL})?(?P<words>[^()]*?))\s?\(別\s?表\s?第?(?P<annex>{NUMBER})(?:関係|のとおり)?\)"
)
ITEM = re.compile(rf"{NUMERAL}(?:{CONTENT_LABEL})(?:\s.*)?")


def find_sections(reading: Reading, pillars: Sequence[Pillar]) -> tuple[Sequence[Line], tuple[Section, ...]]:
    """Give the body, and the sections that hold initiatives; none in an agreement without any.

    A text that speaks of a 別表 and has none, or has several that do not count from 1, is noted as a problem.
    """
    lines = reading.document.lines
    starts = [index for index, line in enumerate(lines) if _annex(line, pillars)]
    if starts:
        ends = [*starts[1:], len(lines)]
        _check_pillars(reading, lines[starts[0] :], pillars)
        _check_numbers(reading, [lines[index] for index in starts], pillars)
        pairs = zip(starts, ends, strict=True)
        body = lines[: starts[0]]
        sections = (_section(reading, lines, start, end, pillars) for start, end in pairs)
        return body, tuple(
            each if each.pillar else replace(each, pillar=_assigned(reading, body, each, pillars))
            for each in sections
        )
    if any(ITEM.fullmatch(line.text) for line in lines):
        return _within_article(lines)
    if any("別表" in "".join(line.text.split()) for line in lines):
        what = Message("There is no schedule: no line reads 別表 or 別表（第3条関係）.")
        reading.object(
            what, Message("Check that the text is complete, and that 別表 stands on its own line.")
        )
    return lines, ()


def _annex(line: Line, pillars: Sequence[Pillar]) -> re.Match[str] | None:
    """Recognise 別表, 別表第1（第3条関係）, also with a pillar behind it on the same line."""
    match = ANNEX.fullmatch(line.text)
    return match if match and (not match["pillar"] or find_pillar(match["pillar"], pillars)) else None


def _section(
    reading: Reading, lines: Sequence[Line], start: int, end: int, pillars: Sequence[Pillar]
) -> Section:
    """Give an annex with the pillar on its own line, or on that above it, where the label is displaced."""
    match = _annex(lines[start], pillars)
    assert match is not None
    heading = reading.group(lines[start], match, "heading")
    above = [line for line in lines[max(0, start - REACH) : start] if line.text][-2:]
    headings = [(line, pillar) for line in above if (pillar := find_pillar(line.text, pillars))]
    words = None
    if match["pillar"] and (pillar := find_pillar(match["pillar"], pillars)):
        words = PillarHeading(pillar.name, reading.group(lines[start], match, "pillar"))
    elif len(headings) == 1 and headings[0][0] is above[-1]:  # a list of pillars is none of headings
        words = PillarHeading(headings[0][1].name, reading.words(above[-1]))
    return Section(heading, words, lines[start + 1 : end])


def _assigned(
    reading: Reading, body: Sequence[Line], section: Section, pillars: Sequence[Pillar]
) -> PillarHeading | None:
    """Find the pillar that the body assigns to an annex: (1) 圏域全体の経済成長のけん引（別表第1）."""
    annex = ANNEX.fullmatch(reading.normal(section.heading)) if section.heading else None
    for line in body if annex and annex["number"] else ():
        match = ASSIGNS.fullmatch(line.text)
        pillar = find_pillar(match["pillar"], pillars) if match else None
        if annex and match and pillar and number(match["annex"]) == number(annex["number"]):
            return PillarHeading(pillar.name, reading.group(line, match, "words"))
    return None


def _check_pillars(reading: Reading, lines: Sequence[Line], pillars: Sequence[Pillar]) -> None:
    """An annex whose pillar is not the scheme's would go on under the pillar above it."""
    for line in lines:
        match = ANNEX.fullmatch(line.text)
        if match and match["pillar"] and not line.text.endswith("。") and not _annex(line, pillars):
            object_to_pillar(reading, reading.group(line, match, "pillar"), pillars)


def _check_numbers(reading: Reading, headings: Sequence[Line], pillars: Sequence[Pillar]) -> None:
    """One annex may be without number; several must count from 1."""
    matches = [_annex(line, pillars) for line in headings]
    numbers = [number(match["number"]) if match and match["number"] else 0 for match in matches]
    if len(headings) == 1 or numbers == list(range(1, len(headings) + 1)):
        return
    for line in headings[1:]:
        what = Message("There is a second schedule: “{heading}”.", {"heading": line.text})
        remedy = Message("Number several schedules as 別表第1, 別表第2 and so on, as the original has them.")
        reading.object(what, remedy, line)


def _within_article(lines: Sequence[Line]) -> tuple[Sequence[Line], tuple[Section, ...]]:
    """Take the article around the first item; its own line stays with the body, as do all others."""
    first = next(index for index, line in enumerate(lines) if ITEM.fullmatch(line.text))
    start = max((index for index in range(first) if ARTICLE.fullmatch(lines[index].text)), default=-1) + 1
    after = (index for index in range(first, len(lines)) if ENDS.fullmatch(lines[index].text))
    end = next(after, len(lines))
    while end > first and (not lines[end - 1].text or CAPTION.fullmatch(lines[end - 1].text)):
        end -= 1
    return [*lines[:start], *lines[end:]], (Section(None, None, lines[start:end]),)

"""What a text says of its procedure: public notices (告示第55号) and resolutions of councils (議決)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.agreement.actors import Actors
from kg.agreement.application import DATE, read_date
from kg.agreement.articles import NUMBER
from kg.agreement.dates import ERAS
from kg.agreement.model import DateStatement, Step
from kg.agreement.reading import Reading
from kg.document.model import Line

YEAR = rf"(?:(?:{'|'.join(ERAS)})(?:元|{NUMBER})年\s?)?"
GOVERNMENT = r"(?:(?P<government>[^\s0-9()、。]{1,12}?[都道府県市区町村])\s?)?"
NOTICE = rf"{YEAR}{GOVERNMENT}告示\s?第\s?{NUMBER}\s?号(?:の{NUMBER})?"
BILL = rf"(?:議案第\s?{NUMBER}\s?号\s?)?"
RESOLUTION = rf"(?:{GOVERNMENT}議会\s?)?{BILL}(?:議会の?)?議決(?:第\s?{NUMBER}\s?号|年月日|の日)?"
STEPS = {"PublicNotice": NOTICE, "CouncilResolution": RESOLUTION}
FORMS = {
    kind: re.compile(rf"\(?\s?(?P<before>{DATE})?\s?(?P<words>{words})\s?:?\s?(?P<after>{DATE})?\s?\)?")
    for kind, words in STEPS.items()
}
DAY = re.compile(DATE)
NOTIFIES = re.compile(r".*告示する。")
# A sentence or two stand between the number of a notice and its date.
REACH = 4


@dataclass(frozen=True)
class Procedure:
    """The steps, and the numbers of the lines whose date is theirs and not that of the signature."""

    steps: tuple[Step, ...]
    lines: frozenset[int]


def read_procedure(reading: Reading, body: Sequence[Line], actors: Actors) -> Procedure:
    """Read the lines that are nothing but a notice or a resolution, with the date that belongs to each."""
    filled = [line for line in body if line.text]
    found = list(_found(reading, filled, actors))
    return Procedure(tuple(step for step, _ in found), frozenset(line for _, line in found if line))


def _found(reading: Reading, lines: Sequence[Line], actors: Actors) -> Iterator[tuple[Step, int]]:
    for index, line in enumerate(lines):
        for kind, form in FORMS.items():
            if match := form.fullmatch(line.text):
                date, number = _date(reading, lines, index, match)
                party = actors.key(match["government"]) if match["government"] else ""
                words = reading.group(line, match, "words")
                yield Step(kind, words, date, party if party in actors.keys else None), number


def _date(
    reading: Reading, lines: Sequence[Line], index: int, match: re.Match[str]
) -> tuple[DateStatement | None, int]:
    """Give the date beside the number; else that of the line above, or that below 告示する。"""
    for group in ("before", "after"):
        if match[group]:
            return read_date(reading, reading.group(lines[index], match, group)), 0
    dated = next(iter(_date_lines(lines, index)), None)
    return (read_date(reading, reading.words(dated)), dated.number) if dated else (None, 0)


def _date_lines(lines: Sequence[Line], index: int) -> Iterator[Line]:
    if index and DAY.fullmatch(lines[index - 1].text):
        yield lines[index - 1]
    following = lines[index + 1 : index + 1 + REACH]
    for above, below in pairwise(following):
        if NOTIFIES.fullmatch(above.text) and DAY.fullmatch(below.text):
            yield below

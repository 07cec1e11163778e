"""Dates in the Japanese era calendar → ISO 8601; a blank day stays blank."""

from __future__ import annotations

import calendar
import re
from datetime import date

from japanera import ERA_DATA_GENERAL, Era
from kanjize import kanji2number

from kg.agreement.model import YearMonth

ERAS: dict[str, Era] = {era.kanji: era for era in ERA_DATA_GENERAL[-5:]}
# Until 明治5年12月2日 Japan counted by a lunisolar calendar: its months are not the months of ISO 8601.
GREGORIAN = date(1873, 1, 1)
NUMBER = "[0-9]+|[〇一二三四五六七八九十百]+"
DATE_WORDS = re.compile(
    rf"(?P<era>{'|'.join(ERAS)})\s*(?P<year>元|{NUMBER})?\s*年\s*(?P<month>{NUMBER})?\s*月\s*(?P<day>{NUMBER})?\s*日"
)


def convert(words: str, seen_from: date | None = None) -> date | YearMonth | None:
    """Convert normalised words such as 令和7年4月1日 or 令和7年3月 日; None when year or month is blank.

    ValueError when there is no such date, or not in that era. A text of an era, `seen_from` its day, counts
    the years on beyond the end that nobody knew (平成34年3月31日 in a text of 2017).
    """
    match = DATE_WORDS.fullmatch(words)
    if match is None:
        raise ValueError(words)
    if match["year"] is None or match["month"] is None:
        return None
    era = _counted_on(ERAS[match["era"]], seen_from)
    year = era.relative_year_to_absolute_year(number(match["year"]))
    month = number(match["month"])
    return _month(era, year, month) if match["day"] is None else _day(era, year, month, number(match["day"]))


def _counted_on(era: Era, seen_from: date | None) -> Era:
    """Give the era without its end where the text is of that era."""
    if seen_from is None or seen_from not in era:
        return era
    return Era(era.kanji, era.english, era.since, None, era.era_type)


def number(words: str) -> int:
    """Read a number from 1 in Arabic or Chinese numerals, or 元; ValueError otherwise."""
    value = 1 if words == "元" else int(kanji2number(words))
    if value < 1:
        raise ValueError(words)
    return value


def _day(era: Era, year: int, month: int, day: int) -> date:
    found = date(year, month, day)
    if found < GREGORIAN or found not in era:
        raise ValueError(found)
    return found


def _month(era: Era, year: int, month: int) -> YearMonth:
    """Accept a month when some day of it lies in the era: 平成31年4月 and 令和元年5月, not 平成31年5月."""
    first, last = date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    if first < GREGORIAN or (first not in era and last not in era):
        raise ValueError(first)
    return YearMonth(year, month)

"""Titles, draft mark, act, signing date and date of application: what stands before the schedule."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.agreement.dates import DATE_WORDS, convert
from kg.agreement.model import DateStatement, Extent, InstrumentKind, Preamble
from kg.agreement.reading import Reading
from kg.document.model import Line, Passage
from kg.errors import Message

DRAFT = r"\s*(?P<draft>\(案\))?"
TITLE = re.compile(rf"(?P<title>[^。]*連携協約){DRAFT}")
DOCUMENT_TITLE = re.compile(rf"(?P<written>(?P<title>[^。]*連携協約)書){DRAFT}")
DRAFT_MARK = re.compile(r"(?P<draft>\(案\)|案)")
AMENDS = re.compile(r"(?P<agreement>[^。]*連携協約)を次のとおり変更する。")
CONCLUDES = re.compile(r".*連携協約を締結する。")
REPLACES_SCHEDULE = re.compile(r"別表を次のように改める。")
SIGNED = re.compile(rf"(?P<date>{DATE_WORDS.pattern})")
APPLIES = re.compile(
    rf"(?:[0-9]+\s+)?(?P<clause>この(?:連携)?協約は、?(?P<date>{DATE_WORDS.pattern})から(?:適用|施行)する。)"
)


def read_preamble(reading: Reading, body: Sequence[Line]) -> Preamble | None:
    """Read what stands before the schedule; None, with the problem noted, when it has no title or no act."""
    title = reading.first(body, TITLE, "title") or reading.first(body, DOCUMENT_TITLE, "title")
    amends = reading.first(body, AMENDS, "agreement")
    act = reading.first(body, AMENDS) or reading.first(body, CONCLUDES)
    replaces = reading.first(body, REPLACES_SCHEDULE)
    signed, applicable = _signed(reading, body), _applicable(reading, body)
    _object(reading, title, act, amends, replaces)
    if title is None or act is None:
        return None
    return Preamble(
        kind=InstrumentKind.AMENDING if amends else InstrumentKind.CONCLUDING,
        title=title,
        agreement_title=amends or title,
        document_title=reading.first(body, DOCUMENT_TITLE, "written"),
        draft_mark=_draft_mark(reading, body),
        act=act,
        extent=Extent.SCHEDULE if amends else Extent.WHOLE,
        extent_clause=replaces if amends else None,
        signed=signed,
        applicable=applicable,
        applicable_clause=reading.first(body, APPLIES, "clause") if applicable else None,
    )


def _draft_mark(reading: Reading, body: Sequence[Line]) -> Passage | None:
    marks = (reading.first(body, form, "draft") for form in (DRAFT_MARK, TITLE, DOCUMENT_TITLE))
    return next((mark for mark in marks if mark), None)


def _object(
    reading: Reading,
    title: Passage | None,
    act: Passage | None,
    amends: Passage | None,
    replaces: Passage | None,
) -> None:
    if title is None:
        what = Message("There is no title: no line ends in 連携協約 or 連携協約書.")
        reading.object(what, Message("Check that the text is complete from its title on."))
    if act is None:
        what = Message("The text does not say what it does to the agreement.")
        remedy = Message("It should say …連携協約を締結する。 or …連携協約を次のとおり変更する。")
        reading.object(what, remedy, title)
    if amends and replaces is None:
        what = Message("The text amends the agreement, but does not say what it replaces.")
        reading.object(what, Message("It should say 別表を次のように改める。"), amends)


def _signed(reading: Reading, body: Sequence[Line]) -> tuple[DateStatement, ...]:
    """Read the lines that are nothing but a date; they must agree."""
    words = [reading.group(line, match, "date") for line in body if (match := SIGNED.fullmatch(line.text))]
    dates = [date for found in words if (date := _date(reading, found))]
    if len({date.value for date in dates}) > 1:
        written = "、".join(date.words.exact for date in dates)
        what = Message("The signing dates differ: {dates}.", {"dates": written})
        reading.object(what, Message("Make them agree with the signed original."), dates[-1].words)
    return tuple(dates)


def _applicable(reading: Reading, body: Sequence[Line]) -> DateStatement | None:
    words = reading.first(body, APPLIES, "date")
    return _date(reading, words) if words else None


def _date(reading: Reading, words: Passage) -> DateStatement | None:
    try:
        return DateStatement(convert(reading.normal(words)), words)
    except ValueError:
        what = Message("There is no such date: {words}.", {"words": words.exact})
        reading.object(what, Message("Correct era, year, month or day as the original has them."), words)
        return None

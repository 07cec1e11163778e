"""Titles, draft mark, act, signing date and application: what stands before the schedule."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.agreement.application import read_application, read_date
from kg.agreement.damage import spaced
from kg.agreement.dates import DATE_WORDS
from kg.agreement.model import DateStatement, Extent, InstrumentKind, Preamble
from kg.agreement.reading import Reading
from kg.document.model import Line, Passage
from kg.errors import Message

MARK = r"[(\[【〔〈《]?\s*(?:素案|原案|最終案|修正案|案|未定稿)(?:の[0-9]+)?\s*[)\]】〕〉》]?"
DRAFT = rf"\s*(?P<draft>{MARK})?"
# A page's path (トップ > 例規集 > …連携協約) is no title.
AGREEMENT = spaced("連携協約")
TITLE = re.compile(rf"(?P<title>[^。>›»|]*{AGREEMENT}){DRAFT}")
DOCUMENT_TITLE = re.compile(rf"(?P<written>(?P<title>[^。]*{AGREEMENT})\s?書){DRAFT}")
DRAFT_MARK = re.compile(rf"(?P<draft>{MARK})")
DRAFT_LIKE = re.compile(r"案|未定稿")
AMENDS = re.compile(r"(?P<agreement>(?!.*(?:は、|締結した))[^。]*連携協約)を次のとおり変更する。")
RESTATES = re.compile(
    r"(?:.*は、)?(?P<agreement>[^。、]*連携協約)の全部を(?:次のとおり)?(?:変更|改正)(?:する。|し、[^。]*。)"
)
CONCLUDES = re.compile(r"(?!.*変更).*連携協約を締結する。")
OTHER_AMENDMENT = re.compile(r".*(?:第[0-9一二三四五六七八九十]+(?:条|項|号)).*(?:改める|削る|加える)。")
REPLACES_SCHEDULE = re.compile(r"別表を次のように改める。")
SIGNED = re.compile(rf"(?P<date>{DATE_WORDS.pattern})")


def read_preamble(reading: Reading, body: Sequence[Line]) -> Preamble | None:
    """Read what stands before the schedule; None, with the problem noted, when it has no title or no act."""
    title = reading.first(body, TITLE, "title") or reading.first(body, DOCUMENT_TITLE, "title")
    amends = reading.first(body, AMENDS, "agreement")
    restates = reading.first(body, RESTATES, "agreement")
    act = reading.first(body, AMENDS) or reading.first(body, RESTATES) or reading.first(body, CONCLUDES)
    replaces = reading.first(body, REPLACES_SCHEDULE)
    signed, application = _signed(reading, body), read_application(reading, body)
    draft_mark = _draft_mark(reading, body, title)
    _object(reading, title, act, amends, replaces)
    _object_to_doubt(reading, body, None if restates else act, amends, replaces)
    if title is None or act is None:
        return None
    return Preamble(
        kind=_kind(amends, restates),
        title=title,
        agreement_title=amends or restates or title,
        document_title=reading.first(body, DOCUMENT_TITLE, "written"),
        draft_mark=draft_mark,
        act=act,
        extent=Extent.SCHEDULE if amends else Extent.WHOLE,
        extent_clause=replaces if amends else None,
        signed=signed,
        application=application,
    )


def _kind(amends: Passage | None, restates: Passage | None) -> InstrumentKind:
    if amends:
        return InstrumentKind.AMENDING
    return InstrumentKind.RESTATING if restates else InstrumentKind.CONCLUDING


def _draft_mark(reading: Reading, body: Sequence[Line], title: Passage | None) -> Passage | None:
    """Find the mark; another line above the title that may be one is a problem, since much hangs on it."""
    marks = (reading.first(body, form, "draft") for form in (DRAFT_MARK, TITLE, DOCUMENT_TITLE))
    found = next((mark for mark in marks if mark), None)
    above = [line for line in body if title and line.number < title.line and DRAFT_LIKE.search(line.text)]
    if found is None and above:
        what = Message("“{words}” may say that this is a draft.", {"words": above[0].text})
        reading.object(what, Message("If it is one, write (案) on a line of its own."), above[0])
    return found


def _object_to_doubt(
    reading: Reading,
    body: Sequence[Line],
    act: Passage | None,
    amends: Passage | None,
    replaces: Passage | None,
) -> None:
    """Refuse what would be taken for something else: an amendment for a conclusion, or for a smaller one."""
    changed = reading.first(body, TITLE, "title") or reading.first(body, DOCUMENT_TITLE, "title")
    if act and amends is None and ((changed and "変更" in changed.exact) or replaces):
        what = Message("The text speaks of an amendment, but not in a form that is understood.")
        reading.object(what, Message("It should say …連携協約を次のとおり変更する。"), act)
    for line in body:
        if amends and OTHER_AMENDMENT.fullmatch(line.text):
            what = Message("The text amends more than the schedule: “{words}”.", {"words": line.text})
            reading.object(what, Message("Only the replacement of the schedule is understood so far."), line)


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
    dates = [date for found in words if (date := read_date(reading, found))]
    if len({date.value for date in dates}) > 1:
        written = "、".join(date.words.exact for date in dates)
        what = Message("The signing dates differ: {dates}.", {"dates": written})
        reading.object(what, Message("Make them agree with the signed original."), dates[-1].words)
    return tuple(dates)

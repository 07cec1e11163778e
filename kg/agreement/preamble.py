"""Titles, draft mark, act, legal basis, signing date and application: what stands before the schedule."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.agreement.application import DATE, read_application, read_date
from kg.agreement.articles import NUMBER
from kg.agreement.lexicon import AgreementKind
from kg.agreement.model import Article, DateStatement, Extent, InstrumentKind, Preamble
from kg.agreement.procedure import Procedure
from kg.agreement.reading import Reading
from kg.agreement.wording import MARK, Wording, wording
from kg.document.model import Line, Passage
from kg.errors import Message

DRAFT_MARK = re.compile(rf"(?P<draft>{MARK})")
DRAFT_LIKE = re.compile(r"案|未定稿")
OTHER_AMENDMENT = re.compile(r".*(?:第[0-9一二三四五六七八九十]+(?:条|項|号)).*(?:改める|削る|加える)。")
REPLACES_SCHEDULE = re.compile(r"別表を次のように改める。")
SIGNED = re.compile(DATE)
RULES = ("地方自治法", "定住自立圏構想推進要綱", "連携中枢都市圏構想推進要綱")
PROVISION = rf"(?:{'|'.join(RULES)})(?:\([^()]*\))?(?:第{NUMBER}条(?:の{NUMBER})?(?:第{NUMBER}項)?)?"
BASIS = re.compile(rf"(?P<basis>{PROVISION})(?:の規定)?に(?:基づ|よ)")


def read_preamble(
    reading: Reading,
    body: Sequence[Line],
    kind: AgreementKind,
    articles: Sequence[Article],
    procedure: Procedure,
) -> Preamble | None:
    """Read what stands before the schedule; None, with the problem noted, when it has no title or no act."""
    forms = wording(kind)
    title = _title(reading, body, forms)
    amends = reading.sentence(body, forms.amends, forms.title, "agreement")
    restates = reading.sentence(body, forms.restates, forms.title, "agreement")
    acts = (reading.sentence(body, form, forms.title) for form in forms.acts)
    act = next(filter(None, acts), None)
    replaces = reading.first(body, REPLACES_SCHEDULE)
    signed = _signed(reading, [line for line in body if line.number not in procedure.lines])
    application = read_application(reading, body, articles)
    draft_mark = _draft_mark(reading, body, title, forms)
    _object(reading, title, act, amends, replaces)
    _object_to_doubt(reading, body, None if restates else act, amends, replaces, title)
    if title is None or act is None:
        return None
    return Preamble(
        kind=_kind(amends, restates),
        agreement_kind=kind.name,
        title=title,
        agreement_title=amends or restates or title,
        document_title=reading.first(body, forms.document_title, "written"),
        draft_mark=draft_mark,
        act=act,
        basis=_basis(reading, act),
        procedure=procedure.steps,
        extent=Extent.SCHEDULE if amends else Extent.WHOLE,
        extent_clause=replaces if amends else None,
        signed=signed,
        application=application,
    )


def _title(reading: Reading, body: Sequence[Line], forms: Wording) -> Passage | None:
    return reading.first(body, forms.title, "title") or reading.first(body, forms.document_title, "title")


def _basis(reading: Reading, act: Passage) -> tuple[Passage, ...]:
    """Give the provisions that the act names; a line end may stand within one."""
    words = reading.document.normalized(act).without_spaces()
    spans = (words.source(*match.span("basis")) for match in BASIS.finditer(words.text))
    return tuple(reading.document.passage(*span) for span in spans)


def _kind(amends: Passage | None, restates: Passage | None) -> InstrumentKind:
    if amends:
        return InstrumentKind.AMENDING
    return InstrumentKind.RESTATING if restates else InstrumentKind.CONCLUDING


def _draft_mark(
    reading: Reading, body: Sequence[Line], title: Passage | None, forms: Wording
) -> Passage | None:
    """Find the mark; another line above the title that may be one is a problem, since much hangs on it."""
    marks = (reading.first(body, form, "draft") for form in (DRAFT_MARK, forms.title, forms.document_title))
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
    title: Passage | None,
) -> None:
    """Refuse what would be taken for something else: an amendment for a conclusion, or for a smaller one."""
    if act and amends is None and ((title and "変更" in title.exact) or replaces):
        what = Message("The text speaks of an amendment, but not in a form that is understood.")
        reading.object(what, Message("It should say …を次のとおり変更する。"), act)
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
        what = Message("There is no title: no line ends in 連携協約(書) or 定住自立圏形成協定(書).")
        reading.object(what, Message("Check that the text is complete from its title on."))
    if act is None:
        what = Message("The text does not say what it does to the agreement.")
        remedy = Message("It should say …を締結する。 or …を次のとおり変更する。")
        reading.object(what, remedy, title)
    if amends and replaces is None:
        what = Message("The text amends the agreement, but does not say what it replaces.")
        reading.object(what, Message("It should say 別表を次のように改める。"), amends)


def _signed(reading: Reading, body: Sequence[Line]) -> tuple[DateStatement, ...]:
    """Read the lines that are nothing but a date; they must agree."""
    words = [reading.words(line) for line in body if SIGNED.fullmatch(line.text)]
    dates = [date for found in words if (date := read_date(reading, found))]
    if len({date.value for date in dates}) > 1:
        written = "、".join(date.words.exact for date in dates)
        what = Message("The signing dates differ: {dates}.", {"dates": written})
        reading.object(what, Message("Make them agree with the signed original."), dates[-1].words)
    return tuple(dates)

"""Titles, draft mark, act, legal basis, signing date and application: what stands before the schedule."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.agreement.application import DATE, day_of, read_application, read_date
from kg.agreement.articles import NUMBER
from kg.agreement.clauses import clauses
from kg.agreement.lexicon import AgreementKind
from kg.agreement.model import Article, DateStatement, Extent, InstrumentKind, Preamble
from kg.agreement.procedure import Procedure
from kg.agreement.reading import Reading
from kg.agreement.wording import MARK, Wording, wording
from kg.document.model import Line, Passage
from kg.document.normalize import normalize
from kg.errors import Message

DRAFT_MARK = re.compile(rf"(?P<draft>{MARK})")
DRAFT_LIKE = re.compile(r"案|未定稿")
DRAFT_IN_MARGIN = re.compile(rf"(?:.*\s)?{MARK}|.*議案.*|.*(?:DRAFT|ドラフト).*", re.IGNORECASE)
PLACE = "(?:第[0-9一二三四五六七八九十]+(?:条|項|号)?|別表|題名|前文|附則|同(?:条|項|号|表))"
OTHER_AMENDMENT = re.compile(
    rf".*{PLACE}.*(?:改め(?:る|、)|削(?:る|り、)|加え(?:る|、)|繰り(?:上げ|下げ)).*|.*{PLACE}を{PLACE}とする。"
)
REPLACES_SCHEDULE = re.compile(r"別表を(?:次の(?:ように|とおり)|別紙のとおり(?:に)?)(?:改める|変更する)。")
SIGNED = re.compile(DATE)
# Signed before the councils resolved, and not yet the agreement itself (仮協約).
PROVISIONAL = re.compile(
    "仮の?(?:連携|変更連携|変更)?(?:協約|協定)|本(?:連携)?(?:協約|協定)(?:と|として)(?:なる|成立)"
)
# Collections of rules keep the supplementary provisions of each amendment: 附 則(令和4年3月28日告示第55号).
AMENDED_SINCE = re.compile(rf"附\s?則\s*\(\s?(?:{DATE}|(?:.*)(?:告示|議決|変更|改正)).*\)")
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
    application = read_application(reading, body, articles, day_of(signed))
    draft_mark = _draft_mark(reading, body, title, forms)
    _object(reading, title, act or _object_to_act(reading, body, forms), amends, replaces)
    _object_to_doubt(reading, None if restates else act, amends, replaces, title)
    _object_to_other_words(reading, body)
    if amends:
        _object_to_other_amendments(reading, body, articles)
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
    elif found is None:
        _object_to_margins(reading)
    return found


def _object_to_margins(reading: Reading) -> None:
    """A margin or watermark that may mark a draft is a problem, too: its words are not in the text."""
    margins = (each.words for each in reading.document.remarks if each.kind == "margin")
    for words in (each for each in margins if DRAFT_IN_MARGIN.fullmatch(normalize(each).text)):
        what = Message("“{words}” in the page's margin may say that this is a draft.", {"words": words})
        remedy = Message(
            "If it is one, write (案) on a line above the title; if not, take it out of the margin."
        )
        reading.object(what, remedy)


def _object_to_act(reading: Reading, body: Sequence[Line], forms: Wording) -> Passage | None:
    """Note, where no act is understood, a sentence that ends or changes the agreement in another form."""
    if act := reading.sentence(body, forms.ends, forms.title):
        what = Message("The text may end the agreement: “{words}”.", {"words": reading.normal(act)})
        remedy = Message(
            "The end of an agreement cannot be registered yet: keep the document, and leave it out."
        )
        reading.object(what, remedy, act)
    elif act := reading.sentence(body, forms.changes, forms.title):
        _object_to_change(reading, act)
    return act


def _object_to_change(reading: Reading, act: Passage) -> None:
    what = Message("The text speaks of an amendment, but not in a form that is understood.")
    reading.object(what, Message("It should say …を次のとおり変更する。"), act)


def _object_to_doubt(
    reading: Reading,
    act: Passage | None,
    amends: Passage | None,
    replaces: Passage | None,
    title: Passage | None,
) -> None:
    """Refuse what would be taken for something else: an amendment for a conclusion, or for a smaller one."""
    if act and amends is None and ((title and re.search("変更|改正", title.exact)) or replaces):
        _object_to_change(reading, act)


def _object_to_other_words(reading: Reading, body: Sequence[Line]) -> None:
    """Note a text that is not what was concluded: provisional, or with later amendments in it."""
    provisional = next((line for line in body if PROVISIONAL.search(line.text)), None)
    if provisional:
        what = Message("The text may be provisional: “{words}”.", {"words": provisional.text})
        remedy = Message("Register the agreement that was concluded after the councils' resolutions.")
        reading.object(what, remedy, provisional)
    for line in (each for each in body if AMENDED_SINCE.fullmatch(each.text)):
        what = Message("The text seems to hold what was amended later: “{words}”.", {"words": line.text})
        remedy = Message("Register the text as it was signed, and each amendment as a document of its own.")
        reading.object(what, remedy, line)


def _object_to_other_amendments(reading: Reading, body: Sequence[Line], articles: Sequence[Article]) -> None:
    """Note each sentence that amends more than the schedule: the version would not hold it."""
    for clause in clauses(reading, body, articles):
        if OTHER_AMENDMENT.fullmatch(clause.text) and not REPLACES_SCHEDULE.fullmatch(clause.text):
            what = Message("The text amends more than the schedule: “{words}”.", {"words": clause.text})
            remedy = Message("Only the replacement of the schedule is understood so far.")
            reading.object(what, remedy, clause.words)


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

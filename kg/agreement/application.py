"""From when and until when a text says that it applies, and whether its term is renewed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from kg.agreement.articles import NUMBER
from kg.agreement.clauses import Clause, clauses
from kg.agreement.dates import DATE_WORDS, convert, number
from kg.agreement.model import Application, Article, DateStatement, YearMonth
from kg.agreement.reading import Reading
from kg.document.model import Line, Passage
from kg.errors import Message

DATE = re.sub(r"\?P<\w+>", "?:", DATE_WORDS.pattern)
AGREEMENT = "(?:この|本)(?:連携)?(?:協約|協定)"
CONCLUSION = rf"(?:{AGREEMENT}の?)?(?:を?締結した|締結の)日"
FROM = rf"(?:(?P<start>{DATE})|(?P<conclusion>{CONCLUSION}))から"
UNTIL = rf"(?P<end>{DATE})"
YEARS = rf"(?P<years>(?P<count>{NUMBER})(?:年間|か年|箇年|ヶ年))"
EFFECT = "(?:、|その|これらの)*効力を"
# The day from which it is in force may be another than that from which it applies.
IN_FORCE = rf"(?:(?:{CONCLUSION}|(?:公布|公表|告示)の日|{DATE})から施行し、)?"
SENTENCES = (
    rf"{AGREEMENT}は、?{IN_FORCE}{FROM}(?:、?(?:適用|施行)する|{EFFECT}(?:生ずる|生じる|有する|発する))。",
    rf"{AGREEMENT}の(?:有効|存続|適用|実施)?期間は、?(?:{FROM})?"
    rf"(?:{UNTIL}まで(?:の{NUMBER}年間)?|{YEARS})(?:の間|の期間)?とする。",
    rf"{AGREEMENT}は、?(?:{FROM}(?:(?:適用|施行)し、)?)?{UNTIL}まで(?:の間)?{EFFECT}有する。",
    rf"{AGREEMENT}は、?(?:{FROM}(?:適用|施行)し、)?{UNTIL}限り、?{EFFECT}失う。",
)
FORMS = tuple(map(re.compile, SENTENCES))
ABOUT = re.compile(rf"期間|満了|{AGREEMENT}|前項|前条")
RENEWS = re.compile("(?:更新|延長|継続)(?:する|され|し(?!ない))")
OF_ITSELF = re.compile("ない(?:とき|限り|場合|かぎり)|自動")
BY_CONSENT = re.compile("できる|協議|合意")


def read_application(
    reading: Reading, body: Sequence[Line], articles: Sequence[Article], signed: date | None
) -> Application | None:
    """Read the clauses on application, term and renewal; two that differ are noted as a problem.

    `signed` is the day of the text: its years are counted as they were then.
    """
    found = [
        (clause, match)
        for clause in clauses(reading, body, articles)
        for form in FORMS
        if (match := form.fullmatch(clause.text))
    ]
    if not found:
        return None
    _object_to_difference(reading, found, "start")
    _object_to_difference(reading, found, "end")
    renewal = _renewal(clauses(reading, body, articles), [clause for clause, _ in found])
    return Application(
        clauses=tuple(clause.words for clause, _ in found),
        start=_first(reading, found, "start", signed),
        end=_first(reading, found, "end", signed) or _years(reading, found, signed),
        from_conclusion=any(match.groupdict().get("conclusion") for _, match in found),
        renewal=renewal.words if renewal else None,
        renews=renewal is not None and not needs_consent(renewal.text),
    )


def day_of(signed: Sequence[DateStatement]) -> date | None:
    """Give the day of a text by its signing dates; of a month without a day its first."""
    value = signed[-1].value if signed else None
    return date(value.year, value.month, 1) if isinstance(value, YearMonth) else value


def read_date(reading: Reading, words: Passage, seen_from: date | None = None) -> DateStatement | None:
    """Read a date as written, also over a line end; one that does not exist is noted as a problem."""
    try:
        return DateStatement(convert("".join(reading.normal(words).split()), seen_from), words)
    except ValueError:
        what = Message("There is no such date: {words}.", {"words": words.exact})
        reading.object(what, Message("Correct era, year, month or day as the original has them."), words)
        return None


Found = Sequence[tuple[Clause, re.Match[str]]]


def _stated(found: Found, group: str) -> Iterator[tuple[Clause, re.Match[str]]]:
    return ((clause, match) for clause, match in found if match.groupdict().get(group))


def _first(reading: Reading, found: Found, group: str, signed: date | None) -> DateStatement | None:
    words = (clause.group(match, group) for clause, match in _stated(found, group))
    return next((read_date(reading, each, signed) for each in words), None)


def _object_to_difference(reading: Reading, found: Found, group: str) -> None:
    stated = list(_stated(found, group))
    for clause, match in stated[1:]:
        if match[group] != stated[0][1][group]:
            what = Message("The text says twice from when or until when it applies, and the dates differ.")
            reading.object(what, Message("Make them agree with the signed original."), clause.words)


def _years(reading: Reading, found: Found, signed: date | None) -> DateStatement | None:
    """Count a term of years from a stated day; one from the day of conclusion keeps its words alone."""
    for clause, match in _stated(found, "years"):
        start = _first(reading, [(clause, match)], "start", signed)
        counted = start.value if start and isinstance(start.value, date) else None
        return read_years(reading, clause.group(match, "years"), match["count"], counted)
    return None


def read_years(reading: Reading, words: Passage, count: str, start: date | None) -> DateStatement | None:
    """Count a term of so many years from its first day, if that is known; an impossible number is noted."""
    try:
        years = number(count)
        return DateStatement(last_day(start, years) if start else None, words)
    except (ValueError, OverflowError):
        what = Message("There is no such number of years: {words}.", {"words": words.exact})
        reading.object(what, Message("Correct it as the original has it, such as 5年間."), words)
        return None


def last_day(start: date, years: int) -> date:
    """Give the last day of a term that begins with a day (Civil Code, Articles 140 and 143).

    It ends on the eve of the corresponding day, or on the last of February where there is none.
    """
    try:
        return start.replace(year=start.year + years) - timedelta(days=1)
    except ValueError:
        return date(start.year + years, 2, 28)


def _renewal(all: Sequence[Clause], terms: Sequence[Clause]) -> Clause | None:
    """Find the sentence on renewal: beside that on the term, or one that speaks of it."""
    units = {clause.unit for clause in terms}
    return next(
        (
            clause
            for clause in all
            if RENEWS.search(clause.text) and (clause.unit in units or ABOUT.search(clause.text))
        ),
        None,
    )


def needs_consent(sentence: str) -> bool:
    """Tell whether a renewal is not of itself, so that the end of the term stands."""
    return BY_CONSENT.search(sentence) is not None and not OF_ITSELF.search(sentence)

"""From when and until when the text of a form applies, for how many years, and whether that is renewed."""

from __future__ import annotations

import re
from datetime import date

from kg.agreement.application import CONCLUSION, RENEWS, YEARS, needs_consent, read_years
from kg.agreement.form.checks import filled
from kg.agreement.form.dates import read_form_date
from kg.agreement.form.tables import Cells
from kg.agreement.model import Application, DateStatement
from kg.agreement.reading import Reading
from kg.agreement.roles import sentences
from kg.document.model import Passage
from kg.errors import Message

FROM_CONCLUSION = re.compile(CONCLUSION)
TERM = re.compile(YEARS)


def read_form_application(reading: Reading, cells: Cells, signed: date | None) -> Application | None:
    """Read the four lines of a text signed on a day; what is wrong, or does not fit, is noted at its cell."""
    first, last, years, renewal = (
        filled(cells, key) for key in ("applicable_from", "applicable_until", "term", "renewal")
    )
    if renewal:
        _check_renewal(reading, renewal, last or years)
    clauses = tuple(each for each in (first, last, years) if each)
    if not clauses:
        return None
    concluded = first is not None and FROM_CONCLUSION.fullmatch(_bare(reading, first)) is not None
    start = read_form_date(reading, first, signed) if first and not concluded else None
    end = read_form_date(reading, last, signed) if last else None
    term = _term(reading, years, start) if years else None
    if end and term:
        _check_agreement(reading, end, term)
    return Application(
        clauses=clauses,
        start=start,
        end=end or term,
        from_conclusion=concluded,
        renewal=renewal,
        renews=renewal is not None and not needs_consent(_bare(reading, renewal)),
    )


def _bare(reading: Reading, cell: Passage) -> str:
    return reading.document.normalized(cell).without_spaces().text


def _term(reading: Reading, cell: Passage, start: DateStatement | None) -> DateStatement | None:
    """Count the years from the first day, as a text's are (kg.agreement.application)."""
    match = TERM.fullmatch(_bare(reading, cell))
    if match is None:
        what = Message("“{words}” is no number of years.", {"words": cell.exact})
        remedy = Message("Write it like 5年間; the last day, if the original names it, goes into 適用終了日.")
        reading.object(what, remedy, cell)
        return None
    day = start.value if start and isinstance(start.value, date) else None
    return read_years(reading, cell, match["count"], day)


def _check_agreement(reading: Reading, end: DateStatement, term: DateStatement) -> None:
    """Where a text names both its years and its last day, they are the same day."""
    if term.value and term.value != end.value:
        values = {"words": term.words.exact, "counted": term.value.isoformat(), "end": end.words.exact}
        what = Message("“{words}” from the first day ends on {counted}, but the last day is {end}.", values)
        reading.object(
            what, Message("Compare both with the original, and correct the wrong one."), term.words
        )


def _check_renewal(reading: Reading, cell: Passage, term: Passage | None) -> None:
    if not RENEWS.search(_bare(reading, cell)) or len(sentences(reading.document, cell)) > 1:
        what = Message(
            "“{words}” is not one sentence that says that the term is renewed.", {"words": cell.exact}
        )
        remedy = Message(
            "Write the sentence as the original has it, like …更新する。 or …延長されるものとする。"
        )
        reading.object(what, remedy, cell)
    if term is None:
        what = Message("A renewal is filled in, but no term that could be renewed.")
        remedy = Message("Write 適用終了日 or 期間の年数 as the original has it, or clear this cell.")
        reading.object(what, remedy, cell)

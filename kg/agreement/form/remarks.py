"""What an editor should look at in a form: articles that say another term than its cells do, or one alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kg.agreement.application import day_of, read_application
from kg.agreement.model import Agreement, Application
from kg.agreement.reading import Reading
from kg.errors import Message, Problem


def remarks_on_terms(agreement: Agreement) -> Iterator[Problem]:
    """Say where the articles of a form tell when the text applies, and its cells do not say the same.

    Only the cells are read for that: a sentence that no cell repeats would be lost without a word.
    """
    reading, signed = Reading(agreement.document), day_of(agreement.preamble.signed)
    told = read_application(reading, (), agreement.articles, signed) if agreement.layout else None
    stated = agreement.preamble.application
    if told is None or (stated and _days(agreement, told) == _days(agreement, stated)):
        return
    values = {"words": " ".join(told.clauses[0].exact.split())}
    what = Message("An article says “{words}”, but the cells on the term do not say the same.", values)
    remedy = Message("Write 適用開始日, 適用終了日, 期間の年数 and 更新の定め as the article has them.")
    yield agreement.document.problem_at(what, remedy, told.clauses[0])


def _days(agreement: Agreement, application: Application) -> tuple[object, object, bool]:
    """Give the first day, the last one and whether the term is renewed; days that are not known are None."""
    first = application.start.value if application.start else None
    if application.from_conclusion:
        first = first or agreement.concluded
    last = application.end.value if application.end else None
    return first, last if isinstance(last, date) else None, application.renews

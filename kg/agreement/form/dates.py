"""Dates in the cells of a form: as written, or as a spreadsheet program keeps them (2025-03-31)."""

from __future__ import annotations

from datetime import date

from kg.agreement.application import read_date
from kg.agreement.model import DateStatement
from kg.agreement.reading import Reading
from kg.document.model import Passage


def read_form_date(reading: Reading, words: Passage, seen_from: date | None = None) -> DateStatement | None:
    """Read a date, whose day may be blank; one that does not exist is noted as a problem."""
    try:
        return DateStatement(date.fromisoformat(reading.normal(words)), words)
    except ValueError:
        return read_date(reading, words, seen_from)

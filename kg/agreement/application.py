"""From when and until when a text says that it applies."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.agreement.dates import DATE_WORDS, convert
from kg.agreement.model import Application, DateStatement
from kg.agreement.reading import Reading
from kg.document.model import Line, Passage
from kg.errors import Message

DATE = re.sub(r"\?P<\w+>", "?:", DATE_WORDS.pattern)
NUMBER = "[0-9一二三四五六七八九十]+"
# The number of a paragraph or an article before the clause.
LEADING = rf"(?:(?:第{NUMBER}条(?:の{NUMBER})?|[0-9]+)\s+)?"
FORMS = (
    re.compile(rf"{LEADING}(?P<clause>この(?:連携)?協約は、?(?P<start>{DATE})から適用する。)"),
    re.compile(
        rf"{LEADING}(?P<clause>この(?:連携)?協約の(?:有効|存続|適用)?期間は、?"
        rf"(?P<start>{DATE})から(?P<end>{DATE})までとする。)"
    ),
)


def read_application(reading: Reading, body: Sequence[Line]) -> Application | None:
    """Read the clause on application or on the term; two of them are noted as a problem."""
    found = [(line, match) for line in body for form in FORMS if (match := form.fullmatch(line.text))]
    for line, _ in found[1:]:
        what = Message("The text says twice from when it applies.")
        reading.object(what, Message("Only one such clause is understood so far."), line)
    if not found:
        return None
    line, match = found[0]
    start, end = (
        read_date(reading, reading.group(line, match, name)) if name in match.groupdict() else None
        for name in ("start", "end")
    )
    return Application(reading.group(line, match, "clause"), start, end)


def read_date(reading: Reading, words: Passage) -> DateStatement | None:
    """Read a date as written; one that does not exist is noted as a problem."""
    try:
        return DateStatement(convert(reading.normal(words)), words)
    except ValueError:
        what = Message("There is no such date: {words}.", {"words": words.exact})
        reading.object(what, Message("Correct era, year, month or day as the original has them."), words)
        return None

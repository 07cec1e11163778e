"""The sheet 費用 of a form: shares of costs that the original has in columns or rows of their own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from kg.agreement.actors import Actors
from kg.agreement.form.checks import filled, headings_of, is_known_initiative, is_known_party, require
from kg.agreement.form.tables import Cells, Form
from kg.agreement.model import CostShare
from kg.agreement.reading import Reading
from kg.document.model import Passage
from kg.errors import Message

# What a spreadsheet program makes of 50%, 1/2 or 1:2: a bare number, a day, a time of day. Signs say nothing.
NOTHING = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[0-9]{4}-[0-9]{2}-[0-9]{2}(?: .*)?|[0-9]+:[0-9]+:[0-9]+|[\W_]+")


def read_form_costs(reading: Reading, form: Form, actors: Actors) -> dict[str, list[CostShare]]:
    """Give the shares by the initiative's heading, in the order of the lines; what is wrong is noted."""
    headings = headings_of(reading, form)
    found: dict[str, list[CostShare]] = defaultdict(list)
    for line in form.lines["costs"]:
        if not require(reading, line, "costs"):
            continue
        party = filled(line, "party")
        known = is_known_initiative(reading, headings, line["initiative"])
        known = (party is None or is_known_party(reading, actors, party)) and known
        _check_words(reading, line["text"])
        if known:
            heading = reading.normal(line["initiative"])
            share = _share(line, actors.key(reading.normal(party)) if party else None)
            _check_distinct(reading, share, found[heading])
            found[heading].append(share)
    return found


def join_costs(
    reading: Reading, derived: Iterable[CostShare], written: Sequence[CostShare]
) -> tuple[CostShare, ...]:
    """Put what sentences of roles say before what is written; the same words are one share."""
    own = {reading.normal(each.words) for each in written}
    return (*(each for each in derived if reading.normal(each.words) not in own), *written)


def _share(line: Cells, party: str | None) -> CostShare:
    marks = (line["initiative"], filled(line, "party"))
    return CostShare(line["text"], filled(line, "label"), party, tuple(each for each in marks if each))


def _check_words(reading: Reading, cell: Passage) -> None:
    if NOTHING.fullmatch(reading.normal(cell)):
        what = Message("“{words}” does not say who bears which costs.", {"words": cell.exact})
        remedy = Message(
            "Write it as the original has it: 全額, 2分の1, 50％. If it says nothing, delete the line."
        )
        reading.object(what, remedy, cell)


def _check_distinct(reading: Reading, share: CostShare, before: Iterable[CostShare]) -> None:
    if (share.party, reading.normal(share.words)) in [
        (each.party, reading.normal(each.words)) for each in before
    ]:
        what = Message("The same share stands twice: “{words}”.", {"words": share.words.exact})
        reading.object(what, Message("Delete one line, or correct the party or the initiative."), share.words)

"""The sheet 費用 of a form: shares of costs that the original has in columns or rows of their own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from kg.agreement.actors import Actors
from kg.agreement.form.checks import filled, headings_of, is_known_initiative, is_known_party, require
from kg.agreement.form.tables import Cells, Form
from kg.agreement.reading import Reading
from kg.agreement.sayings import Saying, costs_within, said_already
from kg.agreement.undertakings import CostShare, Role
from kg.document.model import Passage
from kg.errors import Message

# What a spreadsheet program makes of 50%, 1/2 or 1:2: a bare number, a day, a time of day. Signs say nothing.
NOTHING = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[0-9]{4}-[0-9]{2}-[0-9]{2}(?: .*)?|[0-9]+:[0-9]+:[0-9]+|[\W_]+")


def read_form_costs(
    reading: Reading, form: Form, actors: Actors, roles: Mapping[str, Mapping[str, Role]]
) -> dict[str, tuple[CostShare, ...]]:
    """Give the shares by the initiative's heading; what is wrong is noted.

    What sentences of roles say comes before the lines; a line that says the same stands for it.
    """
    lines = _lines(reading, form, actors)
    return {
        heading: _join(reading, list(_derived(reading, roles.get(heading, {}))), lines.get(heading, []))
        for heading in dict.fromkeys([*roles, *lines])
    }


def _lines(reading: Reading, form: Form, actors: Actors) -> dict[str, list[CostShare]]:
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
            key = actors.key(reading.normal(party)) if party else None
            found[reading.normal(line["initiative"])].append(_share(line, key))
    return found


def _derived(reading: Reading, roles: Mapping[str, Role]) -> Iterator[tuple[str, CostShare]]:
    """Give what sentences of roles say of costs, each with the party whose role it is."""
    for party, role in roles.items():
        for cost in costs_within(reading.document, role.sentences):
            yield party, CostShare(cost)


def _join(
    reading: Reading, derived: Sequence[tuple[str, CostShare]], written: Sequence[CostShare]
) -> tuple[CostShare, ...]:
    said = [Saying(party, share.words.exact) for party, share in derived]
    again = said_already([Saying(share.party, share.words.exact) for share in written], said)
    for place, share in enumerate(written):
        before = ((each, earlier in again) for earlier, each in enumerate(written[:place]))
        if place not in again and any(_repeats(reading, share, *each) for each in before):
            _object_to_repetition(reading, share)
    replaced = set(again.values())
    return (*(share for place, (_, share) in enumerate(derived) if place not in replaced), *written)


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


def _repeats(reading: Reading, share: CostShare, before: CostShare, said: bool) -> bool:
    """Tell whether a line that no role says equals one before it, which a role has `said` already or not.

    Columns of two labels are two; a label that one line lacks makes no other share of what no role says.
    """
    labels = {reading.normal(each.label) if each.label else "" for each in (share, before)}
    words = {reading.normal(each.words) for each in (share, before)}
    same = share.party == before.party and len(words) == 1
    return same and (len(labels) == 1 or ("" in labels and not said))


def _object_to_repetition(reading: Reading, share: CostShare) -> None:
    what = Message("The same share stands twice: “{words}”.", {"words": share.words.exact})
    reading.object(what, Message("Delete one line, or correct the party or the initiative."), share.words)

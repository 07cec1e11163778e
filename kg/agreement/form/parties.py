"""The parties of a form: a line each."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.agreement.actors import DESIGNATIONS
from kg.agreement.form.checks import require
from kg.agreement.form.tables import Cells, Form, lines_of
from kg.agreement.governments import Government, Governments
from kg.agreement.model import Party
from kg.agreement.parties import resolve
from kg.agreement.reading import Reading
from kg.document.model import Passage
from kg.errors import Message

OFFICE = re.compile(r"[^\s、。]+(?:長|知事|管理者|代理者)")


def read_form_parties(
    reading: Reading, form: Form, governments: Governments, decided: Mapping[str, str]
) -> tuple[tuple[Party, ...], tuple[str, ...]]:
    """Give the parties that are resolved, and what all are called; what is wrong is noted."""
    lines = form.lines["parties"]
    if len(lines) < 2:
        what = Message("The form names fewer than two parties.")
        head = form.heads.get("parties", {}).get("name")
        reading.object(what, Message("Write a line for each party of the agreement."), head)
    found = (
        _party(reading, order, line, governments, decided, lines[: order - 1])
        for order, line in enumerate(lines, start=1)
    )
    called = (reading.normal(line["designation"]) or reading.normal(line["name"]) for line in lines)
    parties = tuple(each for each in found if each)
    _check_distinct(reading, parties)
    return parties, tuple(filter(None, called))


def _party(
    reading: Reading,
    order: int,
    line: Cells,
    governments: Governments,
    decided: Mapping[str, str],
    before: list[Cells],
) -> Party | None:
    _check_designation(reading, line["designation"], before)
    _check_office(reading, line["signatory"])
    if not require(reading, line, "parties"):
        return None
    names = tuple(lines_of(line["name"], reading.document))
    chosen = decided.get(line["designation"].exact or names[0].exact)
    found = [resolve(reading, name, chosen, governments) for name in names]
    government = _same(reading, line, found)
    if government is None:
        return None
    designation, address, signatory = (
        line[key] if line[key].exact else None for key in ("designation", "address", "signatory")
    )
    return Party(order, designation, government, names, address, signatory)


def _same(reading: Reading, line: Cells, found: list[Government | None]) -> Government | None:
    """Give the local government that all names in the cell are of."""
    if len(set(found)) > 1 and all(found):
        what = Message("The names in this cell are of different local governments.")
        reading.object(what, Message("Write one party on each line of the table."), line["name"])
    return found[0] if len(set(found)) == 1 else None


def _check_designation(reading: Reading, cell: Passage, before: list[Cells]) -> None:
    words = reading.normal(cell)
    if words and (len(words) > 1 or words not in DESIGNATIONS):
        what = Message("“{words}” is no designation of a party.", {"words": cell.exact})
        remedy = Message("Write one of {designations}, or leave it empty.", {"designations": DESIGNATIONS})
        reading.object(what, remedy, cell)
    if words and words in [reading.normal(line["designation"]) for line in before]:
        what = Message("Two parties are called “{words}”.", {"words": cell.exact})
        reading.object(what, Message("Write the designation of each as the original has it."), cell)


def _check_office(reading: Reading, cell: Passage) -> None:
    """A person's name has no place in the graph."""
    if cell.exact and not OFFICE.fullmatch(reading.normal(cell)):
        what = Message("“{words}” is not an office alone, such as 岡山市長.", {"words": cell.exact})
        reading.object(what, Message("Write the office without the person's name."), cell)


def _check_distinct(reading: Reading, parties: tuple[Party, ...]) -> None:
    seen: set[str] = set()
    for party in parties:
        if party.government.code in seen:
            what = Message("{name} is a party twice.", {"name": party.government.name})
            reading.object(what, Message("Delete one line, or correct the name."), party.names[0])
        seen.add(party.government.code)

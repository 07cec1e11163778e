"""What every table of a form must have, and the ways to say what a cell lacks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from difflib import get_close_matches

from kg.agreement.actors import Actors
from kg.agreement.form.tables import Cells, Form
from kg.agreement.lexicon import Choice
from kg.agreement.reading import Reading
from kg.document.form import PARTICULARS, TABLES
from kg.document.model import Passage
from kg.errors import Message


def check_tables(reading: Reading, form: Form) -> None:
    """Note each table without its head, and each labelled line that is missing or stands twice.

    A form of an earlier edition need not have what only later ones have.
    """
    for name, table in TABLES.items():
        if table.needed and name not in form.heads:
            what = Message("The form's table “{table}” is missing.", {"table": "、".join(table.labels)})
            values = {"sheet": table.sheet}
            reading.object(what, Message("Restore the sheet “{sheet}” of the form, with its head.", values))
    for column in PARTICULARS.columns:
        if column.since <= form.edition and column.key not in form.labels:
            what = Message("The form's line “{label}” is missing.", {"label": column.label})
            reading.object(what, Message("Restore it in the sheet 協約, also where nothing is filled in."))
    for label in form.repeated:
        what = Message("The line “{label}” stands twice.", {"label": label.exact})
        reading.object(what, Message("Keep one of them."), label)


def require(reading: Reading, cells: Cells, table: str) -> bool:
    """Tell whether the line's required cells are filled in; note each that is not."""
    empty = [column for column in TABLES[table].columns if column.required and not filled(cells, column.key)]
    for column in empty:
        what = Message("“{label}” is not filled in.", {"label": column.label})
        remedy = Message("Write it as the original has it. If cells are merged, undo that and fill in each.")
        if column.key in cells:
            reading.object(what, remedy, cells[column.key])
    return not empty


def filled(cells: Cells, key: str) -> Passage | None:
    """Give the cell where something is filled in."""
    cell = cells.get(key)
    return cell if cell and cell.exact else None


def choose(reading: Reading, cell: Passage, choices: Sequence[Choice]) -> str | None:
    """Give the name of the concept that the cell names; None, noted as a problem, when it names none."""
    words = reading.normal(cell)
    for choice in choices:
        if words == choice.label:
            return choice.name
    values = {"words": cell.exact, "choices": "、".join(choice.label for choice in choices)}
    what = Message("“{words}” is none of the list: {choices}.", values)
    reading.object(what, Message("Choose one from the cell's list."), cell)
    return None


def headings_of(reading: Reading, form: Form) -> set[str]:
    """Give the headings of all initiatives, normalised."""
    return {reading.normal(line["heading"]) for line in form.lines["initiatives"]} - {""}


def is_known_initiative(reading: Reading, known: Collection[str], cell: Passage) -> bool:
    """Tell whether the cell names one of the known initiatives; note it where it does not."""
    heading = reading.normal(cell)
    if heading in known:
        return True
    near = get_close_matches(heading, known, 1)
    values = {"heading": cell.exact, "near": near[0] if near else "―"}
    what = Message("The sheet 取組 has no “{heading}”. Similar: {near}.", values)
    reading.object(what, Message("Choose the initiative from the cell's list."), cell)
    return False


def is_known_party(reading: Reading, actors: Actors, cell: Passage) -> bool:
    """Tell whether the cell names a party; note it where it does not."""
    if actors.key(reading.normal(cell)) in actors.keys:
        return True
    what = Message(
        "There is no party “{party}”. There are: {parties}.",
        {"party": cell.exact, "parties": "、".join(actors.keys)},
    )
    reading.object(what, Message("Write it as in the table of parties."), cell)
    return False

"""What every table of a form must have, and the ways to say what a cell lacks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.agreement.form.tables import Cells, Form
from kg.agreement.lexicon import Choice
from kg.agreement.reading import Reading
from kg.document.form import PARTICULARS, TABLES
from kg.document.model import Passage
from kg.errors import Message

NEEDED = ("parties", "initiatives", "roles")


def check_tables(reading: Reading, form: Form) -> None:
    """Note each table without its head, and each labelled line that is missing or stands twice."""
    for name in NEEDED:
        if name not in form.heads:
            what = Message(
                "The form's table “{table}” is missing.", {"table": "、".join(TABLES[name].labels)}
            )
            values = {"sheet": TABLES[name].sheet}
            reading.object(what, Message("Restore the sheet “{sheet}” of the form, with its head.", values))
    for column in PARTICULARS.columns:
        if column.key not in form.labels:
            what = Message("The form's line “{label}” is missing.", {"label": column.label})
            reading.object(what, Message("Restore it in the sheet 協約, also where nothing is filled in."))
    for label in form.repeated:
        what = Message("The line “{label}” stands twice.", {"label": label.exact})
        reading.object(what, Message("Keep one of them."), label)


def require(reading: Reading, cells: Cells, table: str, keys: Iterable[str]) -> bool:
    """Tell whether these cells are filled in; note each that is not."""
    empty = [key for key in keys if key not in cells or not cells[key].exact]
    labels = {column.key: column.label for column in TABLES[table].columns}
    for key in empty:
        what = Message("“{label}” is not filled in.", {"label": labels[key]})
        remedy = Message("Write it as the original has it. If cells are merged, undo that and fill in each.")
        if key in cells:
            reading.object(what, remedy, cells[key])
    return not empty


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

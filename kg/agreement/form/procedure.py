"""The notices and resolutions of a form: a line each."""

from __future__ import annotations

import re

from kg.agreement.actors import Actors
from kg.agreement.form.checks import filled, require
from kg.agreement.form.dates import read_form_date
from kg.agreement.form.tables import Cells, Form
from kg.agreement.governments import Governments
from kg.agreement.model import Step
from kg.agreement.procedure import STEPS
from kg.agreement.reading import Reading
from kg.errors import Message

FORMS = {kind: re.compile(words) for kind, words in STEPS.items()}


def read_form_procedure(
    reading: Reading, form: Form, actors: Actors, governments: Governments
) -> tuple[Step, ...]:
    """Read the steps; their kind and whose they are is read from their words, as in a text."""
    steps: list[Step] = []
    for line in form.lines["procedure"]:
        if require(reading, line, "procedure") and (step := _step(reading, line, actors, governments)):
            _check_distinct(reading, step, steps)
            steps.append(step)
    return tuple(steps)


def _step(reading: Reading, line: Cells, actors: Actors, governments: Governments) -> Step | None:
    cell, dated = line["words"], filled(line, "dated")
    date = read_form_date(reading, dated) if dated else None
    matches = ((kind, form.fullmatch(reading.normal(cell))) for kind, form in FORMS.items())
    kind, match = next(((kind, match) for kind, match in matches if match), ("", None))
    if match is None:
        what = Message(
            "“{words}” is neither a notice with its number nor a resolution.", {"words": cell.exact}
        )
        remedy = Message("Write it like 岡山市告示第12号 or 総社市議会議決第5号; its day goes beside it.")
        reading.object(what, remedy, cell)
        return None
    party = actors.key(match["government"]) if match["government"] else ""
    if party and party not in actors.keys and not governments.candidates(party):
        near = "、".join(map(governments.describe, governments.similar(party))) or "―"
        values = {"name": party, "candidates": near}
        what = Message("No local government is called {name}. Similar names: {candidates}.", values)
        reading.object(what, Message("Correct the name, or write the number as the original has it."), cell)
    return Step(kind, cell, date, party if party in actors.keys else None)


def _check_distinct(reading: Reading, step: Step, before: list[Step]) -> None:
    if reading.normal(step.words) in [reading.normal(each.words) for each in before]:
        what = Message("“{words}” stands twice.", {"words": step.words.exact})
        reading.object(what, Message("Write each notice and each resolution once."), step.words)

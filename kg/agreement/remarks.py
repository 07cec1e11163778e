"""What an editor should look at in an agreement that is understood: roles that are open, or not there."""

from __future__ import annotations

from collections.abc import Iterator

from kg.agreement.lexicon import UNCLASSIFIED
from kg.agreement.model import Agreement
from kg.errors import Message, Problem

OPEN = Message("The wording of this role decides no kind; it is published as unclassified.")


def remarks_on_roles(agreement: Agreement) -> Iterator[Problem]:
    """Say that no roles were found, or which of them have no kind, as problems that do not stop a build."""
    if not agreement.schedule.states_roles:
        what = Message(
            "No roles were found: the text does not say, in a layout that is known, who does what."
        )
        remedy = Message("If it does, compare docs/adding-an-agreement.md with the way it is written.")
        yield agreement.document.problem(what, remedy)
    for initiative in agreement.schedule.initiatives:
        for role in initiative.roles:
            if role.kind == UNCLASSIFIED:
                yield agreement.document.problem_at(OPEN, _remedy(agreement), role.actor)


def _remedy(agreement: Agreement) -> Message:
    """A form has its own place for a decision; what a text leaves open is decided in decisions.csv."""
    if agreement.layout:
        return Message("Choose the kind in the form if you can tell it; otherwise leave it open.")
    return Message("Decide it in decisions.csv; if the wording is common, propose it as a cue.")

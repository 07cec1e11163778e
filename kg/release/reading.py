"""The documents of one agreement, understood: text, agreement and graphs of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.agreement.coverage import Coverage, cover
from kg.agreement.decisions import apply_decisions
from kg.agreement.lexicon import UNCLASSIFIED
from kg.agreement.model import Agreement
from kg.agreement.parser import parse
from kg.document.model import Document
from kg.document.reader import read
from kg.document.register import Source
from kg.document.remarks import remarks_on
from kg.errors import InputError, Message, Problem
from kg.graph.mapping import Description, describe
from kg.release.ground import Ground


@dataclass(frozen=True)
class Reading:
    """One registered document, understood."""

    source: Source
    document: Document
    agreement: Agreement
    coverage: Coverage
    description: Description

    @property
    def remarks(self) -> list[Problem]:
        """What the editor should look at: what of the original is not in its text, and unclassified roles."""
        return [*remarks_on(self.document), *self._without_roles(), *self._unclassified()]

    def _without_roles(self) -> list[Problem]:
        what = Message(
            "No roles were found: the text does not say, in a layout that is known, who does what."
        )
        remedy = Message("If it does, compare docs/adding-an-agreement.md with the way it is written.")
        return [] if self.agreement.schedule.states_roles else [self.document.problem(what, remedy)]

    def _unclassified(self) -> list[Problem]:
        what = Message("The wording of this role decides no kind; it is published as unclassified.")
        remedy = Message("Decide it in decisions.csv; if the wording is common, propose it as a cue.")
        return [
            self.document.problem(what, remedy, role.actor.start)
            for initiative in self.agreement.schedule.initiatives
            for role in initiative.roles
            if role.kind == UNCLASSIFIED
        ]


def read_agreement(ground: Ground, sources: Iterable[Source]) -> list[Reading]:
    """Read, parse and describe these documents; InputError lists the problems of all of them."""
    readings, problems = [], []
    for source in sources:
        try:
            readings.append(_read(ground, source))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return readings


def _read(ground: Ground, source: Source) -> Reading:
    document = read(source, ground.inputs.data)
    understood = parse(document, ground.words, ground.governments, source.parties)
    agreement = apply_decisions(understood, ground.decided)
    coverage = cover(agreement)
    description = describe(agreement, source, coverage, ground.iris, ground.titles)
    return Reading(source, document, agreement, coverage, description)

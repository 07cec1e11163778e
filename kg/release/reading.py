"""The documents of one agreement, understood: text, agreement and graphs of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.agreement.coverage import Coverage, cover
from kg.agreement.decisions import apply_decisions
from kg.agreement.model import Agreement
from kg.agreement.parser import parse
from kg.agreement.remarks import remarks_on_roles
from kg.document.model import Document
from kg.document.reader import read
from kg.document.register import Source
from kg.document.remarks import remarks_on
from kg.errors import InputError, Problem
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
        return [*remarks_on(self.document), *remarks_on_roles(self.agreement)]


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

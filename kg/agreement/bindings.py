"""Names bound to designations within a sentence: 早島町（以下「甲」という。）."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.agreement.actors import DESIGNATIONS
from kg.agreement.governments import Governments
from kg.agreement.reading import Reading
from kg.document.model import Line, Passage

BOUND = re.compile(
    rf"(?P<name>[^\s、。,()「」『』]+)\s*\(\s?以下、?\s?「\s?(?P<designation>[{DESIGNATIONS}])\s?」\s?と(?:いう|する)。?\s?\)"
)
# What joins a name to the one before it.
JOINS = re.compile("と|及び|並びに|又は")


@dataclass(frozen=True)
class Binding:
    """A designation, and the name before it: that of a known local government, else all the words there."""

    designation: Passage
    name: Passage


def read_bindings(reading: Reading, body: Sequence[Line], governments: Governments) -> list[Binding]:
    """Read the bindings in the order of the text; the first of a designation holds."""
    found: dict[str, Binding] = {}
    for line in body:
        for match in BOUND.finditer(line.text):
            found.setdefault(match["designation"], _binding(reading, line, match, governments))
    return list(found.values())


def _binding(reading: Reading, line: Line, match: re.Match[str], governments: Governments) -> Binding:
    """Leave what joins the name to the words before it: 及び早島町 names 早島町."""
    start, end = match.span("name")
    known = (place for place in range(start, end) if governments.candidates(line.text[place:end]))
    joined = JOINS.match(line.text, start, end)
    begin = next(known, joined.end() if joined else start)
    name = reading.document.passage(*line.normalized.source(begin, end))
    return Binding(reading.group(line, match, "designation"), name)

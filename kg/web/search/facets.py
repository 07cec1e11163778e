"""Facets: by what results are narrowed, and how many there are of each; sets of entries are bits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Bits = int
"""Entry n is in the set when bit n is set."""
Chosen = Mapping[str, tuple[str, ...]]
"""The chosen values by facet: one of them, where there are several."""

FACETS = ("type", "municipality", "pillar", "kind", "status")
ROLE = ("municipality", "kind")
"""Facets that, chosen together, ask for one and the same role."""


@dataclass(frozen=True)
class Traits:
    """What an entry has of each facet; `roles` joins municipality and kind of each role."""

    values: Mapping[str, frozenset[str]]
    roles: frozenset[tuple[str, str]]


class Facets:
    """The sets of entries by facet and value."""

    def __init__(self, traits: Iterable[Traits]) -> None:
        self.values: dict[str, dict[str, Bits]] = {facet: {} for facet in FACETS}
        self.roles: dict[tuple[str, str], Bits] = {}
        members: dict[tuple[str, str], list[int]] = defaultdict(list)
        roles: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, each in enumerate(traits):
            for facet in FACETS:
                for value in each.values.get(facet, ()):
                    members[facet, value].append(number)
            for role in each.roles:
                roles[role].append(number)
        for (facet, value), numbers in members.items():
            self.values[facet][value] = bits(numbers)
        self.roles = {role: bits(numbers) for role, numbers in roles.items()}

    def narrow(self, found: Bits, chosen: Chosen) -> Bits:
        """Keep of a set what has the chosen values."""
        for facet in FACETS:
            if chosen.get(facet):
                found &= self._any(facet, chosen[facet])
        if all(chosen.get(facet) for facet in ROLE):
            pairs = [(one, kind) for one in chosen["municipality"] for kind in chosen["kind"]]
            found &= _union(self.roles.get(pair, 0) for pair in pairs)
        return found

    def count(self, found: Bits, chosen: Chosen) -> dict[str, dict[str, int]]:
        """Count for each value what there is when it is chosen in place of its facet's present choice."""
        return {facet: dict(self._counts(facet, found, chosen)) for facet in FACETS}

    def _counts(self, facet: str, found: Bits, chosen: Chosen) -> Iterable[tuple[str, int]]:
        others = {name: values for name, values in chosen.items() if name != facet}
        rest = self.narrow(found, others)
        joined = facet in ROLE and others.get(ROLE[1 - ROLE.index(facet)])
        for value, members in self.values[facet].items():
            among = rest & (self._joined(facet, value, joined) if joined else members)
            if among:
                yield value, among.bit_count()

    def _joined(self, facet: str, value: str, chosen: Iterable[str]) -> Bits:
        """Give what has the value in one role with what is chosen of the other facet of roles."""
        pairs = ((value, each) if facet == ROLE[0] else (each, value) for each in chosen)
        return _union(self.roles.get(pair, 0) for pair in pairs)

    def _any(self, facet: str, values: Iterable[str]) -> Bits:
        return _union(self.values[facet].get(value, 0) for value in values)


def bits(numbers: Iterable[int]) -> Bits:
    """Make a set of these entries."""
    marks = bytearray()
    for number in numbers:
        if number // 8 >= len(marks):
            marks.extend(bytes(number // 8 + 1 - len(marks)))
        marks[number // 8] |= 1 << number % 8
    return int.from_bytes(marks, "little")


def among(numbers: Iterable[int], found: Bits) -> list[int]:
    """Keep of these entries, in their order, those in the set."""
    marks = found.to_bytes(found.bit_length() // 8 + 1, "little")
    last = 8 * len(marks)
    return [number for number in numbers if number < last and marks[number // 8] >> number % 8 & 1]


def _union(sets: Iterable[Bits]) -> Bits:
    union = 0
    for each in sets:
        union |= each
    return union

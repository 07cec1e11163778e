"""Who has an agreement with whom, made up: areas of neighbours, and their instruments in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from benchmarks.synthetic import Area, Instrument
from kg.agreement.governments import Government, Governments

SIZE = 12
"""Municipalities of an area, its core city among them."""


def areas(governments: Governments) -> list[Area]:
    """Cut the municipalities of each prefecture into areas; the first of each is its core city."""
    everyone = governments.by_code.values()
    prefectures = [each.code for each in everyone if each.kind == "prefecture"]
    groups = [
        group
        for code in prefectures
        for group in _groups([each for each in everyone if each.prefecture == code])
        if len(group) > 1
    ]
    return [
        Area(f"synthetic-{number:03}", f"合成圏域{number:03} (synthetic)", core, tuple(members))
        for number, (core, *members) in enumerate(groups, start=1)
    ]


def histories(areas: Sequence[Area], agreements: int) -> Iterator[tuple[Instrument, ...]]:
    """Give the instruments of one agreement after another; every third agreement has two.

    As in reality the core city of an area has one with each member, and most municipalities have none.
    """
    chosen = areas[:: max(1, len(areas) * (SIZE - 3) // agreements)]
    pairs = [(area, member) for area in chosen for member in range(len(area.members))]
    for number in range(agreements):
        area, member = pairs[number % len(pairs)]
        parties = _parties(area, member, number)
        first = Instrument(f"synthetic-{number + 1:05}", area, 1, number % 3 == 1, parties)
        yield (first, replace(first, order=2)) if number % 3 == 2 else (first,)


def _groups(municipalities: Sequence[Government]) -> Iterator[Sequence[Government]]:
    for start in range(0, len(municipalities), SIZE):
        yield municipalities[start : start + SIZE]


def _parties(area: Area, member: int, number: int) -> tuple[Government, ...]:
    """The core city and a member, sometimes the member first, sometimes with a third party."""
    pair = (area.core, area.members[member])
    pair = pair[::-1] if number % 7 == 3 else pair
    third = area.members[member - 1]
    return (*pair, third) if number % 10 == 5 and third not in pair else pair

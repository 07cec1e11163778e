"""What stands in a form, as text: filled in by somebody, or taken from a graph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.agreement.lexicon import Lexicon, Pillar
from kg.document.form import Column

Line = dict[str, str]


@dataclass(frozen=True)
class Filled:
    """The labelled lines of the first table, and the lines of the others, by the keys of their columns."""

    particulars: Line = field(default_factory=dict)
    tables: dict[str, list[Line]] = field(default_factory=dict)

    def lines(self, table: str) -> Sequence[Line]:
        """Give the lines of a table."""
        return self.tables.get(table, [])

    @property
    def designated(self) -> bool:
        """Tell whether the parties have designations (甲, 乙), or an empty form awaits them."""
        parties = self.lines("parties")
        return not parties or any(line.get("designation") for line in parties)


def all_pillars(lexicon: Lexicon) -> tuple[Pillar, ...]:
    """Give the pillars of every kind of agreement: a form is empty before its kind is known."""
    return tuple(pillar for kind in lexicon.kinds for pillar in kind.pillars)


def pillar_words(pillar: Pillar) -> str:
    """Write a pillar as the list of the form has it."""
    return f"{pillar.notation} {pillar.label}"


def options(lexicon: Lexicon, column: Column) -> tuple[str, ...]:
    """Give what the list of a column offers; nothing where it has none, or where another table has it."""
    if column.options == "pillar":
        return tuple(map(pillar_words, all_pillars(lexicon)))
    return tuple(choice.label for choice in lexicon.choices.get(column.options, ()))

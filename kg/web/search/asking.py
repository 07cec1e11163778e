"""A search as it is asked: words, chosen values and the page, from the address and back into one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from kg.web.search.facets import FACETS
from kg.web.search.sought import Sought, read_sought

SIZE = 20
"""Results on a page, unless a program asks for another size."""
LARGEST = 100
"""Results that a program may have at once."""
VALUES, VALUE = 20, 64
"""Values of a facet that are read, and characters of one."""
DIGITS = 6


@dataclass(frozen=True)
class Search:
    """What is asked: `chosen` holds the values by facet; pages count from 1."""

    sought: Sought
    chosen: Mapping[str, tuple[str, ...]]
    page: int = 1
    size: int = SIZE

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is asked yet."""
        return not self.sought.text and not self.chosen

    @property
    def start(self) -> int:
        """The number of the first result of the page, from 0."""
        return (self.page - 1) * self.size

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """What stands in an address, but the page."""
        words = [("q", self.sought.text)] if self.sought.text else []
        return words + self.kept

    @property
    def kept(self) -> list[tuple[str, str]]:
        """The chosen values as they stand in an address."""
        return [(facet, value) for facet in FACETS for value in self.chosen.get(facet, ())]

    @property
    def without_choice(self) -> str:
        """Give the query of the address that asks for the words alone."""
        return replace(self, chosen={}).turned(1)

    def turned(self, page: int) -> str:
        """Give the query of the address of another page."""
        return urlencode([*self.parameters, *([("page", str(page))] if page > 1 else [])])

    def toggled(self, facet: str, value: str) -> str:
        """Give the query of the address where a value is chosen, or no longer."""
        values = self.chosen.get(facet, ())
        changed = tuple(each for each in values if each != value) if value in values else (*values, value)
        return replace(self, chosen=dict(self.chosen) | {facet: changed}).turned(1)


def read_search(arguments: MultiDict[str, str], page: int = 1, size: int = SIZE) -> Search:
    """Read the words and the chosen values; what cannot be a value is left out."""
    chosen = {facet: _values(arguments.getlist(facet)) for facet in FACETS}
    sought = read_sought(arguments.get("q", ""))
    return Search(sought, {facet: values for facet, values in chosen.items() if values}, page, size)


def read_number(text: str | None, otherwise: int, most: int) -> int | None:
    """Read a whole number from 1 to `most`; None when it is none."""
    if not text:
        return otherwise
    is_number = text.isascii() and text.isdigit() and len(text) <= DIGITS
    return int(text) if is_number and 1 <= int(text) <= most else None


def _values(given: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in given if value and len(value) <= VALUE))[:VALUES]

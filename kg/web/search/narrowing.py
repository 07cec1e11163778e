"""Facets as they are read: each value with its name, how many there are, and where it leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from heapq import nsmallest

from kg.namespaces import RENKEI
from kg.release.entries import TYPES
from kg.web.facts import Words
from kg.web.i18n import text
from kg.web.pages.values import NO_LANGUAGE
from kg.web.search.asking import Search
from kg.web.search.facets import FACETS
from kg.web.search.index import Index
from kg.web.search.results import TYPES as TYPE_NAMES
from kg.web.search.results import named

FIRST, MOST = 8, 30
"""Values of a facet that are listed at once, and those that are listed at all; the others can be opened."""


def _(template: str) -> str:
    """Mark a template for translation; it is translated where it is shown."""
    return template


HEADINGS = {
    "type": _("Kind of thing"),
    "municipality": _("Local government"),
    "pillar": _("Pillar"),
    "kind": _("Kind of role"),
    "status": _("Status"),
}


@dataclass(frozen=True)
class Option:
    """A value: its name, what there is of it, the query of the address that chooses it or lets it go."""

    value: str
    name: Words
    count: int
    query: str
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """A facet with its values, the chosen ones first, then those of which there is most; not all if many."""

    key: str
    heading: str
    options: tuple[Option, ...]
    unlisted: int

    @property
    def first(self) -> tuple[Option, ...]:
        """The values that are listed at once."""
        return self.options[: max(FIRST, sum(option.chosen for option in self.options))]

    @property
    def more(self) -> tuple[Option, ...]:
        """The values that can be opened."""
        return self.options[len(self.first) :]


def facets(
    index: Index, base: str, search: Search, counts: Mapping[str, Mapping[str, int]], language: str
) -> list[Facet]:
    """Arrange the facets that have anything to choose or to let go."""
    found = []
    for key in FACETS:
        chosen = search.chosen.get(key, ())
        values = dict.fromkeys(chosen, 0) | dict(counts[key])
        listed = nsmallest(
            MOST, values.items(), key=lambda item: (item[0] not in chosen, *_order(key, *item))
        )
        options = [
            Option(
                value,
                name_of(index, base, key, value, language),
                count,
                search.toggled(key, value),
                value in chosen,
            )
            for value, count in listed
        ]
        if options:
            found.append(Facet(key, text(HEADINGS[key]), tuple(options), len(values) - len(options)))
    return found


def chosen_of(facets: list[Facet]) -> Iterator[tuple[Facet, Option]]:
    """Give what is chosen."""
    return ((facet, option) for facet in facets for option in facet.options if option.chosen)


def iri_of(base: str, facet: str, value: str) -> str:
    """Give the IRI of what a value names."""
    return f"{base}id/government/{value}" if facet == "municipality" else f"{RENKEI}{value}"


def name_of(index: Index, base: str, facet: str, value: str, language: str) -> Words:
    """Name a value; one that is not known stands as it is."""
    if facet == "type":
        return Words(text(TYPE_NAMES[value]) if value in TYPE_NAMES else value, language)
    entry = index.joined.by_iri.get(iri_of(base, facet, value))
    return named(entry.label, language, entry.unofficial) if entry else Words(value, NO_LANGUAGE)


def _order(facet: str, value: str, count: int) -> tuple[int, str]:
    if facet == "type":
        return (TYPES.index(value) if value in TYPES else len(TYPES)), value
    return -count, value

"""The classes of the ontology as a picture: which property leads from which class to which.

What is drawn is read from the ontology; only where a class stands is decided here. A class that has no place
is in the table below the picture all the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.namespaces import OWL, RDF, RDFS, RENKEI
from kg.web.facts import Facts, Words
from kg.web.pages.context import Context
from kg.web.pages.values import Value, link

# Column and row of the classes that carry the model.
PLACES = {
    "CooperationArea": (0, 0),
    "Agreement": (1, 0),
    "Instrument": (2, 0),
    "Party": (0, 1),
    "AgreementVersion": (1, 1),
    "Article": (2, 1),
    "SourceDocument": (3, 1),
    "LocalGovernment": (0, 2),
    "Initiative": (1, 2),
    "PolicyPillar": (2, 2),
    "RoleKind": (0, 3),
    "RoleAssignment": (1, 3),
    "Passage": (2, 3),
}
QUOTING, QUOTED = {"RoleAssignment", "SourceDocument"}, "Passage"
COLUMN, ROW = 268, 118
WIDTH, HEIGHT = 136, 46
MARGIN = 8
NAMED = 1
"""Properties of an arrow that are named on it; the table names all."""


@dataclass(frozen=True)
class Relation:
    """A property that leads from one class to another."""

    source: Value
    property: Value
    target: Value
    ends: tuple[str, str]


@dataclass(frozen=True)
class Box:
    """A class in its place."""

    x: float
    y: float
    label: Words


@dataclass(frozen=True)
class Arrow:
    """From the edge of a box to that of another, with what is said on it."""

    x1: float
    y1: float
    x2: float
    y2: float
    label: str


@dataclass(frozen=True)
class Diagram:
    """The picture: its size, its boxes and arrows, and the rows that say the same."""

    width: float
    height: float
    box: tuple[int, int]
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    relations: tuple[Relation, ...]


def diagram(context: Context) -> Diagram:
    """Draw the classes that have a place and what leads from one to another."""
    relations = _relations(context)
    placed: dict[tuple[str, str], list[Relation]] = {}
    for one in relations:
        if _is_drawn(one.ends):
            placed.setdefault(one.ends, []).append(one)
    columns, rows = (max(place[at] for place in PLACES.values()) + 1 for at in (0, 1))
    return Diagram(
        columns * COLUMN - (COLUMN - WIDTH) + 2 * MARGIN,
        rows * ROW - (ROW - HEIGHT) + 2 * MARGIN,
        (WIDTH, HEIGHT),
        tuple(
            Box(*_corner(name), link(context, context.ontology.facts, RENKEI[name]).words)
            for name in PLACES
            if context.ontology.facts.properties(RENKEI[name])
        ),
        tuple(_arrow(ends, same) for ends, same in placed.items()),
        tuple(relations),
    )


def _relations(context: Context) -> list[Relation]:
    facts = context.ontology.facts
    found = sorted(facts.naming(RDF.type, OWL.ObjectProperty), key=context.ontology.place)
    return [
        Relation(
            link(context, facts, source),
            link(context, facts, prop),
            link(context, facts, target),
            (source.removeprefix(RENKEI), target.removeprefix(RENKEI)),
        )
        for prop in found
        for source in _classes(facts, prop, RDFS.domain)
        for target in _classes(facts, prop, RDFS.range)
    ]


def _is_drawn(ends: tuple[str, str]) -> bool:
    """Tell whether an arrow is drawn; nearly everything leads to its passage, so that is drawn once."""
    source, target = ends
    return {source, target} <= PLACES.keys() and source != target and (target != QUOTED or source in QUOTING)


def _classes(facts: Facts, prop: str, end: str) -> list[str]:
    return [iri for iri in facts.iris(prop, end) if iri.startswith(RENKEI)]


def _arrow(ends: tuple[str, str], same: list[Relation]) -> Arrow:
    (x1, y1), (x2, y2) = map(_middle, ends)
    start, stop = _edge(x1, y1, x2, y2), _edge(x2, y2, x1, y1)
    names = [one.property.words.text for one in same[:NAMED]]
    return Arrow(*start, *stop, " · ".join(names) + (" …" if len(same) > NAMED else ""))


def _corner(name: str) -> tuple[float, float]:
    column, row = PLACES[name]
    return MARGIN + column * COLUMN, MARGIN + row * ROW


def _middle(name: str) -> tuple[float, float]:
    x, y = _corner(name)
    return x + WIDTH / 2, y + HEIGHT / 2


def _edge(x: float, y: float, to_x: float, to_y: float) -> tuple[float, float]:
    """Give the point where the line from a box's middle towards another point leaves the box."""
    across, down = to_x - x, to_y - y
    share = min(
        WIDTH / 2 / abs(across) if across else 1.0,
        HEIGHT / 2 / abs(down) if down else 1.0,
    )
    return round(x + across * share, 1), round(y + down * share, 1)

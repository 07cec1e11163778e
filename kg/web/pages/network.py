"""An answer as a graph of things: what the figure draws, and how much it leaves to the table.

Texts, numbers and what kind of thing something is are left to the table.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import pairwise

from kg.namespaces import RDF
from kg.web.pages.results import STATEMENT, Cell, Table

NODES = 150
EDGES = 300
"""The most that a figure shows before nobody can read it."""

TRIPLES = (STATEMENT, ("s", "p", "o"))
Link = tuple[Cell, str, Cell]


@dataclass(frozen=True)
class Node:
    """A thing: its name, and where it leads, if anywhere."""

    id: str
    label: str
    href: str | None


@dataclass(frozen=True)
class Edge:
    """A relation between two things."""

    source: str
    target: str
    label: str


@dataclass(frozen=True)
class Network:
    """What is drawn; `count` is of all relations, also of those that are not."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    count: int

    def plain(self) -> dict[str, object]:
        """Give it as plain values, for the script that draws it."""
        return {"nodes": list(map(asdict, self.nodes)), "edges": list(map(asdict, self.edges))}


def network(table: Table) -> Network | None:
    """Draw the relations in a table between things; None where there are none."""
    is_of_triples = table.variables in TRIPLES
    links = list(dict.fromkeys(_statements(table) if is_of_triples else _chains(table)))
    nodes: dict[str, Cell] = {}
    edges = []
    for link in links[:EDGES]:
        ends = {cell.id: cell for cell in (link[0], link[2])}
        if len(nodes | ends) <= NODES:
            nodes |= ends
            edges.append(link)
    numbers = {id: f"n{number}" for number, id in enumerate(nodes)}
    return (
        Network(
            tuple(Node(numbers[id], _label(cell), cell.value.href) for id, cell in nodes.items()),
            tuple(Edge(numbers[source.id], numbers[target.id], label) for source, label, target in edges),
            len(links),
        )
        if edges
        else None
    )


def _statements(table: Table) -> Iterator[Link]:
    for subject, predicate, value in table.rows:
        if not (subject and predicate and value) or predicate.id == str(RDF.type):
            continue
        if subject.is_thing and value.is_thing:
            yield subject, _label(predicate), value


def _chains(table: Table) -> Iterator[Link]:
    """Join the things of each row in the order of its variables."""
    for row in table.rows:
        things = [
            (name, cell) for name, cell in zip(table.variables, row, strict=True) if cell and cell.is_thing
        ]
        for (_, one), (name, other) in pairwise(things):
            yield one, name, other


def _label(cell: Cell) -> str:
    """Give the name of a thing, or else the last two pieces of its address."""
    return cell.name.text if cell.name else "/".join(cell.value.words.text.rsplit("/", 2)[-2:])

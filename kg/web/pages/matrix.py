"""The role matrix: initiatives by pillar against municipalities, of one agreement or of several."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count

from kg.namespaces import SKOS
from kg.web.facts import Words
from kg.web.pages.context import Context
from kg.web.pages.involvement import Involvement
from kg.web.pages.roles import SIGNS, Kind
from kg.web.pages.schedule import Schedule
from kg.web.pages.values import Value, link


@dataclass(frozen=True)
class Column:
    """A government, with what the document calls it where there is but one document."""

    id: str
    who: Value
    designation: Words | None = None


@dataclass(frozen=True)
class Mark:
    """A kind of role, how many of the line's initiatives have it, and where it leads when that is one."""

    kind: Kind
    href: str | None
    times: int = 1


@dataclass(frozen=True)
class Line:
    """An initiative, or those of several agreements under one heading; what each government does in it."""

    number: int
    heading: Value
    original: Words | None
    cells: tuple[tuple[Mark, ...], ...]
    initiatives: tuple[tuple[Value, Value], ...] = ()
    """Of several agreements, each agreement with its initiative."""


@dataclass(frozen=True)
class Group:
    """A pillar with its lines."""

    notation: str | None
    value: Value
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Matrix:
    """Who does what: governments as columns, pillars with their initiatives as lines."""

    columns: tuple[Column, ...]
    groups: tuple[Group, ...]

    @property
    def lines(self) -> list[Line]:
        """Give the lines of all pillars in their order."""
        return [line for group in self.groups for line in group.lines]

    @property
    def kinds(self) -> list[Kind]:
        """Give the kinds of role that occur, in the order of their first occurrence."""
        return list({m.kind.iri: m.kind for line in self.lines for cell in line.cells for m in cell}.values())


def of_schedule(schedule: Schedule) -> Matrix:
    """Arrange the schedule of one version as a matrix; its lines keep their numbers in the document."""
    columns = tuple(Column(_id(party.government), party.who, party.designation) for party in schedule.parties)
    numbers = count(1)
    return Matrix(
        columns,
        tuple(
            Group(
                pillar.notation,
                pillar.value,
                tuple(
                    Line(
                        entry.position or next(numbers),
                        entry.heading,
                        entry.original,
                        tuple((Mark(role.kind, role.href),) if role else () for role in entry.roles),
                    )
                    for entry in pillar.entries
                ),
            )
            for pillar in schedule.pillars
        ),
    )


def of_rows(context: Context, rows: Iterable[Involvement]) -> Matrix:
    """Arrange the initiatives of several agreements: those under one heading of a pillar stand in one line.

    The same heading does not say that it is the same initiative: each mark leads to the role in its own.
    """
    found = list(rows)
    columns = {row.actor: Column(_id(row.actor), row.who) for row in found if row.who}
    order, numbers = sorted(columns), count(1)
    pillars = sorted(
        {row.pillar for row in found}, key=lambda pillar: (context.ontology.place(pillar), pillar)
    )
    by_line: dict[tuple[str, str], list[Involvement]] = {}
    for row in sorted(found, key=lambda row: row.position):
        by_line.setdefault((row.pillar, row.original.text), []).append(row)
    return Matrix(
        tuple(columns[actor] for actor in order),
        tuple(
            Group(
                context.ontology.facts.text(pillar, SKOS.notation),
                link(context, context.ontology.facts, pillar),
                tuple(
                    _line(next(numbers), of_line, order)
                    for (of, _), of_line in by_line.items()
                    if of == pillar
                ),
            )
            for pillar in pillars
        ),
    )


def _line(number: int, rows: Sequence[Involvement], actors: Sequence[str]) -> Line:
    first = rows[0]
    initiatives = {row.iri: (row.agreement, row.initiative) for row in rows}
    original = first.original if first.initiative.words.unofficial else None
    cells = tuple(_marks([row for row in rows if row.actor == actor]) for actor in actors)
    return Line(number, first.initiative, original, cells, tuple(initiatives.values()))


def _marks(rows: Sequence[Involvement]) -> tuple[Mark, ...]:
    """Give a mark for each kind of role among the rows; several of one kind are counted."""
    of_kind: dict[str, list[Involvement]] = {}
    for row in rows:
        if row.kind:
            of_kind.setdefault(row.kind.iri, []).append(row)
    return tuple(
        Mark(same[0].kind, same[0].role if len(same) == 1 else None, len(same))
        for same in sorted(of_kind.values(), key=lambda same: _rank(same[0].kind))
        if same[0].kind
    )


def _rank(kind: Kind | None) -> int:
    """Give the place of a kind among the signs: leading first, what is not understood last."""
    signs = list(SIGNS.values())
    return signs.index(kind.sign) if kind else len(signs)


def chosen(matrix: Matrix, asked: str | None) -> str | None:
    """Give the id of the government shown where there is room for one: the one asked for, or the first."""
    ids = [column.id for column in matrix.columns]
    return asked if asked in ids else next(iter(ids), None)


def _id(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]

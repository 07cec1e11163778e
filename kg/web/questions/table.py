"""The rows of an answer as a page shows them: where a column names what another identifies, one does both."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.web.pages.context import Context
from kg.web.questions.answering import Rows, Term
from kg.web.questions.labels import COLUMNS, label
from kg.web.questions.naming import Cell, Names, is_number

ROWS = 1_000
"""The most rows that a page shows; the files hold all of them."""

IDENTIFIED_BY = {"heading": "initiative", "words": "passage", "title": "reference"}
"""Columns that name what another column identifies."""

Row = tuple[Term | None, ...]


@dataclass(frozen=True)
class Column:
    """A column of a table: what it is called, whether it holds numbers."""

    label: str
    is_number: bool


@dataclass(frozen=True)
class Table:
    """Rows as a page shows them; `count` is of all."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell | None, ...], ...]
    count: int


def terms_shown(found: Rows) -> list[Term]:
    """Give the terms that a page shows of the rows."""
    return [term for row in found.rows[:ROWS] for term in row if term is not None]


def table_of(context: Context, names: Names, found: Rows) -> Table:
    """Arrange the rows, with no column for what another one names."""
    shown, places = found.rows[:ROWS], {name: place for place, name in enumerate(found.columns)}
    hidden = {IDENTIFIED_BY[name] for name in places if IDENTIFIED_BY.get(name) in places}
    columns = [name for name in found.columns if name not in hidden]
    return Table(
        tuple(_column(context, name, places, shown) for name in columns),
        tuple(tuple(_cell(names, name, places, row) for name in columns) for row in shown),
        len(found.rows),
    )


def _column(context: Context, name: str, places: dict[str, int], shown: tuple[Row, ...]) -> Column:
    return Column(
        label(COLUMNS, name, context.language),
        all(is_number(row[places[name]]) for row in shown if row[places[name]] is not None),
    )


def _cell(names: Names, name: str, places: dict[str, int], row: Row) -> Cell | None:
    term = row[places[name]]
    if term is None:
        return None
    cell, place = names.cell(name, term), places.get(IDENTIFIED_BY.get(name, ""))
    thing = row[place] if place is not None else None
    return names.linked(cell, thing) if isinstance(thing, NamedNode) else cell

"""The graph as two plain tables, for those who open a spreadsheet first."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

import pyoxigraph as ox

from kg.results import write_csv

NAMES = ("initiatives", "roles")


def heads() -> dict[str, bytes]:
    """Give the first line of each table."""
    return {name: _csv(ox.Store().query(_query(name))) for name in NAMES}


def rows(quads: Iterable[ox.Quad]) -> Iterator[tuple[str, bytes]]:
    """Give name and lines of each table, without the first, from the default graph of one agreement.

    The tables are sorted by agreement first: one agreement's lines after another's are the whole table.
    """
    store = ox.Store()
    store.bulk_extend(quads)
    for name, head in heads().items():
        yield name, _csv(store.query(_query(name))).removeprefix(head)


@cache
def _query(name: str) -> str:
    return (files("kg.release") / "queries" / f"{name}.rq").read_text(encoding="utf-8")


def _csv(solutions: object) -> bytes:
    assert isinstance(solutions, ox.QuerySolutions)
    output = io.BytesIO()
    write_csv(solutions.variables, solutions, output)
    return output.getvalue()

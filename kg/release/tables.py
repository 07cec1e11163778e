"""The graph as two plain tables, for those who open a spreadsheet first."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from importlib.resources import files

import pyoxigraph as ox

from kg.results import write_csv

NAMES = ("initiatives", "roles")


def tables(quads: Iterable[ox.Quad]) -> Iterator[tuple[str, bytes]]:
    """Give name and CSV of each table, from the statements of the default graph."""
    store = ox.Store()
    store.extend(quads)
    for name in NAMES:
        query = (files("kg.release") / "queries" / f"{name}.rq").read_text(encoding="utf-8")
        yield name, _csv(store.query(query))


def _csv(solutions: object) -> bytes:
    assert isinstance(solutions, ox.QuerySolutions)
    output = io.BytesIO()
    write_csv(solutions.variables, solutions, output)
    return output.getvalue()

"""An answer in the views that it has: as a table, as a matrix, as a graph of things, as Turtle."""

from __future__ import annotations

from dataclasses import dataclass

from kg.store import Answer
from kg.web.i18n import text
from kg.web.pages.context import Context
from kg.web.pages.crosstab import Matrix, matrix
from kg.web.pages.naming import names_of
from kg.web.pages.network import Network, network
from kg.web.pages.results import Rows, Table, read_answer, read_graph, table


@dataclass(frozen=True)
class Shown:
    """What a page shows of an answer; `view` is the one of `views` that was asked for, else the first."""

    views: tuple[str, ...] = ()
    view: str = ""
    iris: tuple[str, ...] = ()
    table: Table | None = None
    matrix: Matrix | None = None
    network: Network | None = None
    turtle: str | None = None


def show_answer(context: Context, answer: Answer, asked: str) -> Shown:
    """Arrange an answer in all its views; RecursionError when it is nested too deeply."""
    if answer.kind == "boolean":
        return Shown()
    if answer.kind == "solutions":
        return _arranged(context, read_answer(answer.body), asked, None)
    return _arranged(context, read_graph(answer.body), asked, answer.body.decode())


def view_names() -> dict[str, str]:
    """Name the views."""
    return {"table": text("Table"), "matrix": text("Matrix"), "graph": text("Graph"), "turtle": "Turtle"}


def _arranged(context: Context, read: Rows | None, asked: str, turtle: str | None) -> Shown:
    iris = tuple(read.iris()) if read else ()
    rows = table(context, read, names_of(context, iris)) if read else None
    crossed = matrix(rows) if rows and turtle is None else None
    drawn = network(rows) if rows else None
    having = {"table": rows, "matrix": crossed, "graph": drawn, "turtle": turtle}
    views = tuple(name for name, view in having.items() if view is not None)
    return Shown(views, asked if asked in views else views[0], iris, rows, crossed, drawn, turtle)

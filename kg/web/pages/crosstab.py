"""An answer as a matrix: the last variable in the cells, the one before across, the others at the side."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from kg.web.pages.results import Cell, Table

COLUMNS = 40
"""More columns than these are no overview."""

Key = tuple[Cell | None, ...]


@dataclass(frozen=True)
class Matrix:
    """Rows with their heads, and for each column the values that the answer has there, often one or none."""

    heads: tuple[str, ...]
    across: str
    within: str
    columns: tuple[Cell | None, ...]
    rows: tuple[tuple[Key, tuple[tuple[Cell, ...], ...]], ...]


def matrix(table: Table) -> Matrix | None:
    """Arrange a table as a matrix; None where that would show no more than the table does.

    It would not where there are fewer than two columns, where every row would have one value only, or where
    the page does not have the whole answer.
    """
    if len(table.variables) < 3 or not table.is_whole:
        return None
    values: dict[Key, dict[Cell | None, dict[Cell, None]]] = defaultdict(lambda: defaultdict(dict))
    for *key, column, value in table.rows:
        values[tuple(key)][column].update({value: None} if value else {})
    columns = tuple(dict.fromkeys(row[-2] for row in table.rows))
    has_width = 2 <= len(columns) <= COLUMNS and any(len(across) > 1 for across in values.values())
    if not has_width or len(values) < 2:
        return None
    rows = tuple(
        (key, tuple(tuple(across.get(one, ())) for one in columns)) for key, across in values.items()
    )
    *heads, across, within = table.variables
    return Matrix(tuple(heads), across, within, columns, rows)

"""SPARQL 1.1 Query Results CSV (§3), with every value quoted that needs it.

pyoxigraph 0.5.13 leaves IRIs unquoted; ours hold commas (`#char=100,150`), which would split them in two.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import IO

import pyoxigraph as ox


def write_csv(
    variables: Sequence[ox.Variable], solutions: Iterable[ox.QuerySolution], output: IO[bytes]
) -> None:
    """Write solutions in UTF-8: a line of variable names, then a line each; an unbound value is empty."""
    text = io.TextIOWrapper(output, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(variable.value for variable in variables)
    for solution in solutions:
        writer.writerow(map(_value, solution))
    text.detach()


def _value(term: object) -> str:
    """IRIs and literals stand as their plain value, blank nodes and triple terms as SPARQL writes them."""
    if term is None:
        return ""
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)

"""Tables for a spreadsheet: CSV with the mark by which Excel knows UTF-8, and no cell that it would compute.

This is no SPARQL 1.1 Query Results CSV: that keeps every value as it is.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from typing import Any

MARK = "\ufeff"
# What a spreadsheet takes for a formula (OWASP, CSV Injection), in full width as well.
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?", re.ASCII)


def for_spreadsheet(results: bytes) -> bytes:
    """Rewrite Query Results JSON for a spreadsheet; RecursionError when it is nested too deeply."""
    answer = json.loads(results)
    variables = answer["head"]["vars"]
    rows = answer["results"]["bindings"]
    return write_sheet(
        variables, ([_text(row[name]) if name in row else "" for name in variables] for row in rows)
    )


def write_sheet(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """Write a table; an apostrophe precedes what would be taken for a formula and is no number."""
    output = io.StringIO(newline="")
    writer = csv.writer(output, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(map(_safe, row) for row in rows)
    return (MARK + output.getvalue()).encode()


def _text(term: dict[str, Any]) -> str:
    if term["type"] == "triple":
        parts = (_text(term["value"][name]) for name in ("subject", "predicate", "object"))
        return f"<<( {' '.join(parts)} )>>"
    return f"_:{term['value']}" if term["type"] == "bnode" else str(term["value"])


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(STARTS) and not NUMBER.fullmatch(cell) else cell

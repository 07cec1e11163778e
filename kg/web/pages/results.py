"""The rows of an answer as a page shows them: as many as a person reads, at a cost that grows with those.

An answer holds what a stranger's query made, such as triple terms within triple terms without end. So it
is read with `json`, which refuses depth by RecursionError; a native parser's recursion would end the process.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from pyoxigraph import Literal, NamedNode

from kg.web.facts import Facts, Words
from kg.web.pages.context import Context
from kg.web.pages.values import NO_LANGUAGE, Value, address, compact, show

ROWS = 1_000
COLUMNS = 100
CELLS = 20_000
"""The most that a page shows; what is left out is counted, and the files hold all of it."""

Term = dict[str, Any]


@dataclass(frozen=True)
class Rows:
    """The first variables and rows; `columns` and `count` are of all, also of those that are left out."""

    variables: tuple[str, ...]
    rows: tuple[Term, ...]
    columns: int
    count: int


@dataclass(frozen=True)
class Table:
    """The same with a value in every cell, None where the answer has none."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Value | None, ...], ...]
    columns: int
    count: int


def read_answer(body: bytes) -> Rows:
    """Read SPARQL 1.1 Query Results JSON (§3); RecursionError when it is nested too deeply."""
    answer = json.loads(body)
    variables, rows = answer["head"]["vars"], answer["results"]["bindings"]
    shown = variables[:COLUMNS]
    most = min(ROWS, CELLS // max(len(shown), 1))
    return Rows(tuple(shown), tuple(rows[:most]), len(variables), len(rows))


def table(context: Context, body: bytes) -> Table:
    """Arrange what a page shows of an answer; RecursionError when it is nested too deeply."""
    read = read_answer(body)
    rows = tuple(
        tuple(_value(context, row[name]) if name in row else None for name in read.variables)
        for row in read.rows
    )
    return Table(read.variables, rows, read.columns, read.count)


def _value(context: Context, term: Term) -> Value:
    if term["type"] == "uri":
        href = address(context, Facts(()), term["value"])
        words = Words(compact(context, term["value"]), NO_LANGUAGE)
        return Value(words, href, href == term["value"], code=True)
    if term["type"] == "literal":
        return _literal(context, term)
    return Value(Words(_written(context, term), NO_LANGUAGE), code=True)


def _literal(context: Context, term: Term) -> Value:
    datatype, language = term.get("datatype"), term.get("xml:lang")
    try:
        literal = Literal(
            term["value"], datatype=NamedNode(datatype) if datatype else None, language=language
        )
    except ValueError:
        return Value(Words(term["value"], NO_LANGUAGE))
    return show(context, Facts(()), literal)


def _written(context: Context, term: Term) -> str:
    """Write a term in short; of a triple term those in it that are none themselves."""
    if term["type"] == "bnode":
        return f"_:{term['value']}"
    if term["type"] != "triple":
        return compact(context, term["value"])
    parts = (term["value"][name] for name in ("subject", "predicate", "object"))
    inside = ("…" if part["type"] == "triple" else _written(context, part) for part in parts)
    return f"<<( {' '.join(inside)} )>>"

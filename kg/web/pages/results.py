"""The rows of an answer as a page shows them: as many as a person reads, at a cost that grows with those.

An answer holds what a stranger's query made, such as triple terms within triple terms without end. So it
is read with `json`, which refuses depth by RecursionError; a native parser's recursion would end the process.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat

from kg.web.facts import Facts, Words
from kg.web.pages.context import Context
from kg.web.pages.values import NO_LANGUAGE, Value, address, compact, name, show

ROWS = 1_000
COLUMNS = 100
CELLS = 20_000
"""The most that a page shows; what is left out is counted, and the files hold all of it."""

TRIPLE_TERM = b"<<"
STATEMENT = ("subject", "predicate", "object")

Term = dict[str, Any]


@dataclass(frozen=True)
class Rows:
    """The first variables and rows; `columns` and `count` are of all, also of those that are left out."""

    variables: tuple[str, ...]
    rows: tuple[Term, ...]
    columns: int
    count: int

    def iris(self) -> list[str]:
        """Give the IRIs in the rows, each once, in the order in which they come."""
        terms = (row[name] for row in self.rows for name in self.variables if name in row)
        return list(dict.fromkeys(term["value"] for term in terms if term["type"] == "uri"))


@dataclass(frozen=True)
class Cell:
    """A term as it is shown: its kind as the format names it, what tells it from others, its name if any."""

    value: Value
    kind: str
    id: str
    name: Words | None = None

    @property
    def is_thing(self) -> bool:
        """Tell whether the term can be the subject of a statement."""
        return self.kind in ("uri", "bnode")


@dataclass(frozen=True)
class Table:
    """The same with a cell for every value, None where the answer has none."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Cell | None, ...], ...]
    columns: int
    count: int

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing of the answer is left out."""
        return self.count == len(self.rows) and self.columns == len(self.variables)


def read_answer(body: bytes) -> Rows:
    """Read SPARQL 1.1 Query Results JSON (§3); RecursionError when it is nested too deeply."""
    answer = json.loads(body)
    variables, rows = answer["head"]["vars"], answer["results"]["bindings"]
    shown = variables[:COLUMNS]
    most = min(ROWS, CELLS // max(len(shown), 1))
    return Rows(tuple(shown), tuple(rows[:most]), len(variables), len(rows))


def read_graph(body: bytes) -> Rows | None:
    """Read Turtle as rows of subject, predicate and object; None for what only the Turtle can show."""
    if TRIPLE_TERM in body:
        return None
    try:
        quads = pyoxigraph.parse(body, format=RdfFormat.TURTLE)
        first = [dict(zip(STATEMENT, map(_term, quad.triple), strict=True)) for quad in islice(quads, ROWS)]
        return Rows(STATEMENT, tuple(first), len(STATEMENT), len(first) + sum(1 for _ in quads))
    except (SyntaxError, ValueError):
        return None


def table(context: Context, read: Rows, names: Facts) -> Table:
    """Arrange what a page shows of an answer, the things in it with their names."""
    rows = tuple(
        tuple(_cell(context, names, row[name]) if name in row else None for name in read.variables)
        for row in read.rows
    )
    return Table(read.variables, rows, read.columns, read.count)


def _term(term: object) -> Term:
    """Give a term as Query Results JSON does."""
    if isinstance(term, Literal):
        kind = {"xml:lang": term.language} if term.language else {"datatype": term.datatype.value}
        return {"type": "literal", "value": term.value} | kind
    assert isinstance(term, NamedNode | BlankNode)
    return {"type": "uri" if isinstance(term, NamedNode) else "bnode", "value": term.value}


def _cell(context: Context, names: Facts, term: Term) -> Cell:
    if term["type"] == "uri":
        href = address(context, Facts(()), term["value"])
        words = Words(compact(context, term["value"]), NO_LANGUAGE)
        return Cell(
            Value(words, href, href == term["value"], code=True),
            "uri",
            term["value"],
            _name(context, names, term["value"]),
        )
    if term["type"] == "literal":
        kind = term.get("xml:lang") or term.get("datatype") or ""
        return Cell(_literal(context, term), "literal", f"{kind} {term['value']}")
    written = _written(context, term)
    return Cell(Value(Words(written, NO_LANGUAGE), code=True), term["type"], written)


def _name(context: Context, names: Facts, iri: str) -> Words | None:
    found = name(context, names, iri)
    return found if found and found.lang != NO_LANGUAGE else None


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

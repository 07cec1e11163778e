"""The tables of a form: their lines as cells by column, each with its place also where it is empty."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.document.editions import edition_of, headed
from kg.document.form import PARTICULARS, TABLES, Table
from kg.document.model import Block, Document, Passage
from kg.document.normalize import Span
from kg.document.parts import Kind, Place

Cells = dict[str, Passage]
VALUE_COLUMN = 2


@dataclass
class Form:
    """The lines of each table, the heads of the tables, and the spans of the form's own words.

    Its `edition` is the first that a head names.
    """

    edition: int = 0
    particulars: Cells = field(default_factory=dict)
    labels: Cells = field(default_factory=dict)
    heads: dict[str, Cells] = field(default_factory=dict)
    lines: dict[str, list[Cells]] = field(default_factory=lambda: {name: [] for name in TABLES})
    repeated: list[Passage] = field(default_factory=list)
    layout: list[Span] = field(default_factory=list)


def is_form(document: Document) -> bool:
    """Tell whether the document begins as the form does."""
    first = next((line.text for line in document.lines if line.text), "")
    return headed(first) is not None


def read_form(document: Document) -> Form:
    """Sort the document's blocks into the tables of the form."""
    form = Form()
    sheet, table = "", ""
    for block in document.blocks:
        cells = [document.passage(*span) for span in block.cells]
        if block.kind != Kind.ROW:
            words = document.normalized(cells[0]).text
            sheet, table = headed(words) or sheet, ""
            form.edition = form.edition or edition_of(words)
            form.layout += block.cells
        elif name := _headed_table(sheet, cells):
            table, form.heads[name] = name, dict(zip(_keys(TABLES[name]), cells, strict=True))
            form.layout += block.cells
        elif table:
            form.lines[table].append(_line(block, cells, form.heads[table]))
        elif sheet == PARTICULARS.sheet:
            _read_particular(form, block, cells)
    return form


def _headed_table(sheet: str, cells: Sequence[Passage]) -> str | None:
    words = [cell.exact for cell in cells]
    tables = TABLES.items()
    return next((name for name, each in tables if each.sheet == sheet and each.labels == words), None)


def _keys(table: Table) -> list[str]:
    return [column.key for column in table.columns]


def _read_particular(form: Form, block: Block, cells: Sequence[Passage]) -> None:
    """Read a labelled line; the label is layout, and a second one of the same words is kept apart."""
    label, value = cells[0], cells[1]
    key = next(column.key for column in PARTICULARS.columns if column.label == label.exact)
    form.layout.append(block.cells[0])
    if key in form.labels:
        form.repeated.append(label)
        return
    form.labels[key] = label
    form.particulars[key] = value if value.exact else replace(value, places=_beside(label, VALUE_COLUMN))


def _line(block: Block, cells: Sequence[Passage], head: Cells) -> Cells:
    """Give the cells by column; an empty one is where the line and the column's head meet."""
    filled = next(cell for cell in cells if cell.exact)
    return {
        key: cell if cell.exact else replace(cell, line=filled.line, places=tuple(_meet(filled, column)))
        for (key, column), cell in zip(head.items(), cells, strict=True)
    }


def _meet(line: Passage, column: Passage) -> Iterator[Place]:
    for row, head in zip(line.places[:1], column.places[:1], strict=False):
        steps, above = dict(row), dict(head)
        if "cell" in steps:
            yield (*row[:-1], ("cell", _letters(above["cell"]) + _digits(steps["cell"])))
        else:
            yield (("row", steps["row"]), ("column", above["column"]))


def _beside(label: Passage, column: int) -> tuple[Place, ...]:
    letter = {"cell": chr(ord("A") + column - 1), "column": str(column)}
    return tuple(
        tuple((name, _moved(name, value, letter)) for name, value in place) for place in label.places[:1]
    )


def _moved(name: str, value: str, column: dict[str, str]) -> str:
    return column["cell"] + _digits(value) if name == "cell" else column.get(name, value)


def _letters(cell: str) -> str:
    return re.sub(r"\d", "", cell)


def _digits(cell: str) -> str:
    return re.sub(r"\D", "", cell)


def lines_of(passage: Passage, document: Document) -> Iterator[Passage]:
    """Give each line of a cell that may hold several."""
    for match in re.finditer(r"[^\n]+", passage.exact):
        start = passage.start + match.start()
        found = document.passage(start, start + len(match[0]))
        if found.exact:
            yield found

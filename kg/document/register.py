"""The register of sources (sources.csv): which document is what, in the editor's words."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kg.errors import Message, Problem, RegisterError

COLUMNS = (
    "source",
    "agreement",
    "instrument",
    "version",
    "order",
    "path",
    "encoding",
    "sha256",
    "received",
    "origin",
    "licence",
    "area",
    "area_reference",
    "parties",
)
SURPLUS = "(surplus)"
CONVERTED = {"source", "order", "received", "parties"}
ENCODINGS = ("utf-8", "cp932", "euc_jp")
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
EXAMPLES = {
    "source": "okayama-soja-2025",
    "agreement": "okayama-soja",
    "instrument": "2025-draft",
    "version": "2025-draft",
    "order": "1",
    "path": "documents/okayama-soja-2025.txt",
    "encoding": "utf-8",
    "sha256": "e2f29c134f3ee33012a4035ea2aa27fd521ec19596ca4483c80e326b6df83a62",
    "received": "2026-11-22",
    "licence": "https://creativecommons.org/licenses/by/4.0/",
    "area": "okayama",
    "area_reference": "okayama-city-15635",
    "parties": "甲=331007 乙=342084",
}
FORMS = {
    "source": ID,
    "agreement": ID,
    "instrument": ID,
    "version": ID,
    "order": re.compile(r"[1-9][0-9]*"),
    "path": re.compile(r"(?!/)(?!.*\.\.)[^\x00-\x1f\x7f\\]+"),
    "encoding": re.compile("|".join(("", *ENCODINGS))),
    "sha256": re.compile(r"[0-9a-f]{64}"),
    "received": re.compile(r"\d{4}-\d{2}-\d{2}"),
    "licence": re.compile(r"(https?://[^\s<>\"{}|\\^`]+)?"),
    "area": re.compile(rf"({ID.pattern})?"),
    "area_reference": re.compile(rf"({ID.pattern})?"),
    "parties": re.compile(r"([^\s=]+=[0-9]{6}( [^\s=]+=[0-9]{6})*)?"),
}


@dataclass(frozen=True)
class Source:
    """A registered document: the ids that never change, its place in the agreement's history, its file."""

    id: str
    agreement: str
    instrument: str
    version: str
    order: int
    path: str
    encoding: str
    sha256: str
    received: date
    origin: str
    licence: str
    area: str
    area_reference: str
    parties: dict[str, str]


def read_register(path: Path) -> tuple[Source, ...]:
    """Read sources.csv; RegisterError lists every row that is wrong, with its line."""
    rows = list(rows_of(path, COLUMNS))
    problems = [problem for line, row in rows for problem in _malformed(row, path.name, line)]
    problems += _repeated(rows, path.name)
    if not rows:
        what = Message("The register names no document.")
        problems.append(
            Problem(what, Message("docs/adding-an-agreement.md tells what each column holds."), path.name)
        )
    if problems:
        raise RegisterError(problems)
    return tuple(_source(row) for _, row in rows)


def rows_of(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Give (line, row) of a CSV register that must have these columns; RegisterError otherwise."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, restkey=SURPLUS, strict=True)
            if tuple(reader.fieldnames or ()) != columns:
                raise RegisterError([_wrong_columns(path.name, columns)])
            for row in reader:
                _check_width(row, path.name, reader.line_num, columns)
                yield reader.line_num, {name: value.strip() for name, value in row.items() if name in columns}
    except UnicodeDecodeError as error:
        what = Message("The register is not UTF-8 text.")
        remedy = Message("In a spreadsheet program, save it as “CSV UTF-8 (comma delimited)”.")
        raise RegisterError([Problem(what, remedy, path.name)]) from error
    except (OSError, csv.Error) as error:
        what = Message("The register cannot be read ({reason}).", {"reason": str(error)})
        remedy = Message("It must be a CSV file in UTF-8.")
        raise RegisterError([Problem(what, remedy, path.name)]) from error


def _check_width(row: dict[str, Any], name: str, line: int, columns: tuple[str, ...]) -> None:
    """A comma too many or too few puts every value behind it into the wrong column."""
    surplus, lacking = len(row.get(SURPLUS, [])), sum(value is None for value in row.values())
    if surplus or lacking:
        found = len(columns) + surplus - lacking
        what = Message(
            "The line has {found} values instead of {expected}.", {"found": found, "expected": len(columns)}
        )
        remedy = Message(
            "Put a value that holds a comma into quotation marks; leave no comma over at the end."
        )
        raise RegisterError([Problem(what, remedy, name, line)])


def _wrong_columns(name: str, columns: tuple[str, ...]) -> Problem:
    what = Message("The first line does not name the expected columns.")
    remedy = Message("It must read: {columns}", {"columns": ",".join(columns)})
    return Problem(what, remedy, name, 1)


def _malformed(row: dict[str, str], name: str, line: int) -> Iterator[Problem]:
    for column, form in FORMS.items():
        if not form.fullmatch(row[column]) or (column == "received" and not is_date(row[column])):
            what = Message(
                "“{value}” is not valid in the column “{column}”.", {"value": row[column], "column": column}
            )
            yield Problem(
                what, Message("Write it like {example}.", {"example": EXAMPLES[column]}), name, line
            )


def is_date(text: str) -> bool:
    """Tell whether a text is a day as a register has it: YYYY-MM-DD."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _repeated(rows: list[tuple[int, dict[str, str]]], name: str) -> Iterator[Problem]:
    """Ids must be unique: a source in the register; instrument, version and order within an agreement."""
    keys = {
        "source": ("source",),
        "instrument": ("agreement", "instrument"),
        "version": ("agreement", "version"),
        "order": ("agreement", "order"),
    }
    for column, key in keys.items():
        seen = Counter(tuple(row[part] for part in key) for _, row in rows)
        for line, row in rows:
            if seen[tuple(row[part] for part in key)] > 1:
                what = Message(
                    "“{value}” stands twice in the column “{column}”.",
                    {"value": row[column], "column": column},
                )
                yield Problem(what, Message("Give each its own; an id is never used again."), name, line)


def _source(row: dict[str, str]) -> Source:
    fields = {name: value for name, value in row.items() if name not in CONVERTED}
    parties = dict(pair.split("=") for pair in row["parties"].split())
    return Source(
        id=row["source"],
        order=int(row["order"]),
        received=date.fromisoformat(row["received"]),
        parties=parties,
        **fields,
    )

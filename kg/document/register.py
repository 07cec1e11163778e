"""The register of sources (sources.csv): which document is what, in the editor's words."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

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
CONVERTED = {"source", "order", "received", "parties"}
ENCODINGS = ("utf-8", "cp932", "euc_jp")
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FORMS = {
    "source": ID,
    "agreement": ID,
    "instrument": ID,
    "version": ID,
    "order": re.compile(r"[1-9][0-9]*"),
    "path": re.compile(r"(?!/)(?!.*\.\.).+"),
    "encoding": re.compile("|".join(ENCODINGS)),
    "sha256": re.compile(r"[0-9a-f]{64}"),
    "received": re.compile(r"\d{4}-\d{2}-\d{2}"),
    "licence": re.compile(r"(https?://[^\s<>\"{}|\\^`]+)?"),
    "area": re.compile(rf"({ID.pattern})?"),
    "area_reference": re.compile(rf"({ID.pattern})?"),
    "parties": re.compile(r"(\S=[0-9]{6}( \S=[0-9]{6})*)?"),
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
    if problems:
        raise RegisterError(problems)
    return tuple(_source(row) for _, row in rows)


def rows_of(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Give (line, row) of a CSV register that must have these columns; RegisterError otherwise."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, restkey="", restval="", strict=True)
            if tuple(reader.fieldnames or ()) != columns:
                raise RegisterError([_wrong_columns(path.name, columns)])
            for row in reader:
                yield reader.line_num, {name: value.strip() for name, value in row.items() if name in columns}
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        what = Message("The register cannot be read ({reason}).", {"reason": type(error).__name__})
        remedy = Message("It must be a CSV file in UTF-8.")
        raise RegisterError([Problem(what, remedy, path.name)]) from error


def _wrong_columns(name: str, columns: tuple[str, ...]) -> Problem:
    what = Message("The first line does not name the expected columns.")
    remedy = Message("It must read: {columns}", {"columns": ",".join(columns)})
    return Problem(what, remedy, name, 1)


def _malformed(row: dict[str, str], name: str, line: int) -> Iterator[Problem]:
    for column, form in FORMS.items():
        if not form.fullmatch(row[column]) or (column == "received" and not _is_date(row[column])):
            what = Message(
                "“{value}” is not valid in the column “{column}”.", {"value": row[column], "column": column}
            )
            yield Problem(
                what, Message("docs/adding-an-agreement.md tells what each column holds."), name, line
            )


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _repeated(rows: list[tuple[int, dict[str, str]]], name: str) -> Iterator[Problem]:
    """Ids must be unique: a source in the register, a version and its order within an agreement."""
    keys = {"source": ("source",), "version": ("agreement", "version"), "order": ("agreement", "order")}
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

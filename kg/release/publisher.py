"""The register of the publisher (publisher.csv): who offers the data, whom to ask, under which licence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.document.register import ID, rows_of
from kg.errors import Message, Problem, RegisterError

COLUMNS = ("publisher", "name_ja", "name_en", "page", "contact", "licence")
WEB = r"https?://[^\s<>\"{}|\\^`]+"
FORMS = {
    "publisher": ID,
    "name_ja": re.compile(r".+"),
    "name_en": re.compile(r".+"),
    "page": re.compile(rf"({WEB})?"),
    "contact": re.compile(rf"(mailto:[^\s<>@]+@[^\s<>@]+|{WEB})?"),
    "licence": re.compile(WEB),
}
EXAMPLES = {
    "publisher": "renkei-kg",
    "name_ja": "岡山市",
    "name_en": "Okayama City",
    "page": "https://www.example.org/",
    "contact": "mailto:data@example.org",
    "licence": "https://creativecommons.org/licenses/by/4.0/",
}


@dataclass(frozen=True)
class Publisher:
    """Who publishes: an id in ASCII, names, home page and contact ("" when not said), the data's licence."""

    id: str
    name: dict[str, str]
    page: str
    contact: str
    licence: str


def read_publisher(path: Path) -> Publisher:
    """Read publisher.csv, which holds one row; RegisterError lists what is wrong with it."""
    rows = list(rows_of(path, COLUMNS))
    problems = [problem for line, row in rows for problem in _malformed(row, path.name, line)]
    if len(rows) != 1:
        what = Message("The register names {count} publishers instead of one.", {"count": len(rows)})
        problems.append(Problem(what, Message("Leave one line below the names of the columns."), path.name))
    if problems:
        raise RegisterError(problems)
    row = rows[0][1]
    names = {"ja": row["name_ja"], "en": row["name_en"]}
    return Publisher(row["publisher"], names, row["page"], row["contact"], row["licence"])


def _malformed(row: dict[str, str], name: str, line: int) -> Iterator[Problem]:
    for column, form in FORMS.items():
        if not form.fullmatch(row[column]):
            what = Message(
                "“{value}” is not valid in the column “{column}”.", {"value": row[column], "column": column}
            )
            yield Problem(
                what, Message("Write it like {example}.", {"example": EXAMPLES[column]}), name, line
            )

"""Answers that end where they may not grow any more: by bytes, and by solutions or statements."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from typing import TypeVar

from pyoxigraph import QueryResultsFormat

from kg.errors import Message, QueryError

Item = TypeVar("Item")

# What pyoxigraph writes with each solution, and how often beside; XML and TSV escape it in values.
MARKS = {
    QueryResultsFormat.JSON: (b"},{", -1),
    QueryResultsFormat.XML: (b"<result>", 0),
    QueryResultsFormat.TSV: (b"\n", 1),
}
JSON_STRING = re.compile(rb'"(?:[^"\\]|\\.)*+"', re.DOTALL)


class BoundedOutput(io.BytesIO):
    """Bytes in memory that refuse to grow beyond `limit`."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit

    def write(self, content: bytes, /) -> int:  # type: ignore[override]
        """Append the content; QueryError 413 when that is too much."""
        if self.tell() + len(content) > self.limit:
            template = "The answer is larger than {limit} MB. Ask for less, for example with LIMIT."
            raise QueryError(Message(template, {"limit": self.limit >> 20}), 413)
        return super().write(content)


class BoundedSolutions(BoundedOutput):
    """Solutions that the engine writes in a format, and their count, which cannot be had from the engine.

    In JSON a text may hold the mark; so where there seem to be too many, texts are taken out and the marks
    counted again.
    """

    def __init__(self, limit: int, rows: int, form: QueryResultsFormat) -> None:
        super().__init__(limit)
        self.rows = rows
        self.form = form
        self.mark, beside = MARKS[form]
        self.most = rows + beside
        self.count = 0
        self.end = b""

    def write(self, content: bytes, /) -> int:  # type: ignore[override]
        """Append the content; QueryError 413 when that is too much, or one solution too many has begun."""
        joined = self.end + content
        self.count += joined.count(self.mark)
        self.end = joined[len(joined) - len(self.mark) + 1 :]
        written = super().write(content)
        if self.count > self.most and self.form == QueryResultsFormat.JSON:
            self.count = JSON_STRING.sub(b"", self.getvalue()).partition(b'"')[0].count(self.mark)
        if self.count > self.most:
            raise too_many(self.rows)
        return written


def bounded(items: Iterable[Item], rows: int) -> Iterator[Item]:
    """Give the items one by one; QueryError 413 for one more than `rows`."""
    for number, item in enumerate(items):
        if number >= rows:
            raise too_many(rows)
        yield item


def too_many(rows: int) -> QueryError:
    """Give the error for an answer with more than `rows` solutions or statements."""
    template = "The answer has more than {rows} rows. Ask for less, for example with LIMIT."
    return QueryError(Message(template, {"rows": f"{rows:,}"}), 413)

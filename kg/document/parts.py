"""What a file consists of before it is text: headings, paragraphs, list items, table rows, each in its place.

The processes that parse foreign files write this and the reader reads it, so nothing else is imported here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, BinaryIO

NO_VALUE = "formula-without-value"
"""The kind of the remark that stops the reading of a file."""

Place = tuple[tuple[str, str], ...]
"""Where in the original, from the outside in: (("page", "3"), ("area", "57.0,120.3,540.0,134.2"))."""


class Kind(StrEnum):
    """What a part is by its form, whatever it says."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True)
class Piece:
    """Words that stand together in one place of the original."""

    text: str
    place: Place


Cell = tuple[Piece, ...]


@dataclass(frozen=True)
class Part:
    """A heading, paragraph or item, which is one cell; or a table row, where a merged cell has no words."""

    kind: Kind
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Remark:
    """Something of the original that is not in the parts, or not as one sees it there: a kind, and which."""

    kind: str
    words: str = ""
    place: Place = ()


@dataclass(frozen=True)
class Parsed:
    """All parts of a file in reading order, and what there is to remark."""

    parts: tuple[Part, ...]
    remarks: tuple[Remark, ...] = ()


def place(**steps: object) -> Place:
    """Give a place by its steps, from the outside in."""
    return tuple((name, str(value)) for name, value in steps.items())


def single(kind: Kind, text: str, where: Place) -> Part:
    """Give a part of one cell with one piece."""
    return Part(kind, ((Piece(text, where),),))


def row(cells: Iterable[tuple[str, Place]]) -> Part:
    """Give a table row, each of its cells one piece."""
    return Part(Kind.ROW, tuple((Piece(text, where),) for text, where in cells))


def write_parts(parsed: Parsed, output: BinaryIO) -> None:
    """Write as JSON."""
    output.write(json.dumps(asdict(parsed), ensure_ascii=False).encode("utf-8", "surrogatepass"))


def read_parts(stream: BinaryIO) -> Parsed:
    """Read what `write_parts` wrote."""
    fields = json.loads(stream.read().decode("utf-8", "surrogatepass"))
    parts = (Part(Kind(part["kind"]), tuple(map(_cell, part["cells"]))) for part in fields["parts"])
    remarks = (Remark(each["kind"], each["words"], _place(each["place"])) for each in fields["remarks"])
    return Parsed(tuple(parts), tuple(remarks))


def _cell(pieces: list[dict[str, Any]]) -> Cell:
    return tuple(Piece(each["text"], _place(each["place"])) for each in pieces)


def _place(steps: list[list[str]]) -> Place:
    return tuple((name, value) for name, value in steps)

"""Places in originals, for people and for the graph."""

from __future__ import annotations

from functools import reduce
from urllib.parse import unquote

from kg.document.parts import Place
from kg.errors import Message

# How each step is said; an area of a page is for programs.
STEPS = {
    "page": Message("page {value}"),
    "paragraph": Message("paragraph {value}"),
    "table": Message("table {value}"),
    "row": Message("row {value}"),
    "column": Message("column {value}"),
    "sheet": Message("sheet “{value}”"),
    "cell": Message("cell {value}"),
    "line": Message("line {value}"),
    "textbox": Message("text box {value}"),
    "footnote": Message("footnote {value}"),
    "endnote": Message("endnote {value}"),
}
RESERVED = str.maketrans({char: f"%{ord(char):02X}" for char in "%&="})


def say_place(place: Place) -> Message:
    """Say a place from the outside in: page 3; sheet “協約”, cell B5."""
    said = [Message(STEPS[name].template, {"value": value}) for name, value in place if name in STEPS]
    return reduce(lambda outer, inner: Message("{outer}, {inner}", {"outer": outer, "inner": inner}), said)


def write_place(place: Place) -> str:
    """Write a place as renkei:placeInOriginal does: page=3&area=57.0,120.3,540.0,134.2."""
    return "&".join(f"{name}={value.translate(RESERVED)}" for name, value in place)


def read_place(written: str) -> Place:
    """Read what `write_place` wrote."""
    steps = (step.partition("=") for step in written.split("&"))
    return tuple((name, unquote(value)) for name, _, value in steps)

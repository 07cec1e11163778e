"""What of an original is not in its text, or not as one sees it there: never lost without a word."""

from __future__ import annotations

from collections.abc import Iterator

from kg.document.model import Document
from kg.document.parts import Remark
from kg.document.places import say_place
from kg.errors import Message, Problem

COMPARE = Message("Compare with the original.")
IF_PART = Message("If it is part of the agreement, write it into the text and register that file.")
SHOW = Message("Show it if it is to be read.")
# What is said, and what to do, by the kind of remark.
REMARKS = {
    "macros": (Message("The file holds macros; they were ignored."), COMPARE),
    "external": (
        Message("The file refers to “{words}”, outside of it; nothing was fetched."),
        IF_PART,
    ),
    "margin": (Message("Words of the page's margin are not in the text: “{words}”."), IF_PART),
    "page-numbers": (Message("These lines number the pages and are not in the text: {words}."), COMPARE),
    "no-text": (Message("This page holds no text, only pictures or nothing."), IF_PART),
    "hidden-words": (Message("Hidden words are not in the text: “{words}”."), IF_PART),
    "furniture": (
        Message("Words around the text of the page are not in it: “{words}”."),
        IF_PART,
    ),
    "embedded-page": (Message("The page shows another one, “{words}”, which was not fetched."), IF_PART),
    "embedded": (Message("{words} embedded document(s) were not read."), IF_PART),
    "pictures": (Message("{words} picture(s) were not read."), IF_PART),
    "symbols": (Message("{words} sign(s) of a symbol font are not in the text."), IF_PART),
    "numbering": (
        Message("{words} paragraph(s) are numbered automatically; their numbers are not in the text."),
        COMPARE,
    ),
    "hidden-sheet": (Message("The hidden sheet “{words}” was not read."), SHOW),
    "chart-sheet": (Message("The chart sheet “{words}” was not read."), COMPARE),
    "hidden-cell": (
        Message("A cell of a hidden row or column was not read: “{words}”."),
        SHOW,
    ),
    "findings": (Message("The sheet “{words}” that kg check wrote was not read."), COMPARE),
    "beside-form": (
        Message("Words outside of the form's tables are not in the text: “{words}”."),
        Message("Write what belongs to the agreement into the form's cells; delete the rest."),
    ),
    "merged": (
        Message("Cells are merged here ({words}): the value is that of the first cell only."),
        Message("Undo the merging, and write the value into each cell that it holds for."),
    ),
    "formula": (Message("A formula: the value last saved was read, nothing was calculated."), COMPARE),
}
LENGTH = 60


def remarks_on(document: Document) -> Iterator[Problem]:
    """Say each remark on the document as a problem that does not stop a build."""
    for remark in document.remarks:
        what, remedy = REMARKS[remark.kind]
        place = say_place(remark.place) if remark.place else None
        said = Message(what.template, {"words": _short(remark)})
        yield Problem(said, remedy, document.name, place=place, position=remark.place)


def _short(remark: Remark) -> str:
    words = " ".join(remark.words.split())
    return words if len(words) <= LENGTH else f"{words[:LENGTH]}…"

"""What is wrong with a query that cannot be read: the engine's finding, as a sentence for people."""

from __future__ import annotations

import re

from kg.errors import Message, QueryError

POSITION = re.compile(
    r"error at (?P<line>\d+):(?P<column>\d+): expected (?:one of )?(?P<expected>.*)", re.DOTALL
)
# What the engine expected: a word in quotes, a class of characters in brackets, or its own words.
ITEM = re.compile(r'"(?:[^"\\]|\\.)*"|\[[^\]]*\]|[^,\["]+')
MANY = 12
"""More things than these help nobody who looks for a mistake."""


def syntax_error(finding: str) -> QueryError:
    """Give the error for a query that the engine cannot read, with line and column where it tells them."""
    position = POSITION.fullmatch(finding)
    if position is None:
        return QueryError(Message("The query cannot be read: {finding}.", {"finding": finding}), 400)
    place = {"line": position["line"], "column": position["column"]}
    template = "The query cannot be read at line {line}, column {column}."
    items = _items(position["expected"])
    explanations = [item for item in items if " " in item]
    if explanations:
        template = "The query cannot be read at line {line}, column {column}: {finding}."
        place["finding"] = ", ".join(explanations).rstrip(".")
    elif 0 < len(items) <= MANY:
        template = "The query cannot be read at line {line}, column {column}. Expected: {expected}."
        place["expected"] = ", ".join(items)
    return QueryError(Message(template, place), 400)


def _items(expected: str) -> list[str]:
    """Take the list apart; classes of characters are left out, they name no word that anybody would miss."""
    found = (item.strip() for item in ITEM.findall(expected))
    return [item for item in found if item and not item.startswith("[")]

"""Coverage: every character is carried into the graph, or is layout, or is listed as not modelled."""

from __future__ import annotations

from dataclasses import dataclass

from kg.agreement.model import Agreement, passages
from kg.document.model import Document, Passage


@dataclass(frozen=True)
class Coverage:
    """Characters other than layout, how many of them a statement leads to, and the passages left over."""

    characters: int
    carried: int
    not_modelled: tuple[Passage, ...]


def cover(agreement: Agreement) -> Coverage:
    """Compare the text with the passages that the agreement rests on."""
    document = agreement.document
    words = _words(document) - {place for span in agreement.layout for place in range(*span)}
    carried = {
        place for passage in passages(agreement) for place in range(passage.start, passage.end)
    } & words
    return Coverage(len(words), len(carried), tuple(_left_over(document, words - carried)))


def _words(document: Document) -> set[int]:
    """Give the offsets of all characters other than layout: white space, heading marks, rules of tables."""
    return {
        place
        for line in document.lines
        for span in line.normalized.places
        for place in range(*span)
        if not document.text[place].isspace()
    }


def _left_over(document: Document, left: set[int]) -> list[Passage]:
    """Join what is left over into runs: within a line, across white space, never across carried words."""
    runs: list[list[int]] = []
    for place in sorted(left):
        if runs and document.text[runs[-1][1] : place].strip(" \t\u3000") == "":
            runs[-1][1] = place + 1
        else:
            runs.append([place, place + 1])
    return [document.passage(start, end) for start, end in runs]

"""What layouts have in common: labels of rows, and where a value begins and ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.agreement.actors import DESIGNATIONS, LOCAL_GOVERNMENT, Actors
from kg.agreement.blocks import CONTENT, Row
from kg.agreement.damage import PAGE_NUMBER, spaced
from kg.agreement.reading import Reading
from kg.document.model import Line, Passage
from kg.document.normalize import Span
from kg.errors import Message

CONTENT_LABEL = "|".join(map(spaced, ("取組内容", "取組の内容", "具体的事項")))
COST = rf"{spaced('費用')}(?:の)?\s?(?:{spaced('分担')}|{spaced('負担')})"
AND_COST = rf"(?:(?:及び|並びに|・|と|、){COST})?"
ROLE = rf"{spaced('の役割')}(?:\s?{spaced('分担')})?{AND_COST}"
# 甲及び乙の役割
AND = "(?:及び|並びに|・|と|、)"
NOTE = re.compile(r"[※*]|\(?注|備考")


def label_pattern(actors: Actors) -> str:
    """Give a pattern of labels, with the groups `label`, `actor` for a role, `cost` and `payer` for costs."""
    party = rf"{actors.pattern}|{LOCAL_GOVERNMENT}"
    parties = rf"(?:{party})(?:\s?{AND}\s?(?:{party}))*|[{DESIGNATIONS}]{{2,}}"
    cost = rf"(?P<cost>(?:(?P<payer>{party})\s?の)?{COST})"
    return rf"(?P<label>{CONTENT_LABEL}|(?P<actor>{parties})\s?{ROLE}|{cost})"


def row_of(match: re.Match[str], actors: Actors, label: Passage, span: Span) -> Row:
    """Give the row that a label begins: of the role of a party or of several, of the content, or of costs."""
    named = match["actor"] or match["payer"]
    if named is None:
        return Row(label, CONTENT, *span, cost=bool(match["cost"]))
    several = re.fullmatch(rf"(?:(?:{actors.pattern}|{AND})\s?)+", named)
    parties = re.findall(actors.pattern, named) if several else [named]
    first, *others = map(actors.key, parties)
    return Row(label, first, *span, cost=bool(match["cost"]), others=tuple(others))


def begins_content(match: re.Match[str] | None) -> bool:
    """Tell whether a label is that of the content, with which an initiative begins."""
    return match is not None and not match["actor"] and not match["cost"]


def value_span(reading: Reading, line: Line, match: re.Match[str]) -> Span:
    """Give the value's span: in a table the cell beside the label, else what follows it on the line."""
    label = reading.group(line, match, "label")
    if not match["value"]:
        return label.end, label.end
    value = reading.group(line, match, "value")
    cell = cell_of(reading, value)
    return value.start, max(value.end, cell.end) if cell and cell.start >= label.end else value.end


def cell_of(reading: Reading, words: Passage) -> Passage | None:
    """Give the words of the table's cell in which these begin; None outside of tables."""
    block = reading.document.block_at(words.start)
    cells = block.cells if block else ()
    found = next((cell for cell in cells if cell[0] <= words.start < cell[1]), None)
    return reading.document.passage(*found) if found else None


def continue_row(reading: Reading, row: Row, line: Line, following: Sequence[Line]) -> None:
    """Let the value go on over this line; a page number is no part of it.

    It is noted as a problem where more of the section follows; at its end it is left to the coverage report.
    """
    if not PAGE_NUMBER.fullmatch(line.text):
        row.end = reading.words(line).end
        return
    if not following:
        return
    what = Message("A page number, “{words}”, stands within a text.", {"words": line.text})
    reading.object(what, Message("Take the line out, and register the file so mended."), line)

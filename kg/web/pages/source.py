"""The page of a source: its text with line numbers, and how much of it the graph carries."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.namespaces import RENKEI
from kg.web.facts import Facts
from kg.web.pages.context import Context, current_store
from kg.web.pages.thing import Quotation, quotation


@dataclass(frozen=True)
class Stretch:
    """A stretch of a line; `left_out` tells whether the graph does not carry it."""

    text: str
    left_out: bool


@dataclass(frozen=True)
class Line:
    """A line of the source, numbered from 1."""

    number: int
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True)
class Coverage:
    """Characters of the source, those the graph carries, and the share in percent, rounded down."""

    characters: int
    carried: int
    percent: str


def source_page(context: Context, facts: Facts, iri: str) -> dict[str, object]:
    """Give what the page of a source shows besides the general."""
    left_out = sorted(facts.iris(iri, RENKEI.notModelled), key=lambda one: _span(facts, one))
    quoted: list[Quotation] = [quotation(context, facts, str(RENKEI.notModelled), one) for one in left_out]
    file = text_file(iri.removeprefix(context.base + "id/source/"))
    text = file.read_text(encoding="utf-8") if file else ""
    return {
        "lines": lines(text, [_span(facts, one) for one in left_out]),
        "coverage": coverage(facts, iri),
        "left_out": quoted,
    }


def text_file(source: str) -> Path | None:
    """Give the file with the text of a source; None when the release holds none."""
    store = current_store()
    recorded = {file.path for file in store.manifest.files}
    path = f"sources/{source}.txt"
    return store.release / path if path in recorded else None


def coverage(facts: Facts, iri: str) -> Coverage | None:
    """Give how much of the source the graph carries; None when nothing states it."""
    characters = facts.number(iri, RENKEI.characterCount)
    carried = facts.number(iri, RENKEI.carriedCount)
    if not characters or carried is None:
        return None
    permille = carried * 1000 // characters
    return Coverage(characters, carried, f"{permille // 10}.{permille % 10}")


def lines(text: str, left_out: list[tuple[int, int]]) -> tuple[Line, ...]:
    """Cut a text into numbered lines, and each line where something left out begins or ends."""
    found, start = [], 0
    for number, written in enumerate(text.split("\n"), start=1):
        end = start + len(written)
        inside = [(max(a, start) - start, min(b, end) - start) for a, b in left_out if a < end and b > start]
        found.append(Line(number, _stretches(written, inside)))
        start = end + 1
    return tuple(found)


def _stretches(written: str, left_out: list[tuple[int, int]]) -> tuple[Stretch, ...]:
    found, at = [], 0
    for start, end in left_out:
        found += [Stretch(written[at:start], False), Stretch(written[start:end], True)]
        at = end
    return tuple(stretch for stretch in [*found, Stretch(written[at:], False)] if stretch.text)


def _span(facts: Facts, passage: str) -> tuple[int, int]:
    return facts.number(passage, RENKEI.startChar) or 0, facts.number(passage, RENKEI.endChar) or 0

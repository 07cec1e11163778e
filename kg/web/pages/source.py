"""The page of a source: its text beside what was read from it, and how much of it the graph carries."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.namespaces import RENKEI
from kg.web.facts import Facts
from kg.web.pages.context import Context, current_store
from kg.web.pages.passages import crossing, span_of
from kg.web.pages.reading import reading
from kg.web.pages.thing import Quotation, quotation


@dataclass(frozen=True)
class Share:
    """Characters of a source, those the graph carries, and the share in percent, rounded down."""

    characters: int
    carried: int
    percent: str


def source_page(context: Context, facts: Facts, iri: str) -> dict[str, object]:
    """Give what the page of a source shows besides the general."""
    left_out = sorted(facts.iris(iri, RENKEI.notModelled), key=lambda one: span_of(one) or (0, 0))
    quoted: list[Quotation] = [quotation(context, facts, str(RENKEI.notModelled), one) for one in left_out]
    source = iri.removeprefix(context.base + "id/source/")
    file = text_file(source)
    text = file.read_bytes().decode() if file else ""
    read = reading(context, iri, text) if file else None
    return {
        "reading": read,
        "marks": f"/passages/{source}.css" if read and crossing(text, {*read.at, *read.left_out}) else "",
        "coverage": share(context, iri),
        "left_out": quoted,
    }


def text_file(source: str) -> Path | None:
    """Give the file with the text of a source; None when the release holds none."""
    store = current_store()
    recorded = {file.path for file in store.manifest.files}
    path = f"sources/{source}.txt"
    return store.release / path if path in recorded else None


def share(context: Context, iri: str) -> Share | None:
    """Give how much of a source the graph carries; None when the release does not say."""
    source = iri.removeprefix(context.base + "id/source/")
    known = (one for one in context.store.manifest.coverage if one.source == source and one.characters)
    if (one := next(known, None)) is None:
        return None
    permille = one.carried * 1000 // one.characters
    return Share(one.characters, one.carried, f"{permille // 10}.{permille % 10}")

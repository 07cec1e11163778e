"""Every distribution that a page names, fetched and compared with what the catalogue says of it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
from rdflib import Graph, URIRef
from rdflib.term import Node

from kg.errors import Message, Problem
from kg.namespaces import DCAT, SPDX, VOID
from kg.rehearsal.pages import Page
from kg.rehearsal.visiting import Answer, Visit

MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
REMEDY = Message("Build the release again; if it stays so, look at what stands between server and reader.")


def check_distributions(visit: Visit, page: Page) -> Iterator[Problem | None]:
    """Check the distributions of a page one by one: what is wrong with one, and None when it is done."""
    for distribution in sorted(set(page.graph.objects(None, DCAT.distribution)), key=str):
        address = page.graph.value(distribution, DCAT.downloadURL)
        if address is not None:
            yield from _check(visit, page.graph, distribution, str(address))
            yield None


def _check(visit: Visit, graph: Graph, distribution: Node, address: str) -> Iterator[Problem]:
    got = visit.get(address)
    if got.status != 200:
        yield _problem("The answer is {found} instead of {stated}.", address, 200, got.status)
        return
    for stated, found in _pairs(graph, distribution, got):
        if stated is not None and stated != found:
            yield _problem("The catalogue says {stated}, but it is {found}.", address, stated, found)
    try:
        triples = _read(got)
    except (SyntaxError, ValueError, csv.Error) as error:
        yield _problem("It should be {stated}, but cannot be read: {found}.", address, got.media_type, error)
        return
    counted = _stated(graph, distribution, VOID.triples)
    if counted is not None and counted != str(triples):
        yield _problem("The catalogue says {stated}, but it is {found}.", address, counted, triples)


def _pairs(graph: Graph, distribution: Node, got: Answer) -> Iterator[tuple[str | None, str]]:
    """Give what is stated beside what was found; of a compressed file, its own media type."""
    media_types = (_stated(graph, distribution, each) for each in (DCAT.compressFormat, DCAT.mediaType))
    media_type = next(filter(None, media_types), None)
    yield media_type and media_type.removeprefix(MEDIA_TYPES), got.media_type
    yield _stated(graph, distribution, DCAT.byteSize), str(got.bytes)
    checksum = graph.value(distribution, SPDX.checksum)
    yield _stated(graph, checksum, SPDX.checksumValue) if checksum else None, got.sha256


def _stated(graph: Graph, subject: Node, property: URIRef) -> str | None:
    value = graph.value(subject, property)
    return None if value is None else str(value)


def _read(got: Answer) -> int | None:
    """Read the file as what it says it is; give the number of its statements, if it holds any."""
    reader = READERS.get(got.media_type)
    if reader:
        reader(got.file)
    form = ox.RdfFormat.from_media_type(got.media_type) if not reader else None
    return sum(1 for _ in ox.parse(path=got.file, format=form)) if form else None


def _read_table(file: Path) -> None:
    """ValueError when a line has more or fewer values than the first."""
    with file.open(encoding="utf-8", newline="") as stream:
        widths = {len(row) for row in csv.reader(stream, strict=True)}
    if len(widths) != 1:
        raise ValueError(sorted(widths))


def _read_text(file: Path) -> None:
    with file.open(encoding="utf-8") as stream:
        for _ in stream:
            pass


READERS: dict[str, Callable[[Path], None]] = {"text/csv": _read_table, "text/plain": _read_text}


def _problem(template: str, place: str, stated: object, found: object) -> Problem:
    return Problem(Message(template, {"stated": stated, "found": found}), REMEDY, place)

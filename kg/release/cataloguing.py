"""Writes what describes a release: list of data sets, catalogue (whole and in pages), statistics."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import Message, ReleaseError
from kg.release.catalogue import Catalogue
from kg.release.compile import STATISTICS, Compilation
from kg.release.crew import LostError, work
from kg.release.datasets import NAME
from kg.release.offering import describe_offer
from kg.release.partitions import quads_of
from kg.release.rereading.terms import statements
from kg.release.serialization import FORMATS, serialize, turtle
from kg.release.writing import Writing
from kg.validation import Rules, read_rdf, validate

TURTLE, LINES = FORMATS[:2]
WHOLE = "catalogue.ttl"


@dataclass(frozen=True)
class _Page:
    """A page of the catalogue as it is published, and its statements in N-Triples."""

    data: bytes
    lines: bytes
    triples: int


def write_catalogue(compilation: Compilation, release: str, writing: Writing, jobs: int) -> None:
    """Describe the files that are written; `release` is "" while the id is still to be computed.

    ReleaseError when a page breaks a rule: some portal would refuse it.
    """
    listed = tuple(file for file in writing.files.values() if not _describes(file.path))
    offer = describe_offer(compilation, release, listed)
    writing.put(NAME, "application/json", [offer.to_json().encode()])
    catalogue = Catalogue(compilation.iris, offer, listed)
    shapes = compilation.ground.inputs.shapes / "catalogue.ttl"
    rules = Rules.of(read_rdf([], own=[shapes])) if release else None
    lines: set[bytes] = set()
    for number, page in _pages(catalogue, rules, jobs):
        writing.put(f"catalogue/{number}.ttl", TURTLE.media_type, [page.data], page.triples)
        lines.update(page.lines.splitlines(keepends=True))
    quads = ox.parse(b"".join(sorted(lines)), format=ox.RdfFormat.N_TRIPLES)
    writing.put(WHOLE, TURTLE.media_type, [serialize(quads, TURTLE)], len(lines))
    void = next(part.graph for part in compilation.shared if part.kind == STATISTICS)
    data = turtle(quads_of(void), set(statements(void)), "void.ttl")
    writing.put("void.ttl", TURTLE.media_type, [data], len(void))


def _describes(path: str) -> bool:
    return path in {NAME, WHOLE, "void.ttl"} or path.startswith("catalogue/")


def _pages(catalogue: Catalogue, rules: Rules | None, jobs: int) -> Iterator[tuple[int, _Page]]:
    def do(number: int) -> _Page | Message:
        return _page(catalogue, rules, number)

    try:
        for number, page in work(range(1, catalogue.length + 1), do, jobs):
            if isinstance(page, Message):
                raise ReleaseError(page)
            yield number, page
    except LostError as error:
        template = "The process at work on page {page} of the catalogue was ended. Nothing was published."
        raise ReleaseError(Message(template, {"page": error.task})) from error


def _page(catalogue: Catalogue, rules: Rules | None, number: int) -> _Page | Message:
    """Write a page; else say which rule it breaks."""
    graph = catalogue.page(number)
    for result in validate(graph, rules).results if rules else ():
        template = (
            "The catalogue breaks the rule {rule} at {place}; see docs/shapes.md. Nothing was published."
        )
        rule = str(result.shape).rpartition("#")[2]
        return Message(template, {"rule": rule, "place": str(result.focus)})
    quads = quads_of(graph)
    return _Page(serialize(quads, TURTLE), serialize(quads, LINES), len(quads))

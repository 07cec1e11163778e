"""Writes what describes a release: list of data sets, catalogue (whole and in pages), statistics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import pyoxigraph as ox

from kg.errors import Message, ReleaseError
from kg.release.catalogue import Catalogue
from kg.release.compilation import Compilation
from kg.release.crew import LostError, work
from kg.release.datasets import NAME, Offer
from kg.release.kept import PAGE, Cache, Keys
from kg.release.offering import describe_offer
from kg.release.pages import TURTLE, Page, Pages
from kg.release.partitions import quads_in
from kg.release.serialization import serialize, turtle
from kg.release.shared import STATISTICS
from kg.release.writing import Writing
from kg.validation import Rules, read_rdf

WHOLE = "catalogue.ttl"


@dataclass(frozen=True)
class Described:
    """The catalogue of a release that has no id yet, and its pages by number."""

    catalogue: Catalogue
    pages: dict[int, Page]


@dataclass(frozen=True)
class Cataloguing:
    """Describes the files that are written, twice: to find the id of the release, and once it has its name.

    Only the whole data set speaks of the release by name. Pages without it are made, and checked, once.
    """

    compilation: Compilation
    writing: Writing
    cache: Cache
    jobs: int

    def unnamed(self) -> Described:
        """Describe a release that has no id yet, and write that."""
        listed = tuple(file for file in self.writing.files.values() if not _describes(file.path))
        offer = describe_offer(self.compilation, "", listed)
        catalogue = Catalogue(self.compilation.iris, offer, listed)
        pages = dict(self._pages(catalogue, range(1, catalogue.length + 1)))
        self._write(offer, pages)
        void = quads_in(part for part in self.compilation.shared if part.kind == STATISTICS)
        data = turtle(void.default, void.expected, "void.ttl")
        self.writing.put("void.ttl", TURTLE.media_type, [data], len(void.default))
        return Described(catalogue, pages)

    def named(self, described: Described, release: str) -> None:
        """Write the same with the id; ReleaseError when a page breaks a rule: some portal would refuse it."""
        unnamed = described.catalogue
        offer = unnamed.offer.named(release)
        numbers = [number for number in described.pages if unnamed.names_release(number)]
        pages = self._pages(replace(unnamed, offer=offer), numbers)
        self._write(offer, described.pages | dict(pages))

    @cached_property
    def _kept(self) -> Pages:
        return Pages(replace(self.cache, suffix=PAGE), Keys(self.compilation.ground).common)

    @cached_property
    def _rules(self) -> Rules:
        return Rules.of(read_rdf([], own=[self.compilation.ground.inputs.shapes / "catalogue.ttl"]))

    def _write(self, offer: Offer, pages: Mapping[int, Page]) -> None:
        self.writing.put(NAME, "application/json", [offer.to_json().encode()])
        for number, page in pages.items():
            self.writing.put(f"catalogue/{number}.ttl", TURTLE.media_type, [page.data], page.triples)
        lines = {line for page in pages.values() for line in page.lines.splitlines(keepends=True)}
        quads = ox.parse(b"".join(sorted(lines)), format=ox.RdfFormat.N_TRIPLES)
        self.writing.put(WHOLE, TURTLE.media_type, [serialize(quads, TURTLE)], len(lines))

    def _pages(self, catalogue: Catalogue, numbers: Sequence[int]) -> Iterator[tuple[int, Page]]:
        def do(number: int) -> Page | Message:
            unchecked = not catalogue.offer.release and catalogue.names_release(number)
            return self._kept.page(catalogue, number, None if unchecked else self._rules)

        _ = self._rules, self._kept  # once, before processes share them
        try:
            for number, page in work(numbers, do, self.jobs):
                if isinstance(page, Message):
                    raise ReleaseError(page)
                yield number, page
        except LostError as error:
            template = "The process at work on page {page} of the catalogue was ended. Nothing was published."
            raise ReleaseError(Message(template, {"page": error.task})) from error


def _describes(path: str) -> bool:
    return path in {NAME, WHOLE, "void.ttl"} or path.startswith("catalogue/")

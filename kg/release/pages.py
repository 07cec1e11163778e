"""Pages of the catalogue, each checked when it is made, and kept: few change with a document."""

from __future__ import annotations

import zlib
from contextlib import suppress
from dataclasses import dataclass

from kg.errors import Message
from kg.release.catalogue import Catalogue
from kg.release.kept import Cache, digest_of
from kg.release.packing import deflate, inflate
from kg.release.partitions import quads_of
from kg.release.sealing import BROKEN, seal, unseal
from kg.release.serialization import FORMATS, serialize
from kg.validation import Rules, validate

TURTLE, LINES = FORMATS[:2]


@dataclass(frozen=True)
class Page:
    """A page of the catalogue as it is published, and its statements in N-Triples."""

    data: bytes
    lines: bytes
    triples: int


@dataclass(frozen=True)
class Pages:
    """Gives pages, made anew or as they were kept; `common` is the digest of code, tools and rules."""

    cache: Cache
    common: str

    def page(self, catalogue: Catalogue, number: int, rules: Rules | None) -> Page | Message:
        """Give a page that conforms to the rules; else say which it breaks. Without rules nothing is kept."""
        if rules is None:
            return _made(catalogue, number)
        key = digest_of([self.common, catalogue.basis(number)])
        return self._kept(key) or self._anew(catalogue, number, rules, key)

    def _kept(self, key: str) -> Page | None:
        with suppress(*BROKEN, zlib.error):
            if self.cache.fetch(key):
                data = self.cache.path(key).read_bytes()
                noted, places = unseal(data, key)
                turtle, lines = (inflate(data[start:end]) for start, end in places)
                return Page(turtle, lines, noted["triples"])
        return None

    def _anew(self, catalogue: Catalogue, number: int, rules: Rules, key: str) -> Page | Message:
        made = _made(catalogue, number, rules)
        if isinstance(made, Page):
            parts = [deflate(made.data), deflate(made.lines)]
            self.cache.path(key).write_bytes(seal({"triples": made.triples}, key, parts))
            self.cache.keep(key)
        return made


def _made(catalogue: Catalogue, number: int, rules: Rules | None = None) -> Page | Message:
    graph = catalogue.page(number)
    for result in validate(graph, rules).results if rules else ():
        template = (
            "The catalogue breaks the rule {rule} at {place}; see docs/shapes.md. Nothing was published."
        )
        rule = str(result.shape).rpartition("#")[2]
        return Message(template, {"rule": rule, "place": str(result.focus)})
    quads = quads_of(graph)
    return Page(serialize(quads, TURTLE), serialize(quads, LINES), len(quads))

"""Dumps: every format is written by one engine and read again by another parser before it is published.

A dump is a frame, which the format needs, around parts, each of which can stand beside any other: without
blank nodes and relative IRIs nothing in one part refers to another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from kg.errors import Message, ReleaseError
from kg.namespaces import PREFIXES, RDF
from kg.release.rereading import READERS, Statement, UnreadableError
from kg.release.rereading.terms import differ

SAMPLE = ox.Quad(ox.NamedNode(RDF), ox.NamedNode(RDF), ox.NamedNode(RDF))


@dataclass(frozen=True)
class Format:
    """A dump format; `dataset` tells whether it can hold named graphs."""

    suffix: str
    media_type: str
    writer: ox.RdfFormat
    dataset: bool = False
    between: bytes = b""

    @cached_property
    def frame(self) -> tuple[bytes, bytes]:
        """What stands before and after the parts."""
        whole = serialize([SAMPLE], self)
        if self.writer == ox.RdfFormat.JSON_LD:
            return whole[:1], whole[-1:]
        if self.writer == ox.RdfFormat.RDF_XML:
            start, end = whole.index(b"\t<"), whole.index(b"</rdf:RDF>")
            return whole[:start], whole[end:]
        prefixes = re.match(rb"(@prefix [^\n]*\n)*", whole)
        return prefixes[0] if prefixes else b"", b""

    def part(self, quads: Iterable[ox.Quad]) -> bytes:
        """Write quads in the order given, without the frame; no quads give nothing."""
        before, after = self.frame
        whole = serialize(quads, self)
        return whole[len(before) : len(whole) - len(after)]

    def framed(self, parts: Iterable[bytes]) -> list[bytes]:
        """Give the pieces of a dump of these parts, in order."""
        before, after = self.frame
        pieces: list[bytes] = []
        for part in filter(None, parts):
            pieces += [self.between, part] if pieces else [part]
        return [before, *pieces, after]


FORMATS = (
    Format("ttl", "text/turtle", ox.RdfFormat.TURTLE),
    Format("nt", "application/n-triples", ox.RdfFormat.N_TRIPLES),
    Format("nq", "application/n-quads", ox.RdfFormat.N_QUADS, dataset=True),
    Format("trig", "application/trig", ox.RdfFormat.TRIG, dataset=True),
    Format("jsonld", "application/ld+json", ox.RdfFormat.JSON_LD, between=b","),
    Format("rdf", "application/rdf+xml", ox.RdfFormat.RDF_XML),
)
FEW = tuple(format for format in FORMATS if format.suffix in {"ttl", "jsonld"})
"""What is in a greater dump as well is written in the two formats that most programs read."""


def serialize(quads: Iterable[ox.Quad], format: Format) -> bytes:
    """Write quads in the order given; equal input gives equal bytes."""
    statements = quads if format.dataset else [quad.triple for quad in quads]
    prefixes = PREFIXES if format.suffix in {"ttl", "trig", "rdf"} else None
    return ox.serialize(statements, format=format.writer, prefixes=prefixes) or b""


def check(content: bytes, expected: Sequence[Statement], format: Format, name: str) -> None:
    """Read a dump again with the second reader; ReleaseError when it does not hold exactly these."""
    try:
        wrong = differ(READERS[format.suffix](content), expected)
    except UnreadableError:
        wrong = True
    if wrong:
        raise ReleaseError(
            Message(
                "{name}: a second reader finds other statements in it. Nothing was published.", {"name": name}
            )
        )


def turtle(quads: Sequence[ox.Quad], expected: Sequence[Statement], name: str) -> bytes:
    """Write Turtle and read it again."""
    data = serialize(quads, FORMATS[0])
    check(data, expected, FORMATS[0], name)
    return data

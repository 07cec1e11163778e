"""Parses one RDF file; run as a script, in a process of its own and within limits, it writes N-Quads.

It imports nothing of ours, so that the process starts at once. pyoxigraph is the gatekeeper: nothing is
fetched.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Iterable, Iterator
from typing import BinaryIO
from xml.parsers import expat

import pyoxigraph as ox

FORMATS: dict[str, ox.RdfFormat] = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
}
# A file of 200 MB takes about a third of the time, and little memory.
MEMORY = 2 << 30
SECONDS = 30
WRITTEN = 1 << 30
# pySHACL's time grows with the square of their number when they are nested; shapes want none at all.
BLANK_NODES = 1000
# The exit code that says: standard error holds a refusal.
REFUSED = 3


class RefusedError(Exception):
    """What is wrong with the file: a kind, the parser's words, and the line, where they are known."""

    def __init__(self, kind: str, reason: str = "", line: int | None = None) -> None:
        super().__init__(kind)
        self.kind, self.reason, self.line = kind, reason, line


def parse(stream: BinaryIO, suffix: str, number: int) -> Iterator[ox.Quad]:
    """Give the triples of a file that can be rewound, without their graphs; `number` names its blank nodes.

    RefusedError where the file breaks off or is not to be read.
    """
    rdf_format = FORMATS[suffix]
    if rdf_format == ox.RdfFormat.RDF_XML:
        _check_xml(stream)
    try:
        yield from _named(ox.parse(stream, format=rdf_format), number)
    except SyntaxError as error:
        raise RefusedError("syntax", error.msg, error.lineno) from error
    except MemoryError as error:
        raise RefusedError("large") from error


def _check_xml(stream: BinaryIO) -> None:
    """Refuse what is no XML, with its line, and entities, which can grow without end."""
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise RefusedError("entity", line=parser.CurrentLineNumber)

    parser.EntityDeclHandler = refuse
    try:
        parser.ParseFile(stream)
    except expat.ExpatError as error:
        raise RefusedError("xml", expat.ErrorString(error.code), error.lineno) from error
    stream.seek(0)


def _named(quads: Iterable[ox.Quad], number: int) -> Iterator[ox.Quad]:
    """Name blank nodes by file and order of appearance, so that two runs call them the same."""
    names: dict[ox.BlankNode, ox.BlankNode] = {}

    def name(term: ox.NamedNode | ox.BlankNode) -> ox.NamedNode | ox.BlankNode:
        if isinstance(term, ox.BlankNode):
            return names.setdefault(term, ox.BlankNode(f"f{number}n{len(names) + 1}"))
        return term

    for quad in quads:
        subject, value = quad.subject, quad.object
        if isinstance(subject, ox.Triple) or isinstance(value, ox.Triple):
            raise RefusedError("triple")
        if isinstance(value, ox.Literal):
            if value.direction:
                raise RefusedError("direction")
            yield ox.Quad(name(subject), quad.predicate, value)
        else:
            yield ox.Quad(name(subject), quad.predicate, name(value))
        if len(names) > BLANK_NODES:
            raise RefusedError("blank")


def _confine() -> None:
    """Bound what this process may take; beyond it the kernel ends it or pyoxigraph gives up."""
    limits = {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CPU: SECONDS,
        resource.RLIMIT_FSIZE: WRITTEN,
        resource.RLIMIT_CORE: 0,
    }
    for kind, limit in limits.items():
        allowed = resource.getrlimit(kind)[1]
        least = limit if allowed == resource.RLIM_INFINITY else min(limit, allowed)
        resource.setrlimit(kind, (least, least))


def main(suffix: str, number: str) -> None:
    """Parse standard input into N-Quads; a refusal goes to standard error as JSON."""
    _confine()
    try:
        quads = parse(sys.stdin.buffer, suffix, int(number))
        ox.serialize(quads, sys.stdout.buffer, format=ox.RdfFormat.N_QUADS)
    except RefusedError as refusal:
        json.dump(vars(refusal), sys.stderr)
        sys.exit(REFUSED)


if __name__ == "__main__":
    main(*sys.argv[1:])

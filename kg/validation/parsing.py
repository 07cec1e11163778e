"""Parses one RDF file; run as a script, in a process of its own and within limits, it writes N-Quads.

pyoxigraph is the gatekeeper: nothing is fetched.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import BinaryIO
from xml.parsers import expat

import pyoxigraph as ox

from kg.apart import LARGE, Limits, RefusedError, work_apart

FORMATS: dict[str, ox.RdfFormat] = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
}
# A file of 200 MB takes about a third of the time, and little memory.
LIMITS = Limits(memory=2 << 30, seconds=30, written=1 << 30)
# pySHACL's time grows with the square of their number when they are nested; shapes want none at all.
BLANK_NODES = 1000


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
        raise RefusedError(LARGE) from error


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


def main(suffix: str, number: str) -> None:
    """Parse standard input into N-Quads."""

    def write(stream: BinaryIO, output: BinaryIO) -> None:
        ox.serialize(parse(stream, suffix, int(number)), output, format=ox.RdfFormat.N_QUADS)

    work_apart(LIMITS, write)


if __name__ == "__main__":
    main(*sys.argv[1:])

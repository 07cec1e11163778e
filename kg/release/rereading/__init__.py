"""The second readers: what was written in RDF is read again by a parser that did not write it.

pyoxigraph writes; these readers share no code with it. Each knows the plain part of its format and refuses
whatever else the format allows, so that what they read means the same to every reader of that format.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.release.rereading import jsonld, lines, rdfxml, turtle
from kg.release.rereading.terms import Statement, UnreadableError

READERS: dict[str, Callable[[bytes], Iterator[Statement]]] = {
    "ttl": turtle.read,
    "trig": turtle.read,
    "nt": lines.read,
    "nq": lines.read,
    "jsonld": jsonld.read,
    "rdf": rdfxml.read,
}
"""By the suffix of the format, what reads it."""

__all__ = ["READERS", "Statement", "UnreadableError"]

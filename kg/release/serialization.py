"""Dumps: every format is written by one engine and read again by another before it is published."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from dataclasses import dataclass

import pyoxigraph as ox
import rdflib

from kg.errors import Message, ReleaseError
from kg.namespaces import PREFIXES
from kg.release.partitions import quads_of_dataset


@dataclass(frozen=True)
class Format:
    """A dump format; `dataset` tells whether it can hold named graphs."""

    suffix: str
    media_type: str
    writer: ox.RdfFormat
    reader: str
    dataset: bool = False


FORMATS = (
    Format("ttl", "text/turtle", ox.RdfFormat.TURTLE, "turtle"),
    Format("nt", "application/n-triples", ox.RdfFormat.N_TRIPLES, "nt"),
    Format("nq", "application/n-quads", ox.RdfFormat.N_QUADS, "nquads", dataset=True),
    Format("trig", "application/trig", ox.RdfFormat.TRIG, "trig", dataset=True),
    Format("jsonld", "application/ld+json", ox.RdfFormat.JSON_LD, "json-ld"),
    Format("rdf", "application/rdf+xml", ox.RdfFormat.RDF_XML, "xml"),
)


def serialize(quads: Sequence[ox.Quad], format: Format) -> bytes:
    """Write quads in the order given; equal input gives equal bytes."""
    statements = quads if format.dataset else [quad.triple for quad in quads]
    prefixes = PREFIXES if format.suffix in {"ttl", "trig", "rdf"} else None
    return ox.serialize(statements, format=format.writer, prefixes=prefixes) or b""


def check(content: bytes, quads: Sequence[ox.Quad], format: Format, name: str) -> None:
    """Read a dump again with rdflib; ReleaseError when it does not hold exactly the quads."""
    dataset = rdflib.Dataset()
    dataset.parse(data=content, format=format.reader)
    if quads_of_dataset(dataset) != set(quads):
        raise ReleaseError(
            Message(
                "{name}: a second reader finds other statements in it. Nothing was published.", {"name": name}
            )
        )


def compress(content: bytes) -> bytes:
    """Compress with gzip; equal input gives equal bytes, since no time is recorded."""
    return gzip.compress(content, mtime=0)

"""Write a query's result in the first media type that fits its kind."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
    serialize,
)

from kg.errors import Message, QueryError
from kg.namespaces import PREFIXES
from kg.results import write_csv
from kg.store.formats import GRAPHS, RESULTS
from kg.store.wire import Answer

# XML 1.0 §2.3: the name of an element begins with a letter, and RDF/XML writes a predicate as an element.
ELEMENT = re.compile(r"[^\W\d][\w.-]*$")

# What has no way to write RDF 1.2's triple terms that readers of RDF 1.1 would not misread.
PLAIN = (RdfFormat.JSON_LD, RdfFormat.RDF_XML)

Result = QuerySolutions | QueryBoolean | QueryTriples


def write(result: Result, media_types: Sequence[str], limit: int) -> Answer:
    """Write the result; QueryError 406 when no media type fits, 413 when it is longer than `limit` bytes."""
    if isinstance(result, QueryTriples):
        return write_graph(result, media_types, limit)
    output, media_type = BoundedOutput(limit), _first(media_types, RESULTS)
    if isinstance(result, QuerySolutions) and RESULTS[media_type] == QueryResultsFormat.CSV:
        write_csv(result, output)
    else:
        result.serialize(output, RESULTS[media_type])
    kind = "solutions" if isinstance(result, QuerySolutions) else "boolean"
    return Answer(kind, media_type, output.getvalue())


def write_graph(triples: Iterable[Triple], media_types: Sequence[str], limit: int) -> Answer:
    """Write triples; the errors are those of `write`."""
    output, media_type = BoundedOutput(limit), _first(media_types, GRAPHS)
    serialize(_writable(triples, GRAPHS[media_type]), output, GRAPHS[media_type], prefixes=PREFIXES)
    return Answer("graph", media_type, output.getvalue())


class BoundedOutput(io.BytesIO):
    """Bytes in memory that refuse to grow beyond a limit."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit

    def write(self, content: bytes, /) -> int:  # type: ignore[override]
        """Append the content; QueryError 413 when that is too much."""
        if self.tell() + len(content) > self.limit:
            template = "The answer is larger than {limit} MB. Ask for less, for example with LIMIT."
            raise QueryError(Message(template, {"limit": self.limit >> 20}), 413)
        return super().write(content)


def _first(media_types: Sequence[str], table: Iterable[str]) -> str:
    fitting = [media_type for media_type in media_types if media_type in table]
    if not fitting:
        template = "The answer to this query is offered as {offered}."
        raise QueryError(Message(template, {"offered": ", ".join(table)}), 406)
    return fitting[0]


def _writable(triples: Iterable[Triple], target: RdfFormat) -> Iterable[Triple]:
    """Give the triples; where the format cannot write everything, with a check of each."""
    return (_checked(triple, target) for triple in triples) if target in PLAIN else triples


def _checked(triple: Triple, target: RdfFormat) -> Triple:
    """Give the triple; QueryError 406 when the format has no way to write it."""
    if isinstance(triple.object, Triple):
        raise QueryError(Message("{format} cannot write triple terms.", {"format": target.name}), 406)
    if target == RdfFormat.RDF_XML and not ELEMENT.search(triple.predicate.value):
        template = "RDF/XML cannot write the predicate {iri}."
        raise QueryError(Message(template, {"iri": triple.predicate.value}), 406)
    return triple

"""Write a query's result in the first media type that fits its kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from hashlib import sha256

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
from kg.store.bounds import BoundedOutput, BoundedSolutions, bounded
from kg.store.formats import GRAPHS, RESULTS
from kg.store.wire import Answer

# XML 1.0 §2.3: the name of an element begins with a letter, and RDF/XML writes a predicate as an element.
ELEMENT = re.compile(r"[^\W\d][\w.-]*$")

# What has no way to write RDF 1.2's triple terms that readers of RDF 1.1 would not misread.
PLAIN = (RdfFormat.JSON_LD, RdfFormat.RDF_XML)

Result = QuerySolutions | QueryBoolean | QueryTriples


def write(result: Result, media_types: Sequence[str], limit: int, rows: int) -> Answer:
    """Write the result; QueryError 406 when no media type fits, 413 for more than `limit` bytes or `rows`."""
    if isinstance(result, QueryTriples):
        return write_graph(result, media_types, limit, rows)
    media_type = _first(media_types, RESULTS)
    if isinstance(result, QuerySolutions):
        return _answer("solutions", media_type, _table(result, RESULTS[media_type], limit, rows))
    output = BoundedOutput(limit)
    result.serialize(output, RESULTS[media_type])
    return _answer("boolean", media_type, output)


def write_graph(triples: Iterable[Triple], media_types: Sequence[str], limit: int, rows: int) -> Answer:
    """Write triples; the errors are those of `write`."""
    output, media_type = BoundedOutput(limit), _first(media_types, GRAPHS)
    writable = bounded(_writable(triples, GRAPHS[media_type]), rows)
    serialize(writable, output, GRAPHS[media_type], prefixes=PREFIXES)
    return _answer("graph", media_type, output)


def _table(solutions: QuerySolutions, form: QueryResultsFormat, limit: int, rows: int) -> BoundedOutput:
    if form == QueryResultsFormat.CSV:
        output = BoundedOutput(limit)
        write_csv(solutions.variables, bounded(solutions, rows), output)
    else:
        output = BoundedSolutions(limit, rows, form)
        solutions.serialize(output, form)
    return output


def _answer(kind: str, media_type: str, output: BoundedOutput) -> Answer:
    body = output.getvalue()
    digest = sha256(media_type.encode() + b"\n")
    digest.update(body)
    return Answer(kind, media_type, body, digest.hexdigest())


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

"""The algebra of a query (SPARQL 1.1 Query §18), as rdflib reads it."""

from __future__ import annotations

from threading import Lock

from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue

# pyparsing finds out as it reads how its actions want to be called: two threads at once mislead each other.
ALONE = Lock()


def algebra_of(query: str) -> CompValue:
    """Give the algebra of a query, one query at a time."""
    with ALONE:
        return prepareQuery(query).algebra

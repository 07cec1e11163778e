"""Answers, brought to a form in which those of different engines are equal when they say the same."""

from __future__ import annotations

import http.client
from collections import Counter
from collections.abc import Hashable
from urllib.parse import urlsplit

import pyoxigraph as ox

JSON, TURTLE = "application/sparql-results+json", "text/turtle"
PATIENCE = 120.0

Answer = Counter[Hashable]


class NoAnswerError(Exception):
    """A server answered with an error, or with what cannot be read."""


class Client:
    """Asks one server over one connection that is kept open."""

    def __init__(self, address: str) -> None:
        self.connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=PATIENCE)

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()

    def ask(self, url: str, accept: str) -> bytes:
        """Give the body of the answer; NoAnswerError when its status is not 200."""
        parts = urlsplit(url)
        self.connection.request("GET", f"{parts.path}?{parts.query}", headers={"Accept": accept})
        response = self.connection.getresponse()
        body = response.read()
        if response.status != 200:
            raise NoAnswerError(f"{response.status} {body[:200]!r}")
        return body


def accepted(query: str) -> str:
    """Give the media type that a query is asked for with: the usual one for its form."""
    return TURTLE if "CONSTRUCT" in query else JSON


def read_answer(body: bytes, accept: str) -> Answer:
    """Give rows or statements with how often they occur, in no order; NoAnswerError when there is none."""
    try:
        if accept == TURTLE:
            triples = (quad.triple for quad in ox.parse(body, format=ox.RdfFormat.TURTLE))
            return Counter({tuple(map(_term, triple)) for triple in triples})
        solutions = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
        if not isinstance(solutions, ox.QuerySolutions):
            raise NoAnswerError("no table")
        names = sorted(variable.value for variable in solutions.variables)
        return Counter(tuple(_term(row[name]) for name in names) for row in solutions)
    except (SyntaxError, ValueError) as error:
        raise NoAnswerError(str(error)) from error


def _term(term: object) -> Hashable:
    """Give a term without its datatype: engines write the same number as different types."""
    if isinstance(term, ox.Literal):
        return term.value, (term.language or "").lower()
    return str(term)

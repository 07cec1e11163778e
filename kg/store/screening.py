"""What is refused before a query is run: too long, an update, a query that asks other endpoints.

This is a courtesy that gives a clear answer. The wall is elsewhere: a query's process can open no connection
(`confinement`), and the store has no way to be changed by a query.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.errors import Message, QueryError
from kg.store.remembering import remembered

# SPARQL 1.1 Query §19.8: what can hold a keyword's letters without being one, then names, prefixed or not.
# Every repetition is possessive (`*+`): a stranger's text is read once, whatever it is made of. No lookahead
# stands in one: Python 3.11.2, which Debian 12 has, reads that wrongly.
TOKEN = re.compile(
    r'''
      """(?:"{0,2}(?:[^"\\]|\\.))*+""" | \'\'\'(?:'{0,2}(?:[^'\\]|\\.))*+\'\'\'
    | "(?:[^"\\\n\r]|\\.)*+"         | '(?:[^'\\\n\r]|\\.)*+'
    | <[^<>"{}|^`\\\x00-\x20]*+>     | \#[^\n\r]*+
    | [?$@][\w-]++                   | (?P<prefix>\w[\w.-]*+)?:(?:[\w:.%-]|\\.)*+
    | (?P<words>\w[\w.-]*+)
    ''',
    re.VERBOSE | re.DOTALL,
)
WORD = re.compile("[A-Za-z]+")

PROLOGUE = {"BASE", "PREFIX"}
# SPARQL 1.1 Update §3: the words that an update request begins with.
UPDATES = {"INSERT", "DELETE", "WITH", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD"}


@remembered
def screen(query: str, limit: int) -> None:
    """Refuse a query that is longer than `limit` bytes, that updates, or that asks another endpoint."""
    if _length(query) > limit:
        raise QueryError(Message("The query is longer than {limit} kB.", {"limit": limit // 1024}), 413)
    words = [word for word in _words(query) if word not in PROLOGUE]
    if words and words[0] in UPDATES:
        raise QueryError(Message("This endpoint is for reading: it refuses updates."), 403)
    if any("SERVICE" in word for word in words):
        raise no_service()


def no_service() -> QueryError:
    """Give the error for a query that asks another endpoint."""
    return QueryError(Message("This endpoint asks no other endpoint: it refuses SERVICE."), 403)


def no_function(iri: str) -> QueryError:
    """Give the error for a query that calls a function by an IRI that is none's."""
    return QueryError(Message("This endpoint has no function {iri}.", {"iri": iri}), 400)


def _length(query: str) -> int:
    try:
        return len(query.encode())
    except UnicodeEncodeError as error:
        raise QueryError(Message("The query is not valid Unicode text."), 400) from error


def _words(query: str) -> Iterator[str]:
    """Give the words that stand outside strings, IRIs, comments, variables and prefixed names.

    The engine wants no space after a word: it reads also `SERVICESILENT<a>` and `SERVICESILENTa:b`.
    """
    for match in TOKEN.finditer(query):
        if "SERVICESILENT" in (match["prefix"] or "").upper():
            yield "SERVICE"
        if match["words"]:
            yield from map(str.upper, WORD.findall(match["words"]))

"""Reads N-Triples and N-Quads (RDF 1.1): one statement a line, without blank nodes and comments.

A word that was read once is known: a name stands in many lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.release.rereading.terms import Statement, UnreadableError, Value, decoded, literal, unescaped

IRI = r'<[^\x00-\x20<>"{}|^`\\]+>'
STRING = r'"(?:[^"\\\n\r]|\\[tbnrf"\'\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*"'
LANGUAGE = r"[A-Za-z]+(?:-[A-Za-z0-9]+)*"
NAME = re.compile(IRI)
REST = re.compile(rf"(?:({IRI})|({STRING})(?:@({LANGUAGE})|\^\^({IRI}))?)(?: ({IRI}))? \.")


def read(data: bytes) -> Iterator[Statement]:
    """Give the statements; UnreadableError at the first line that is none."""
    names, ends = _Names(), _Ends()
    *lines, last = decoded(data).split("\n")
    for line in lines:
        subject, _, rest = line.partition(" ")
        predicate, _, rest = rest.partition(" ")
        value, graph = ends[rest]
        yield names[subject], names[predicate], value, graph
    if last:
        raise UnreadableError(last[:80])


class _Names(dict[str, str]):
    """Subjects and properties, by how they are written."""

    def __missing__(self, word: str) -> str:
        if not NAME.fullmatch(word):
            raise UnreadableError(word[:80])
        self[word] = word[1:-1]
        return self[word]


class _Ends(dict[str, tuple[str | Value, str]]):
    """Value and graph, by how the end of a line is written."""

    def __missing__(self, rest: str) -> tuple[str | Value, str]:
        match = REST.fullmatch(rest)
        if not match:
            raise UnreadableError(rest[:80])
        iri, words, language, datatype, graph = match.groups("")
        value = iri[1:-1] or literal(unescaped(words[1:-1]), datatype[1:-1], language)
        self[rest] = value, graph[1:-1]
        return self[rest]

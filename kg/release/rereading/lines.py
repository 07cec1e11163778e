"""Reads N-Triples and N-Quads (RDF 1.1): one statement a line, without blank nodes and comments."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.release.rereading.terms import Statement, UnreadableError, decoded, literal, tokens, unescaped

IRI = r'<([^\x00-\x20<>"{}|^`\\]+)>'
STRING = r'"((?:[^"\\\n\r]|\\[tbnrf"\'\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*)"'
LANGUAGE = r"@([A-Za-z]+(?:-[A-Za-z0-9]+)*)"
LINE = re.compile(rf"{IRI} {IRI} (?:{IRI}|{STRING}(?:{LANGUAGE}|\^\^{IRI})?)(?: {IRI})? \.\n")


def read(data: bytes) -> Iterator[Statement]:
    """Give the statements; UnreadableError at the first line that is none."""
    text = decoded(data)
    end = 0
    for match in tokens(LINE, text):
        subject, predicate, value, words, language, datatype, graph = match.groups()
        value = value or literal(unescaped(words), datatype or "", language or "")
        yield subject, predicate, value, graph or ""
        end = match.end()
    if end != len(text):
        raise UnreadableError(text[end : end + 80])

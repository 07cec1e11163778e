"""Statements as plain text: what a second reader gives, and what it is compared with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from kg.namespaces import RDF, XSD

Value = tuple[str, str, str]
"""A literal: its characters, its datatype, its language tag in small letters."""
Statement = tuple[str, str, str | Value, str]
"""Subject, predicate, object and graph; IRIs as text, "" for the default graph."""

STRING, TEXT = str(XSD.string), str(RDF.langString)
ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([tbnrf\"'\\]))")
ESCAPED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}


class UnreadableError(ValueError):
    """A file that a second reader does not take."""


def statements(graph: Graph, name: str = "") -> Iterator[Statement]:
    """Give the statements of a graph under the name of the graph they are to be published in."""
    for triple in graph:
        yield (*statement_of(*triple)[:3], name)


def statement_of(subject: Node, predicate: Node, value: Node) -> Statement:
    """Give a triple as a statement of the default graph."""
    return str(subject), str(predicate), plain(value), ""


def plain(term: Node) -> str | Value:
    """Give an IRI or a literal as text; ValueError for a blank node."""
    match term:
        case Literal():
            return literal(str(term), str(term.datatype or ""), term.language or "")
        case URIRef():
            return str(term)
        case _:
            raise ValueError(f"{term!r} is neither IRI nor literal")


def literal(words: str, datatype: str = "", language: str = "") -> Value:
    """Give a literal (RDF 1.1 Concepts §3.3): plain ones are strings, tagged ones texts of a language."""
    return words, TEXT if language else datatype or STRING, language.lower()


def unescaped(words: str) -> str:
    """Resolve the escapes of N-Triples and Turtle in a string."""
    return ESCAPE.sub(_character, words) if "\\" in words else words


def decoded(data: bytes) -> str:
    """Give the characters of a file in UTF-8."""
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise UnreadableError(str(error)) from error


def tokens(form: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Give the matches of a form that follow each other from the beginning, without gap."""
    scanner = form.scanner(text)  # type: ignore[attr-defined]
    return iter(scanner.match, None)


def differ(read: Iterable[Statement], expected: Sequence[Statement]) -> bool:
    """Tell whether what was read is anything but exactly the statements expected, each once.

    The order is of no account; in the order expected they are compared in a third of the time.
    """
    found = list(read)
    if len(found) != len(expected) or len(set(expected)) != len(expected):
        return True
    return found != expected and set(found) != set(expected)


def _character(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else ESCAPED[found[3]]

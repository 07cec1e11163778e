"""Reads Turtle and TriG (RDF 1.1) without blank nodes, collections, relative IRIs and comments."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.namespaces import RDF, XSD
from kg.release.rereading.lines import IRI, LANGUAGE, STRING
from kg.release.rereading.terms import Statement, UnreadableError, Value, decoded, literal, tokens, unescaped

SIGN = r"(?:[^\W_]|[-_:]|%[0-9A-Fa-f]{2}|\\[-_~.!$&'()*+,;=/?#@%])"
LOCAL = rf"(?:{SIGN}+(?:\.+{SIGN}+)*)?"
NAME = rf"([A-Za-z](?:[\w-]*\w)?):({LOCAL})"
NUMBER = r"([+-]?[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?)"
# A term with the mark that follows it, the end of a graph, or a prefix.
TOKEN = re.compile(
    rf"(?:{IRI}|{NAME}|{STRING}(?:{LANGUAGE}|\^\^(?:{IRI}|{NAME}))?|{NUMBER}|(a|true|false))(?:\s+([.;,{{]))?\s+"
    rf"|(}})(?:\s+|\Z)"
    rf"|@prefix\s+([A-Za-z][\w-]*):\s+{IRI}\s+\.\s+"
)
ESCAPED_SIGN = re.compile(r"\\(.)")
TYPE, BOOLEAN = str(RDF.type), str(XSD.boolean)


def read(data: bytes) -> Iterator[Statement]:
    """Give the statements; UnreadableError at the first word that does not belong where it stands."""
    # One loop over one form, for speed: every statement of a release comes by here four times.
    text = decoded(data)
    prefixes: dict[str, str] = {}
    graph = subject = predicate = ""
    end = 0
    for match in tokens(TOKEN, text):
        end = match.end()
        iri, prefix, local, words, language, datatype, name, rest, number, word, mark, closing, *declared = (
            match.groups()
        )
        if iri is not None:
            term: str | Value = iri
        elif prefix is not None:
            term = _resolved(prefixes, prefix, local)
        elif words is not None:
            term = literal(unescaped(words), datatype or _named(prefixes, name, rest), language or "")
        elif number is not None:
            term = literal(number, _numeric(number))
        elif word is not None:
            term = TYPE if word == "a" and subject and not predicate else _boolean(word)
        elif closing and graph and not subject:
            graph = ""
            continue
        elif declared[0] and not (subject or graph):
            prefixes[declared[0]] = declared[1]
            continue
        else:
            raise UnreadableError(match[0])
        if predicate:
            yield subject, predicate, term, graph
            if mark == ".":
                subject = predicate = ""
            elif mark == ";":
                predicate = ""
            elif mark != ",":
                raise UnreadableError(match[0])
        elif isinstance(term, tuple) or not term or (mark and mark != "{"):
            raise UnreadableError(match[0])
        elif mark:
            graph, subject = _opened(term, subject, graph), ""
        elif subject:
            predicate = term
        else:
            subject = term
    if end != len(text) or subject or graph:
        raise UnreadableError(text[end : end + 80])


def _opened(name: str, subject: str, graph: str) -> str:
    """Give the name of a graph that begins; there is none within a statement or another graph."""
    if subject or graph:
        raise UnreadableError(name)
    return name


def _resolved(prefixes: dict[str, str], prefix: str, local: str) -> str:
    if prefix not in prefixes:
        raise UnreadableError(f"{prefix}:")
    return prefixes[prefix] + (ESCAPED_SIGN.sub(r"\1", local) if "\\" in local else local)


def _named(prefixes: dict[str, str], name: str | None, rest: str | None) -> str:
    return "" if name is None else _resolved(prefixes, name, rest or "")


def _boolean(word: str) -> Value:
    if word == "a":
        raise UnreadableError(word)
    return literal(word, BOOLEAN)


def _numeric(number: str) -> str:
    """Tell the datatype that a number is written in (Turtle §2.5.2)."""
    if "e" in number.lower():
        return str(XSD.double)
    return str(XSD.decimal if "." in number else XSD.integer)

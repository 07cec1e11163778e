"""Reads Turtle and TriG (RDF 1.1) without blank nodes, collections, relative IRIs and comments."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.namespaces import RDF, XSD
from kg.release.rereading.lines import IRI, LANGUAGE, STRING
from kg.release.rereading.terms import Statement, UnreadableError, Value, decoded, literal, tokens, unescaped

SIGN = r"(?:[^\W_]|[-_:]|%[0-9A-Fa-f]{2}|\\[-_~.!$&'()*+,;=/?#@%])"
LOCAL = rf"(?:{SIGN}+(?:\.+{SIGN}+)*)?"
NAME = rf"[A-Za-z](?:[\w-]*\w)?:{LOCAL}"
NUMBER = r"[+-]?[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?"
# A term with the mark that follows it, the end of a graph, or a prefix.
TOKEN = re.compile(
    rf"({IRI}|{NAME}|{STRING}(?:@{LANGUAGE}|\^\^(?:{IRI}|{NAME}))?|{NUMBER}|a|true|false)(?:\s+([.;,{{]))?\s+"
    rf"|(}})(?:\s+|\Z)"
    rf"|@prefix\s+([A-Za-z][\w-]*):\s+({IRI})\s+\.\s+"
)
TERM = re.compile(rf"({IRI}|{NAME})|({STRING})(?:@({LANGUAGE})|\^\^({IRI}|{NAME}))?|({NUMBER})|(true|false)")
ESCAPED_SIGN = re.compile(r"\\(.)")
TYPE, BOOLEAN = str(RDF.type), str(XSD.boolean)


def read(data: bytes) -> Iterator[Statement]:
    """Give the statements; UnreadableError at the first word that does not belong where it stands."""
    # One loop over one form, for speed: every statement of a release comes by here four times.
    text, terms = decoded(data), _Terms()
    graph = subject = predicate = ""
    end = 0
    for match in tokens(TOKEN, text):
        end = match.end()
        word, mark, closing, prefix, iri = match.groups()
        if word is None:
            if closing and graph and not subject:
                graph = ""
            elif prefix and not (subject or graph):
                terms.declare(prefix, iri[1:-1])
            else:
                raise UnreadableError(match[0])
        elif predicate:
            yield subject, predicate, terms[word], graph
            if mark == ".":
                subject = predicate = ""
            elif mark == ";":
                predicate = ""
            elif mark != ",":
                raise UnreadableError(match[0])
        elif subject and word == "a" and not mark:
            predicate = TYPE
        else:
            name = terms[word]
            if isinstance(name, tuple) or not name or (mark and mark != "{"):
                raise UnreadableError(match[0])
            if mark:
                graph, subject = _opened(name, subject, graph), ""
            elif subject:
                predicate = name
            else:
                subject = name
    if end != len(text) or subject or graph:
        raise UnreadableError(text[end : end + 80])


class _Terms(dict[str, str | Value]):
    """Terms by how they are written, under the prefixes that are declared by now."""

    def __init__(self) -> None:
        super().__init__()
        self.prefixes: dict[str, str] = {}

    def declare(self, prefix: str, namespace: str) -> None:
        """Let a prefix stand for a namespace from here on."""
        self.clear()
        self.prefixes[prefix] = namespace

    def __missing__(self, word: str) -> str | Value:
        match = TERM.fullmatch(word)
        if not match:
            raise UnreadableError(word)
        name, words, language, datatype, number, truth = match.groups("")
        if name:
            self[word] = self.named(name)
        elif words:
            kind = self.named(datatype) if datatype else ""
            self[word] = literal(unescaped(words[1:-1]), kind, language)
        else:
            self[word] = literal(number, _numeric(number)) if number else literal(truth, BOOLEAN)
        return self[word]

    def named(self, word: str) -> str:
        """Resolve a name, or give an IRI that is written in full."""
        if word.startswith("<"):
            return word[1:-1]
        prefix, _, local = word.partition(":")
        if prefix not in self.prefixes:
            raise UnreadableError(word)
        return self.prefixes[prefix] + (ESCAPED_SIGN.sub(r"\1", local) if "\\" in local else local)


def _opened(name: str, subject: str, graph: str) -> str:
    """Give the name of a graph that begins; there is none within a statement or another graph."""
    if subject or graph:
        raise UnreadableError(name)
    return name


def _numeric(number: str) -> str:
    """Tell the datatype that a number is written in (Turtle §2.5.2)."""
    if "e" in number.lower():
        return str(XSD.double)
    return str(XSD.decimal if "." in number else XSD.integer)

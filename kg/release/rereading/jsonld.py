"""Reads JSON-LD 1.1 of the default graph in expanded form: without context nothing has to be resolved."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from kg.namespaces import RDF
from kg.release.rereading.terms import Statement, UnreadableError, Value, literal

TYPE = str(RDF.type)
FORMS = ({"@id"}, {"@value"}, {"@value", "@type"}, {"@value", "@language"})
"""The keys that a value may have, besides each other."""


def read(data: bytes) -> Iterator[Statement]:
    """Give the statements; UnreadableError where anything is not in this plain form."""
    try:
        for node in json.loads(data):
            yield from _node(node)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise UnreadableError(str(error)) from error


def _node(node: dict[str, Any]) -> Iterator[Statement]:
    subject = _iri(node["@id"])
    for predicate, values in node.items():
        if predicate == "@type":
            yield from ((subject, TYPE, _iri(kind), "") for kind in values)
        elif predicate != "@id":
            yield from ((subject, _iri(predicate), _value(value), "") for value in values)


def _value(value: dict[str, str]) -> str | Value:
    if value.keys() not in FORMS:
        raise UnreadableError(str(value))
    if "@id" in value:
        return _iri(value["@id"])
    words = value["@value"]
    if not isinstance(words, str):
        raise UnreadableError(str(value))
    return literal(words, value.get("@type", ""), value.get("@language", ""))


def _iri(iri: str) -> str:
    """A name without a colon would be resolved, one with "@" is a word of the format, "_:" a blank node."""
    if ":" not in iri or iri.startswith(("@", "_:")):
        raise UnreadableError(iri)
    return iri

"""Triples to read from: looked up by subject and property, in an order that does not change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.namespaces import RDFS, RENKEI

DIGITS = 18
"""Digits of the greatest number that is read: no count or offset needs more."""

Term = NamedNode | Literal | BlankNode


@dataclass(frozen=True)
class Words:
    """A text with its language tag (None: none); `unofficial` marks a translation that is ours."""

    text: str
    lang: str | None = None
    unofficial: bool = False


Said = dict[str, dict[str, list[Term]]]
"""Values by property by subject; several values in a fixed order."""


class Facts:
    """A graph for reading: what is said of an IRI, and of what an IRI is said.

    IRIs are looked up as plain text: rdflib's URIRef is a str that equals no plain str. A page reads a small
    part of its facts: what is in no order is put in order where it is read.
    """

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._given = tuple(set(triples))
        self._said = _index(self._given)

    @cached_property
    def triples(self) -> tuple[Triple, ...]:
        """All the triples, sorted."""
        return tuple(sorted(set(self._given), key=str))

    @cached_property
    def _subjects(self) -> dict[tuple[str, str], list[str]]:
        """Index the subjects by property and value; few pages ask for them."""
        found: dict[tuple[str, str], list[str]] = {}
        for subject, predicate, value in self._given:
            found.setdefault((predicate.value, value.value), []).append(subject.value)
        return found

    def __bool__(self) -> bool:
        """Tell whether anything is said at all."""
        return bool(self._given)

    def __len__(self) -> int:
        """Count the statements."""
        return len(self.triples)

    def __or__(self, other: Facts) -> Facts:
        """Join two graphs."""
        joined = Facts(())
        joined._given = self._given + other._given
        joined._said = _joined(self._said, other._said)
        return joined

    def subjects(self) -> list[str]:
        """Give every IRI that something is said of."""
        return sorted(self._said)

    def subjects_with(self, predicate: str) -> list[str]:
        """Give every IRI that has this property."""
        return sorted(subject for subject, said in self._said.items() if str(predicate) in said)

    def iris_named(self) -> set[str]:
        """Give every IRI that stands as subject or value."""
        values = (term for said in self._said.values() for terms in said.values() for term in terms)
        return {*self._said, *(term.value for term in values if isinstance(term, NamedNode))}

    def properties(self, subject: str) -> list[str]:
        """Give the properties that the subject has."""
        return sorted(self._said.get(str(subject), ()))

    def objects(self, subject: str, predicate: str) -> list[Term]:
        """Give the values of a property."""
        return self._said.get(str(subject), {}).get(str(predicate), [])

    def iris(self, subject: str, predicate: str) -> list[str]:
        """Give those values of a property that are IRIs."""
        return [term.value for term in self.objects(subject, predicate) if isinstance(term, NamedNode)]

    def iri(self, subject: str, predicate: str) -> str | None:
        """Give the first value of a property that is an IRI."""
        return next(iter(self.iris(subject, predicate)), None)

    def text(self, subject: str, predicate: str) -> str | None:
        """Give the text of the first literal value of a property."""
        found = (term.value for term in self.objects(subject, predicate) if isinstance(term, Literal))
        return next(found, None)

    def number(self, subject: str, predicate: str) -> int | None:
        """Give the first value of a property as a whole number; None when it is none."""
        text = self.text(subject, predicate) or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS else None

    def naming(self, predicate: str, value: str) -> list[str]:
        """Give the subjects that have this value."""
        return sorted(set(self._subjects.get((str(predicate), str(value)), ())))

    def words(self, subject: str, predicate: str, language: str) -> Words | None:
        """Give the text of a property in the reader's language, else in the first there is."""
        texts = [term for term in self.objects(subject, predicate) if isinstance(term, Literal)]
        texts.sort(key=lambda term: term.language != language)
        return Words(texts[0].value, texts[0].language) if texts else None

    def label(self, subject: str, language: str) -> Words | None:
        """Give the name of a thing: official in the reader's language, else unofficial, else as it is."""
        official = self.words(subject, RDFS.label, language)
        ours = self.text(subject, RENKEI.unofficialLabel) if language == "en" else None
        if ours and (official is None or official.lang != language):
            return Words(ours, "en", unofficial=True)
        return official


def _index(triples: Iterable[Triple]) -> Said:
    said: Said = {}
    for subject, predicate, value in triples:
        said.setdefault(subject.value, {}).setdefault(predicate.value, []).append(value)
    for properties in said.values():
        for terms in properties.values():
            if len(terms) > 1:
                terms.sort(key=str)
    return said


def _joined(one: Said, other: Said) -> Said:
    joined = dict(one)
    for subject, properties in other.items():
        joined[subject] = _merged(joined[subject], properties) if subject in joined else properties
    return joined


def _merged(one: dict[str, list[Term]], other: dict[str, list[Term]]) -> dict[str, list[Term]]:
    merged = dict(one)
    for predicate, terms in other.items():
        merged[predicate] = sorted({*merged.get(predicate, ()), *terms}, key=str)
    return merged

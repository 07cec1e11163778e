"""What every page of a thing shows: its names, its properties, its sources, what points at it."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode

from kg.namespaces import DCTERMS, PROV, RDF, RDFS, RENKEI
from kg.web import entity
from kg.web.facts import Facts, Term, Words
from kg.web.pages.context import Context
from kg.web.pages.values import Value, address, link, name, show

# Shown in the heading, not once more below it.
HEADING = {str(RDF.type), str(RDFS.label), str(RENKEI.unofficialLabel)}
ORDERED_BY = (RENKEI.position, RENKEI.order, RENKEI.startChar)


@dataclass(frozen=True)
class Row:
    """A property and its values."""

    label: Value
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Quotation:
    """Words of a source that a statement rests on: which property, the words, where they stand."""

    label: Value
    exact: Words
    line: int | None
    href: str | None
    source: str


@dataclass(frozen=True)
class Thing:
    """Everything that a page about one thing starts from."""

    iri: str
    path: str
    names: tuple[Words, ...]
    types: tuple[Value, ...]
    rows: tuple[Row, ...]
    quotations: tuple[Quotation, ...]
    pointing: tuple[Row, ...]
    more_pointing: bool


def thing_of(context: Context, facts: Facts, pointing: Facts, iri: str) -> Thing:
    """Arrange what the page of a thing shows: what is said of it, and what points at it."""
    return Thing(
        iri,
        iri.removeprefix(context.base),
        names(context, facts | pointing, iri),
        tuple(link(context, facts, one) for one in facts.iris(iri, RDF.type)),
        rows(context, facts, iri),
        quotations(context, facts, iri),
        pointing_rows(context, pointing, iri),
        len(pointers(pointing, iri)) > entity.INCOMING,
    )


def names(context: Context, facts: Facts, iri: str) -> tuple[Words, ...]:
    """Give the name for the reader, then the official one when that is another."""
    first = name(context, facts, iri) or Words(iri, "zxx")
    official = facts.label(iri, "ja")
    return (first, official) if official and official.text != first.text else (first,)


def rows(
    context: Context, facts: Facts, iri: str, leave_out: Set[str] = frozenset(), only: Set[str] | None = None
) -> tuple[Row, ...]:
    """Give the properties in the ontology's order, without headings and passages."""
    left = [prop for prop in facts.properties(iri) if prop not in HEADING and prop not in leave_out]
    shown = [prop for prop in left if only is None or prop in only]
    found = [(prop, _plain_values(context, facts, iri, prop)) for prop in _ordered(context, shown)]
    return tuple(Row(property_label(context, prop), values) for prop, values in found if values)


def quotations(context: Context, facts: Facts, iri: str) -> tuple[Quotation, ...]:
    """Give the words of the source behind the statements, in the order of the source."""
    found = [
        (natural(passage), prop, passage)
        for prop in facts.properties(iri)
        for passage in facts.iris(iri, prop)
        if is_passage(facts, passage)
    ]
    return tuple(quotation(context, facts, prop, passage) for _, prop, passage in sorted(found))


def quotation(context: Context, facts: Facts, prop: str, passage: str) -> Quotation:
    """Quote one passage."""
    exact = facts.words(passage, RENKEI.exact, "ja") or Words("")
    line = facts.number(passage, RENKEI.line)
    source = facts.iri(passage, PROV.wasQuotedFrom) or ""
    return Quotation(
        property_label(context, prop),
        exact,
        line,
        address(context, facts, passage),
        source.rsplit("/", 1)[-1],
    )


def pointing_rows(context: Context, facts: Facts, iri: str) -> tuple[Row, ...]:
    """Give the subjects of the statements about a thing, by property."""
    found: dict[str, list[Value]] = {}
    for prop, one in pointers(facts, iri)[: entity.INCOMING]:
        found.setdefault(prop, []).append(link(context, facts, one))
    return tuple(Row(property_label(context, prop), tuple(values)) for prop, values in found.items())


def pointers(facts: Facts, iri: str) -> list[tuple[str, str]]:
    """Give the properties and subjects of the statements about a thing."""
    found = [
        (prop, one)
        for one in facts.subjects()
        for prop in facts.properties(one)
        if iri in facts.iris(one, prop)
    ]
    return sorted(found, key=lambda pair: (pair[0], natural(pair[1])))


def property_label(context: Context, prop: str) -> Value:
    """Name a property, linked to its definition."""
    return link(context, context.ontology.facts, prop)


def is_passage(facts: Facts, iri: str) -> bool:
    """Tell whether an IRI is a passage of a source."""
    return bool(facts.iris(iri, PROV.wasQuotedFrom))


def in_order(facts: Facts, iris: list[str]) -> list[str]:
    """Put things in the order of the document: by position, else by order, else by name."""

    def key(iri: str) -> tuple[int, list[tuple[int, str]]]:
        numbers = (facts.number(iri, prop) for prop in ORDERED_BY)
        return next((number for number in numbers if number is not None), 0), natural(iri)

    return sorted(iris, key=key)


def is_hidden(facts: Facts, term: Term) -> bool:
    """Tell whether a value is shown elsewhere (a passage) or has no name to show (a blank node)."""
    return isinstance(term, BlankNode) or is_passage(facts, term.value)


def natural(iri: str) -> list[tuple[int, str]]:
    """Give a key that puts initiative 2 before initiative 10."""
    return [(len(part), part) if part.isdigit() else (0, part) for part in re.split("([0-9]+)", iri)]


def _plain_values(context: Context, facts: Facts, iri: str, prop: str) -> tuple[Value, ...]:
    terms = [term for term in facts.objects(iri, prop) if not is_hidden(facts, term)]
    linked = in_order(facts, [term.value for term in terms if isinstance(term, NamedNode)])
    others = in_language(context, [term for term in terms if not isinstance(term, NamedNode)])
    return tuple(
        [show(context, facts, term, prop) for term in others] + [link(context, facts, one) for one in linked]
    )


def in_language(context: Context, terms: list[Term]) -> list[Term]:
    """Of texts that are given in several languages, keep the reader's."""
    languages = {term.language for term in terms if isinstance(term, Literal)}
    if context.language not in languages:
        return terms
    return [term for term in terms if isinstance(term, Literal) and term.language == context.language]


def _ordered(context: Context, props: list[str]) -> list[str]:
    first = [str(DCTERMS.title)]
    place = context.ontology.place
    return sorted(props, key=lambda prop: (prop not in first, place(prop) < 0, place(prop), prop))

"""The names of what stands in an answer, in a language: things by their labels, texts by our translations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

import orjson
from pyoxigraph import Literal, NamedNode

from kg.namespaces import RDFS, XSD
from kg.store.formats import JSON
from kg.web import entity
from kg.web.facts import Facts, Words
from kg.web.pages.context import Context
from kg.web.pages.ontology import read_ontology
from kg.web.pages.values import NO_LANGUAGE, Value, address, link, show
from kg.web.questions.answering import Term
from kg.web.questions.kinds import Option, options
from kg.web.questions.labels import VALUES, label

TOGETHER = 500
"""Names that are asked for in one query."""

LABELS = """CONSTRUCT {
  ?thing rdfs:label ?label ; renkei:unofficialLabel ?english ; renkei:line ?line
} WHERE {
  VALUES ?thing { %s }
  { GRAPH ?a { ?thing rdfs:label ?label } OPTIONAL { GRAPH ?b { ?thing renkei:unofficialLabel ?english } } }
  UNION { GRAPH ?c { ?thing renkei:line ?line } }
}"""
TRANSLATIONS = """SELECT DISTINCT ?label ?english WHERE {
  VALUES ?label { %s }
  GRAPH ?a { ?thing rdfs:label|dcterms:title ?label ; renkei:unofficialLabel ?english }
}"""
IDENTIFIED = {"agreement": "agreement", "source": "source"}
"""Columns that hold the identifier of a thing of ours, and the kind of the thing."""
NAMED = {"agreement"}
"""Of these, those whose things have a name that tells them apart; sources of one agreement share theirs."""


@dataclass(frozen=True)
class Cell:
    """A value in a table: how it is shown; the Japanese beside our translation."""

    value: Value
    original: str = ""


@dataclass(frozen=True)
class Names:
    """Names in the reader's language."""

    context: Context
    facts: Facts
    translations: dict[str, Words]

    def say(self, term: Term) -> str:
        """Name a value in a sentence."""
        return self.cell("", term).value.words.text

    def cell(self, column: str, term: Term) -> Cell:
        """Show a value in a table."""
        if isinstance(term, NamedNode):
            return Cell(link(self.context, self.facts, term.value))
        if not isinstance(term, Literal):
            return Cell(Value(Words("[ ]", NO_LANGUAGE), code=True))
        if column in IDENTIFIED:
            return Cell(self._identified(column, term.value))
        if term.value in VALUES and not term.language:
            return Cell(Value(Words(label(VALUES, term.value, self.context.language))))
        english = self.translations.get(term.value) if term.language == "ja" else None
        if english:
            return Cell(Value(english), original=term.value if english.unofficial else "")
        return Cell(show(self.context, self.facts, term))

    def linked(self, cell: Cell, thing: NamedNode) -> Cell:
        """Let a cell that names a thing lead to it."""
        iri = self.cell("", thing)
        value = replace(cell.value, href=iri.value.href, external=iri.value.external)
        return Cell(value, cell.original)

    @cached_property
    def _agreements(self) -> Mapping[str, Option]:
        return options(self.context.store, "agreement")

    def _identified(self, column: str, identifier: str) -> Value:
        href = address(self.context, self.facts, f"{self.context.base}id/{IDENTIFIED[column]}/{identifier}")
        option = self._agreements.get(identifier) if column in NAMED else None
        if option is None:
            return Value(Words(identifier, NO_LANGUAGE), href, code=True)
        japanese, ours = option.names["ja"], option.names[self.context.language]
        return Value(Words(ours, "ja") if ours == japanese else Words(ours, "en", unofficial=True), href)


def names_of(context: Context, terms: Iterable[Term]) -> Names:
    """Look up the names of these values."""
    known = set(terms)
    things = sorted(term.value for term in known if isinstance(term, NamedNode) and _is_ours(context, term))
    texts = sorted(term.value for term in known if isinstance(term, Literal) and term.language == "ja")
    facts = Facts(())
    for some in _batches([str(NamedNode(iri)) for iri in things]):
        facts |= entity.construct(context.store, LABELS % some)
    translations = dict(_translations(context, texts)) if context.language == "en" else {}
    return Names(context, facts, translations)


def is_number(term: Term | None) -> bool:
    """Tell whether a value is a whole number."""
    return isinstance(term, Literal) and term.datatype.value == str(XSD.integer)


def _is_ours(context: Context, term: NamedNode) -> bool:
    return term.value.startswith(context.base)


def _batches(written: list[str]) -> Iterator[str]:
    for start in range(0, len(written), TOGETHER):
        yield " ".join(written[start : start + TOGETHER])


def _translations(context: Context, texts: list[str]) -> Iterator[tuple[str, Words]]:
    """Give the English of Japanese texts: of terms as defined, of other names as we translate."""
    terms = _terms(context.store.release)
    yield from ((text, Words(terms[text], "en")) for text in texts if text in terms)
    for some in _batches([str(Literal(text, language="ja")) for text in texts if text not in terms]):
        answer = context.store.query(entity.prologue() + TRANSLATIONS % some, media_type=JSON)
        for row in orjson.loads(answer.body)["results"]["bindings"]:
            yield row["label"]["value"], Words(row["english"]["value"], "en", unofficial=True)


@lru_cache(maxsize=4)
def _terms(release: Path) -> dict[str, str]:
    """Give the English names of the vocabulary's terms by their Japanese ones."""
    facts = read_ontology(release).facts
    pairs = [
        (facts.words(iri, RDFS.label, "ja"), facts.words(iri, RDFS.label, "en")) for iri in facts.subjects()
    ]
    return {ja.text: en.text for ja, en in pairs if ja and en and ja.lang == "ja" and en.lang == "en"}

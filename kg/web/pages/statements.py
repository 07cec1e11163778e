"""The statements that were read from a source, each with the words it rests on."""

from __future__ import annotations

import re
from bisect import bisect
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.namespaces import RENKEI
from kg.store import Store
from kg.web import entity
from kg.web.facts import Facts
from kg.web.i18n import text
from kg.web.pages.context import Context
from kg.web.pages.original import places
from kg.web.pages.passages import Span, span_of
from kg.web.pages.thing import property_label
from kg.web.pages.values import Value

# One pattern an OPTIONAL: two in one are matched in the whole graph before they are joined with the rest.
QUOTING = """CONSTRUCT {
  ?s ?p ?passage ; rdfs:label ?label ; renkei:unofficialLabel ?english .
  ?s renkei:roleKind ?kind ; renkei:actor ?who .
  ?passage renkei:placeInOriginal ?place
} WHERE {
  GRAPH ?a { ?passage prov:wasQuotedFrom ?iri }
  GRAPH ?b { ?s ?p ?passage }
  OPTIONAL { GRAPH ?c { ?passage renkei:placeInOriginal ?place } }
  OPTIONAL { GRAPH ?b { ?s rdfs:label ?label } }
  OPTIONAL { GRAPH ?b { ?s renkei:unofficialLabel ?english } }
  OPTIONAL { GRAPH ?b { ?s renkei:roleKind ?kind } }
  OPTIONAL { GRAPH ?b { ?s renkei:actor ?who } }
}"""
NAMED = """CONSTRUCT { ?who rdfs:label ?name ; renkei:unofficialLabel ?called } WHERE {
  VALUES ?who { %s }
  GRAPH ?a { ?who rdfs:label ?name }
  OPTIONAL { GRAPH ?b { ?who renkei:unofficialLabel ?called } }
}"""

# The beginning of a path that says of which agreement, and of which version, something is a part.
WHOLE = re.compile(r"^agreement/[^/]+/(?:version/[^/]+/)?")


def _(template: str) -> str:
    """Mark a template for translation; it is translated where it is shown."""
    return template


# What is read from the words; a property that is not here goes by its own name.
READ = {
    str(RENKEI[name]): template
    for name, template in {
        "actorFrom": _("Who does it"),
        "addressFrom": _("Address"),
        "articleFrom": _("Article"),
        "clauseFrom": _("Provision"),
        "contentFrom": _("Content of the initiative"),
        "cueFrom": _("Words that decide the kind of role"),
        "dateFrom": _("Date"),
        "designationFrom": _("Designation"),
        "headingFrom": _("Heading"),
        "markedBy": _("Label before the content"),
        "nameFrom": _("Name"),
        "pillarFrom": _("Pillar"),
        "roleFrom": _("Role"),
        "signatoryFrom": _("Signatory"),
        "statusFrom": _("Status"),
        "titleFrom": _("Title"),
    }.items()
}


@dataclass(frozen=True)
class Statement:
    """A statement and the words it rests on; `key` names it on its page, `places` are the original file's."""

    key: str
    label: Value | None
    read: str
    passage: Span
    words: str
    line: int
    places: tuple[str, ...]

    @property
    def fragment(self) -> str:
        """Give the passage as its IRI ends (RFC 5147)."""
        return "char={},{}".format(*self.passage)


def quoting(store: Store, source: str) -> Facts:
    """Give what quotes a source, with its names, the kinds of roles and the places in the original file."""
    facts = entity.construct(store, QUOTING, source)
    actors = {one for subject in facts.subjects() for one in facts.iris(subject, RENKEI.actor)}
    named = " ".join(str(NamedNode(one)) for one in sorted(actors))
    return facts | entity.construct(store, NAMED % named) if named else facts


def statements(context: Context, facts: Facts, source: str, written: str) -> dict[str, list[Statement]]:
    """Give the statements by their subject, each subject's in the order of the text `written`."""
    starts = [0, *(at + 1 for at, char in enumerate(written) if char == "\n")]
    found: dict[str, list[Statement]] = {}
    for subject, prop, passage, number in _quotations(facts, source):
        span = span_of(passage) or (0, 0)
        statement = Statement(
            _key(context, subject, prop, number),
            None if prop in READ else property_label(context, prop),
            text(READ[prop]) if prop in READ else "",
            span,
            written[slice(*span)],
            bisect(starts, span[0]),
            places(facts, passage),
        )
        found.setdefault(subject, []).append(statement)
    return {subject: sorted(ones, key=lambda one: one.passage) for subject, ones in found.items()}


def _quotations(facts: Facts, source: str) -> list[tuple[str, str, str, int]]:
    """Give subject, property and passage of all statements; several alike are numbered as they stand."""
    return [
        (subject, prop, passage, number)
        for subject in facts.subjects()
        for prop in facts.properties(subject)
        if prop != str(RENKEI.notModelled)
        for number, passage in enumerate(_passages(facts, source, subject, prop), start=1)
    ]


def _passages(facts: Facts, source: str, subject: str, prop: str) -> list[str]:
    ours = [one for one in facts.iris(subject, prop) if one.startswith(f"{source}#") and span_of(one)]
    return sorted(ours, key=lambda one: span_of(one) or (0, 0))


def _key(context: Context, subject: str, prop: str, number: int) -> str:
    """Name a statement by its subject's path within the agreement or version, and by its property."""
    path = WHOLE.sub("", subject.removeprefix(context.base + "id/"))
    name = f"{path}/{prop.removeprefix(RENKEI)}"
    return name if number == 1 else f"{name}/{number}"

"""The way to a thing: what its path lies in, from the agreement down."""

from __future__ import annotations

from dataclasses import replace

from pyoxigraph import NamedNode

from kg.web import entity
from kg.web.facts import Facts, Words
from kg.web.pages.context import Context
from kg.web.pages.reused import kind_named
from kg.web.pages.values import Value, link

LABELS = """CONSTRUCT { ?thing rdfs:label ?label ; renkei:unofficialLabel ?english } WHERE {
  VALUES ?thing { %s }
  GRAPH ?a { ?thing rdfs:label ?label }
  OPTIONAL { GRAPH ?b { ?thing renkei:unofficialLabel ?english } }
}"""
BY_ID = {"version"}
"""Kinds whose name repeats that of the whole: their id tells more."""


def crumbs(context: Context, path: str) -> list[Value]:
    """Name what the thing at a path lies in, outermost first, each linked; nothing where it stands alone."""
    parts = path.split("/")
    wholes = ["/".join(parts[: at + 2]) for at in range(0, len(parts) - 2, 2)]
    if not wholes:
        return []
    iris = [f"{context.base}id/{whole}" for whole in wholes]
    facts = entity.construct(context.store, LABELS % " ".join(str(NamedNode(iri)) for iri in iris))
    return [_crumb(context, facts, iri) for iri in iris]


def _crumb(context: Context, facts: Facts, iri: str) -> Value:
    kind, own = iri.split("/")[-2:]
    value = link(context, facts, iri)
    if facts.label(iri, context.language) and kind not in BY_ID:
        return value
    return replace(value, words=Words(f"{kind_named(kind)} {own}"), code=False)

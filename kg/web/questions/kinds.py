"""Kinds of parameters: what may be given for them, and the term that a value becomes in a query.

Where the data say what there is to choose from, a query asks them; the other kinds are free within limits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import orjson
from pyoxigraph import Literal, NamedNode

from kg.store import Store
from kg.store.formats import JSON
from kg.web.entity import prologue
from kg.web.questions.declaration import Words

Term = NamedNode | Literal

WORD = 50
"""The most characters of a word that is looked for."""

# Each gives ?value, what an address says; ?thing, what it stands for; and its names, ?ja and ?en.
GOVERNMENTS = """SELECT DISTINCT ?value ?thing ?ja ?en WHERE {
  ?thing a renkei:Municipality ; renkei:localGovernmentCode ?value ; rdfs:label ?ja
  OPTIONAL { ?thing renkei:unofficialLabel ?en }
} ORDER BY ?value"""
AGREEMENTS = """SELECT DISTINCT ?value ?thing ?ja ?en WHERE {
  ?thing a renkei:Agreement ; dcterms:identifier ?value ; dcterms:title ?ja
  OPTIONAL { ?thing renkei:unofficialLabel ?en }
} ORDER BY ?value"""
SOURCES = """SELECT DISTINCT ?value ?thing ?ja ?en WHERE {
  ?thing a renkei:SourceDocument ; dcterms:identifier ?value
  OPTIONAL { ?act renkei:recordedIn ?thing ; rdfs:label ?ja OPTIONAL { ?act renkei:unofficialLabel ?en } }
} ORDER BY ?value"""
HEADINGS = """SELECT DISTINCT ?value ?thing ?ja ?en WHERE {
  ?version renkei:hasInitiative ?thing . ?thing rdfs:label ?ja ; renkei:position ?position
  OPTIONAL { ?thing renkei:unofficialLabel ?en }
  BIND (STR(?ja) AS ?value)
} ORDER BY ?position ?value"""
AREAS = """SELECT DISTINCT ?value ?thing ?ja ?en WHERE {
  ?thing a renkei:CooperationArea ; rdfs:label ?ja
  OPTIONAL { ?thing renkei:unofficialLabel ?en }
  BIND (REPLACE(STR(?thing), "^.*/", "") AS ?value)
} ORDER BY ?value"""
CONCEPTS = """SELECT DISTINCT ?value ?thing ?ja ?en WHERE {
  ?thing a renkei:%s ; skos:prefLabel ?ja
  FILTER (LANG(?ja) = "ja")
  OPTIONAL { ?thing skos:prefLabel ?en FILTER (LANG(?en) = "en") }
  OPTIONAL { ?thing skos:notation ?numeral }
  BIND (REPLACE(STR(?thing), "^.*#", "") AS ?value)
} ORDER BY ?numeral ?value"""


# Of the pillars of all schemes, those under which there is an initiative.
PILLARS = """SELECT DISTINCT ?value ?thing ?ja ?en WHERE {
  ?initiative renkei:pillar ?thing . ?thing skos:prefLabel ?ja
  FILTER (LANG(?ja) = "ja")
  OPTIONAL { ?thing skos:prefLabel ?en FILTER (LANG(?en) = "en") }
  OPTIONAL { ?thing skos:inScheme ?scheme ; skos:notation ?numeral }
  BIND (REPLACE(STR(?thing), "^.*#", "") AS ?value)
} ORDER BY ?scheme ?numeral ?value"""


def _literal(value: str, thing: str) -> Term:
    return Literal(value)


def _thing(value: str, thing: str) -> Term:
    return NamedNode(thing)


def _japanese(value: str, thing: str) -> Term:
    return Literal(value, language="ja")


@dataclass(frozen=True)
class Kind:
    """A kind: its name, the query for its values ("": it is free), how a value is written, its term."""

    name: str
    values: str
    pattern: str
    term: Callable[[str, str], Term]


KINDS = {
    "code": Kind("municipality", GOVERNMENTS, "^[0-9]{6}$", _literal),
    "government": Kind("municipality", GOVERNMENTS, "^[0-9]{6}$", _thing),
    "agreement": Kind("agreement", AGREEMENTS, "^[a-z0-9-]+$", _literal),
    "source": Kind("source", SOURCES, "^[a-z0-9-]+$", _literal),
    "area": Kind("area", AREAS, "^[a-z0-9-]+$", _thing),
    "pillar": Kind("pillar", PILLARS, "^[A-Z][A-Za-z]+$", _thing),
    "kind": Kind("kind", CONCEPTS % "RoleKind", "^[A-Z][A-Za-z]+$", _thing),
    "status": Kind("status", CONCEPTS % "Status", "^[A-Z][A-Za-z]+$", _thing),
    "heading": Kind("heading", HEADINGS, "^.+$", _japanese),
    "word": Kind("word", "", f"^[^\\x00-\\x1f\\x7f]{{1,{WORD}}}$", _literal),
}


@dataclass(frozen=True)
class Option:
    """A value that may be given, the IRI of what it stands for, and its names; an English one may be ours."""

    value: str
    thing: str
    names: Words


def options(store: Store, kind: str) -> Mapping[str, Option]:
    """Give what may be given for a kind of parameter, by value; nothing where the kind is free."""
    query = KINDS[kind].values
    if not query:
        return {}
    return _options(store.query(prologue() + query, media_type=JSON).body)


@lru_cache(maxsize=32)
def _options(answer: bytes) -> Mapping[str, Option]:
    found: dict[str, Option] = {}
    for row in orjson.loads(answer)["results"]["bindings"]:
        value, thing, ja, en = (row.get(name, {}).get("value", "") for name in ("value", "thing", "ja", "en"))
        found.setdefault(value, Option(value, thing, {"ja": ja or value, "en": en or ja or value}))
    return found

"""Who does what, in rows: the role of a government in an initiative of an agreement's newest text."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, QuerySolution

from kg.namespaces import RENKEI
from kg.web import entity
from kg.web.facts import Facts, Words
from kg.web.pages.context import Context
from kg.web.pages.roles import Kind, kind_of
from kg.web.pages.values import Value, address

# What ?iri is to the rows: the area that an agreement concerns, a party of it, a pillar of its initiatives.
BY_AREA = "?agreement renkei:concernsArea ?iri ; renkei:hasVersion ?version ."
BY_GOVERNMENT = (
    "?party renkei:government ?iri . ?agreement renkei:hasParty ?party ; renkei:hasVersion ?version ."
)
BY_PILLAR = "?initiative renkei:pillar ?iri . ?agreement renkei:hasVersion ?version ."

# Asked for apart: for an optional role with its labels, the engine looks through all roles there are.
INITIATIVES = """SELECT
  ?agreement ?title ?englishTitle ?status ?initiative ?position ?heading ?english ?pillar
WHERE {{
  {selection}
  ?version renkei:hasInitiative ?initiative .
  ?initiative rdfs:label ?heading .
  OPTIONAL {{ ?initiative renkei:pillar ?pillar }}
  OPTIONAL {{ ?agreement rdfs:label ?title }}
  OPTIONAL {{ ?agreement renkei:unofficialLabel ?englishTitle }}
  OPTIONAL {{ ?version renkei:status ?status }}
  OPTIONAL {{ ?initiative renkei:position ?position }}
  OPTIONAL {{ ?initiative renkei:unofficialLabel ?english }}
}}"""
ROLES = """SELECT ?initiative ?role ?actor ?who ?englishWho ?kind
WHERE {{
  {selection}
  ?version renkei:hasInitiative ?initiative .
  ?initiative renkei:hasRole ?role .
  ?role renkei:actor ?actor ; renkei:roleKind ?kind .
  ?actor rdfs:label ?who .
  OPTIONAL {{ ?actor renkei:unofficialLabel ?englishWho }}
}}"""


@dataclass(frozen=True)
class Involvement:
    """A row: an initiative with its agreement and, where one is stated, a government's role in it."""

    agreement: Value
    is_draft: bool
    iri: str
    initiative: Value
    original: Words
    position: int
    pillar: str
    actor: str
    who: Value | None
    kind: Kind | None
    role: str | None


def involvements(context: Context, selection: str, iri: str) -> list[Involvement]:
    """Give the rows that a selection finds for an IRI, by agreement, position and government."""
    roles: dict[str, list[QuerySolution | None]] = {}
    for role in entity.select(context.store, ROLES.format(selection=selection), iri):
        roles.setdefault(text_of(role, "initiative"), []).append(role)
    found = [
        _involvement(context, row, role)
        for row in entity.select(context.store, INITIATIVES.format(selection=selection), iri)
        for role in roles.get(text_of(row, "initiative"), [None])
    ]
    return sorted(found, key=lambda row: (row.agreement.href or "", row.position, row.actor))


def _involvement(context: Context, row: QuerySolution, role: QuerySolution | None) -> Involvement:
    position = text_of(row, "position")
    return Involvement(
        named(context, row, "agreement", "title", "englishTitle"),
        text_of(row, "status") == str(RENKEI.Draft),
        text_of(row, "initiative"),
        named(context, row, "initiative", "heading", "english"),
        Words(text_of(row, "heading"), "ja"),
        int(position) if position.isdecimal() else 0,
        text_of(row, "pillar"),
        text_of(role, "actor") if role else "",
        named(context, role, "actor", "who", "englishWho") if role else None,
        kind_of(context, text_of(role, "kind")) if role else None,
        address(context, Facts(()), text_of(role, "role")) if role else None,
    )


def named(context: Context, row: QuerySolution, variable: str, label: str, english: str) -> Value:
    """Show a thing by its name for the reader; an English one that is ours is marked as unofficial."""
    iri, official, ours = (text_of(row, name) for name in (variable, label, english))
    words = Words(ours, "en", unofficial=True) if ours and context.language == "en" else Words(official, "ja")
    return Value(words, address(context, Facts(()), iri))


def text_of(row: QuerySolution, variable: str) -> str:
    """Give the text of a term in a row; empty where the row has none."""
    term = row[variable]
    return term.value if isinstance(term, NamedNode | Literal) else ""

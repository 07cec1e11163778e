"""The names of what an answer mentions, as the release gives them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Triple

from kg.errors import QueryError
from kg.namespaces import PREFIXES
from kg.web.entity import construct
from kg.web.facts import Facts
from kg.web.pages.context import Context

MOST = 1_000
"""Things that are asked for: an answer may mention more, which then stand without a name."""
TOGETHER = 500

# The named graphs hold everything, also older versions. What belongs to something else is named by it.
NAMES = """CONSTRUCT {
  ?iri rdfs:label ?label ; renkei:unofficialLabel ?english .
  ?agreement renkei:unofficialLabel ?agreementEnglish
} WHERE {
  VALUES ?iri { %s }
  GRAPH ?a { ?iri rdfs:label ?label }
  OPTIONAL { GRAPH ?b { ?iri renkei:unofficialLabel ?english } }
  OPTIONAL { GRAPH ?c { ?agreement renkei:hasVersion ?iri ; renkei:unofficialLabel ?agreementEnglish } }
}"""


def names_of(context: Context, iris: Iterable[str]) -> Facts:
    """Give the names that the release has for these IRIs; none when the store is too busy to tell them."""
    known = [node for iri in iris if (node := _ours(context, iri))][:MOST]
    batches = (known[start : start + TOGETHER] for start in range(0, len(known), TOGETHER))
    try:
        return Facts(triple for batch in batches for triple in _named(context, batch))
    except QueryError:
        return Facts(())


def _named(context: Context, batch: list[NamedNode]) -> Iterator[Triple]:
    yield from construct(context.store, NAMES % " ".join(map(str, batch))).triples


def _ours(context: Context, iri: str) -> NamedNode | None:
    """Take an IRI that the release may name; what an answer made up may be no IRI at all."""
    if not iri.startswith((context.base, *PREFIXES.values())):
        return None
    try:
        return NamedNode(iri)
    except ValueError:
        return None

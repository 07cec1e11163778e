"""The answer to a question: its rows, the statements on which they rest, the drafts among their sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import orjson
import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple

from kg.namespaces import DCTERMS, RDFS, RENKEI
from kg.store import Answer, Store
from kg.store.formats import JSON
from kg.web import entity
from kg.web.facts import Facts
from kg.web.questions.asking import Asked

NTRIPLES = "application/n-triples"
PART = re.compile(
    r"(?P<bearer>(?P<agreement>.*/id/agreement/[^/#]+)/(?P<kind>version|instrument|party)/[^/#]+).*"
)
OF_THE_TEXT = {str(property) for property in (DCTERMS.title, RDFS.label, RENKEI.hasParty)}
"""What is said of an agreement itself by the words of its newest text."""
STATEMENT = ("subject", "predicate", "object")

# The versions that are drafts, with that by which a statement may rest on them: an instrument, a source, the
# newest text of an agreement.
DRAFTS = """CONSTRUCT {
  ?draft renkei:establishedBy ?act ; renkei:recordedIn ?source . ?about renkei:hasVersion ?newest
} WHERE {
  { GRAPH ?a { ?draft renkei:status renkei:Draft ; renkei:establishedBy ?act }
    OPTIONAL { GRAPH ?b { ?act renkei:recordedIn ?source } } }
  UNION { ?about renkei:hasVersion ?newest . ?newest a renkei:AgreementVersion ; renkei:status renkei:Draft }
}"""

Term = NamedNode | Literal | BlankNode


@dataclass(frozen=True)
class Rows:
    """A table: the names of its columns, and in each row a term or None under each."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def column(self, name: str) -> list[Term]:
        """Give the terms in a column, from top to bottom."""
        if name not in self.columns:
            return []
        place = self.columns.index(name)
        return [term for row in self.rows if (term := row[place]) is not None]


def results(store: Store, asked: Asked, media_type: str) -> Answer:
    """Give the answer in a form of SPARQL's own."""
    return store.query(asked.query, media_type=media_type)


def rows(store: Store, asked: Asked) -> Rows:
    """Give the answer as a table; of a graph, a row for each statement."""
    if asked.question.is_graph:
        return Rows(STATEMENT, tuple(tuple(triple) for triple in sorted(support(store, asked), key=str)))
    answer = orjson.loads(results(store, asked, JSON).body)
    columns = tuple(answer["head"]["vars"])
    bindings = answer["results"]["bindings"]
    return Rows(columns, tuple(tuple(_term(row.get(name)) for name in columns) for row in bindings))


def support(store: Store, asked: Asked) -> set[Triple]:
    """Give the statements on which the answer rests."""
    answer = store.query(asked.support, media_type=NTRIPLES)
    return {quad.triple for quad in pyoxigraph.parse(answer.body, format=RdfFormat.N_TRIPLES)}


def drafts_under(store: Store, statements: Iterable[Triple]) -> list[str]:
    """Give the versions that are drafts and on which these statements rest."""
    known = entity.construct(store, DRAFTS)
    iris: set[str] = set()
    agreements: set[str] = set()
    for subject, predicate, value in statements:
        iris |= {term.value for term in (subject, value) if isinstance(term, NamedNode)}
        if predicate.value in OF_THE_TEXT and isinstance(subject, NamedNode):
            agreements.add(subject.value)
    newest = (draft for iri in agreements for draft in known.iris(iri, RENKEI.hasVersion))
    return sorted({*newest, *(draft for iri in iris for draft in _drafts_with(known, iri))})


def _drafts_with(known: Facts, iri: str) -> Iterator[str]:
    """Give the drafts to which a thing belongs: a document, or a part of an agreement."""
    yield from known.naming(RENKEI.recordedIn, iri.partition("#")[0])
    found = PART.fullmatch(iri)
    if found is None:
        return
    if found["kind"] == "party":
        yield from known.iris(found["agreement"], RENKEI.hasVersion)
        return
    bearer = found["bearer"]
    yield from known.naming(RENKEI.establishedBy, bearer)
    yield from (bearer for _ in known.iris(bearer, RENKEI.establishedBy))


def _term(found: dict[str, str] | None) -> Term | None:
    """Read a term of SPARQL 1.1 Query Results JSON (§3.2.2)."""
    if found is None:
        return None
    if found["type"] == "uri":
        return NamedNode(found["value"])
    if found["type"] == "bnode":
        return BlankNode(found["value"])
    datatype = found.get("datatype")
    return Literal(
        found["value"], datatype=NamedNode(datatype) if datatype else None, language=found.get("xml:lang")
    )

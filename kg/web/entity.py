"""The RDF of a thing: what the release says of it and its parts, with the passages and names it leads to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

import pyoxigraph
from pyoxigraph import NamedNode, QueryResultsFormat, QuerySolution, QuerySolutions, RdfFormat, Triple

from kg.namespaces import PREFIXES
from kg.store import Store
from kg.store.formats import JSON
from kg.web.facts import Facts

# The paths of our IRIs: ASCII, no dot (a suffix follows one), and nothing to escape.
PATH = re.compile(r"(?:id|graph)(?:/[A-Za-z0-9_-]+)+", re.ASCII)
BASE = re.compile(r"https?://[A-Za-z0-9.:/\[\]_-]+/", re.ASCII)
INCOMING = 100

# A thing's parts lie under its IRI, and at most three statements lead down to one: agreement, version,
# initiative, role. Step by step: a path of any length loses solutions on Virtuoso 7.
UPWARDS = "^renkei:concludes|^renkei:amends|^renkei:restates|^org:organization|^prov:wasQuotedFrom"
UNDER = """FILTER(STRSTARTS(STR({0}), CONCAT(STR(?iri), "/"))
                                || STRSTARTS(STR({0}), CONCAT(STR(?iri), "#")))"""
ONE, TWO, PART = map(UNDER.format, ("?one", "?two", "?part"))
WAYS = f"""{{ ?iri {UPWARDS} ?part {PART} }}
    UNION {{ ?iri ?to ?part {PART} }}
    UNION {{ ?iri ?to ?one {ONE} ?one ?on ?part {PART} }}
    UNION {{ ?iri ?to ?one {ONE} ?one ?on ?two {TWO} ?two ?last ?part {PART} }}"""

# What a statement leads to is looked up in the named graphs: they hold everything, also older versions.
# Virtuoso 7 wants it under another name, or leaves out texts.
LED_TO = """
  BIND(?o AS ?led)
  OPTIONAL { GRAPH ?a { ?led prov:wasQuotedFrom ?source ; ?q ?value } }
  OPTIONAL { GRAPH ?b { ?led rdfs:label ?label } }
  OPTIONAL { GRAPH ?c { ?led renkei:unofficialLabel ?english } }"""
TEMPLATE = "?part ?p ?o . ?led ?q ?value ; rdfs:label ?label ; renkei:unofficialLabel ?english"

# First the parts, then what is said of them, each part by its IRI: asked in one, either store has forms of
# the question for which it looks through all statements there are.
Description = tuple[str, str]
CURRENT: Description = (
    f"SELECT DISTINCT ?part WHERE {{ {WAYS} }}",
    f"CONSTRUCT {{ {TEMPLATE} }} WHERE {{ VALUES ?part {{ %s }} ?part ?p ?o {LED_TO} }}",
)
ANYWHERE: Description = (
    f"SELECT DISTINCT ?part WHERE {{ GRAPH ?x {{ {WAYS} }} }}",
    f"CONSTRUCT {{ {TEMPLATE} }} WHERE {{ VALUES ?part {{ %s }} GRAPH ?y {{ ?part ?p ?o }} {LED_TO} }}",
)
TOGETHER = 500
"""Parts that are asked for in one query."""

ITSELF_AND_PARTIES = """CONSTRUCT {
  ?s ?p ?o . ?o rdfs:label ?label ; renkei:unofficialLabel ?english
} WHERE {
  { GRAPH ?a { ?iri ?p ?o } BIND(?iri AS ?s) } UNION { GRAPH ?a { ?iri renkei:hasParty ?s . ?s ?p ?o } }
  OPTIONAL { GRAPH ?b { ?o rdfs:label ?label } }
  OPTIONAL { GRAPH ?c { ?o renkei:unofficialLabel ?english } }
}"""
DRAFTS = """CONSTRUCT {
  ?draft renkei:status renkei:Draft ; rdfs:label ?label .
  ?agreement renkei:unofficialLabel ?english
} WHERE {
  %s
  GRAPH ?a { ?draft renkei:status renkei:Draft ; rdfs:label ?label }
  OPTIONAL { GRAPH ?b { ?agreement renkei:hasVersion ?draft ; renkei:unofficialLabel ?english } }
}"""
ANY_DRAFT = "ASK { GRAPH ?a { ?draft renkei:status renkei:Draft } }"
KNOWN = "ASK { { ?iri ?p ?o } UNION { GRAPH ?g { ?iri ?p ?o } } UNION { GRAPH ?iri { ?s ?p ?o } } }"
GRAPH = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?iri { ?s ?p ?o } }"
POINTING = f"""CONSTRUCT {{
  ?s ?p ?iri ; rdfs:label ?label ; renkei:unofficialLabel ?english .
  ?whole renkei:hasRole ?s ; rdfs:label ?wholeLabel ; renkei:unofficialLabel ?wholeEnglish .
  ?s org:organization ?body . ?body rdfs:label ?bodyLabel ; renkei:unofficialLabel ?bodyEnglish .
  ?agreement renkei:unofficialLabel ?agreementEnglish
}} WHERE {{
  {{ SELECT ?iri ?s ?p WHERE {{
       ?s ?p ?iri
       FILTER(!STRSTARTS(STR(?s), CONCAT(STR(?iri), "/")) && !STRSTARTS(STR(?s), CONCAT(STR(?iri), "#")))
  }} ORDER BY ?p ?s LIMIT {INCOMING + 1} }}
  OPTIONAL {{ GRAPH ?a {{ ?s rdfs:label ?label }} }}
  OPTIONAL {{ GRAPH ?b {{ ?s renkei:unofficialLabel ?english }} }}
  OPTIONAL {{
    GRAPH ?c {{ ?whole renkei:hasRole ?s ; rdfs:label ?wholeLabel }}
    OPTIONAL {{ GRAPH ?d {{ ?whole renkei:unofficialLabel ?wholeEnglish }} }}
  }}
  OPTIONAL {{
    GRAPH ?e {{ ?s org:organization ?body . ?body rdfs:label ?bodyLabel }}
    OPTIONAL {{ GRAPH ?f {{ ?body renkei:unofficialLabel ?bodyEnglish }} }}
  }}
  OPTIONAL {{ GRAPH ?g {{ ?agreement renkei:hasVersion ?s ; renkei:unofficialLabel ?agreementEnglish }} }}
}}"""


def iri_at(base: str, path: str) -> str | None:
    """Give the canonical IRI at a path such as `id/area/okayama`; None when it cannot be one of ours."""
    return base + path if PATH.fullmatch(path) and BASE.fullmatch(base) else None


def path_of(base: str, iri: str) -> str | None:
    """Give the path of one of our IRIs, without its fragment; None when it is not ours."""
    path = iri.removeprefix(base).partition("#")[0] if iri.startswith(base) else ""
    return path if PATH.fullmatch(path) else None


def describe(store: Store, iri: str) -> Facts:
    """Say what the release says of a thing: as in the newest versions, else as in any graph."""
    return _described(store, iri, CURRENT) or _described(store, iri, ANYWHERE)


def describe_graph(store: Store, iri: str) -> Facts:
    """Give everything in the named graph."""
    return construct(store, GRAPH, iri)


def pointing_at(store: Store, iri: str) -> Facts:
    """Give what points at a thing, with its names: at most one statement more than INCOMING."""
    return construct(store, POINTING, iri)


def agreement_of(store: Store, agreement: str) -> Facts:
    """Give what is said of an agreement itself and of its parties, with the names this leads to."""
    return construct(store, ITSELF_AND_PARTIES, agreement)


def has_drafts(store: Store) -> bool:
    """Tell whether anything in the release is a draft."""
    return store.query(prologue() + ANY_DRAFT, media_type="text/csv").body.strip() == b"true"


def drafts_among(store: Store, iris: Iterable[str]) -> Facts:
    """Give those of these versions and instruments that are drafts, with their names."""
    named = " ".join(str(NamedNode(iri)) for iri in sorted(iris))
    return construct(store, DRAFTS % f"VALUES ?draft {{ {named} }}") if named else Facts(())


def drafts_recorded_in(store: Store, sources: Iterable[str]) -> Facts:
    """Give the instruments that these documents record as drafts, with their names."""
    named = " ".join(str(NamedNode(iri)) for iri in sorted(sources))
    recorded = f"VALUES ?source {{ {named} }} GRAPH ?c {{ ?draft renkei:recordedIn ?source }}"
    return construct(store, DRAFTS % recorded) if named else Facts(())


def is_known(store: Store, iri: str) -> bool:
    """Tell whether the release says anything of a thing, or has a graph of this name."""
    answer = store.query(KNOWN, media_type="text/csv", substitutions={"iri": NamedNode(iri)})
    return answer.body.strip() == b"true"


def construct(store: Store, query: str, iri: str | None = None) -> Facts:
    """Ask a CONSTRUCT query; `iri` takes the place of ?iri in it."""
    return Facts(_triples(store, query, iri))


def select(store: Store, query: str, iri: str | None = None) -> Iterator[QuerySolution]:
    """Ask a SELECT query; `iri` takes the place of ?iri in it."""
    terms = {"iri": NamedNode(iri)} if iri else None
    answer = store.query(prologue() + query, media_type=JSON, substitutions=terms)
    solutions = pyoxigraph.parse_query_results(answer.body, format=QueryResultsFormat.JSON)
    assert isinstance(solutions, QuerySolutions)
    yield from solutions


def _described(store: Store, iri: str, how: Description) -> Facts:
    parts, statements = how
    found = [NamedNode(iri), *_parts(store, parts, iri)]
    batches = (found[start : start + TOGETHER] for start in range(0, len(found), TOGETHER))
    queries = (statements % " ".join(map(str, batch)) for batch in batches)
    return Facts(triple for query in queries for triple in _triples(store, query))


def _parts(store: Store, query: str, iri: str) -> Iterator[NamedNode]:
    found = (row["part"] for row in select(store, query, iri))
    yield from (part for part in found if isinstance(part, NamedNode))


def _triples(store: Store, query: str, iri: str | None = None) -> Iterator[Triple]:
    answer = store.query(
        prologue() + query,
        media_type="application/n-triples",
        substitutions={"iri": NamedNode(iri)} if iri else None,
    )
    yield from (quad.triple for quad in pyoxigraph.parse(answer.body, format=RdfFormat.N_TRIPLES))


def serialize(facts: Facts, media_type: str) -> bytes:
    """Write the triples, sorted, in the format of the media type."""
    form = RdfFormat.from_media_type(media_type)
    return pyoxigraph.serialize(facts.triples, format=form, prefixes=_prefixes(facts)) or b""


def _prefixes(facts: Facts) -> dict[str, str]:
    """Give the prefixes of the namespaces that the triples use."""
    written = "\n".join(map(str, facts.triples))
    return {prefix: iri for prefix, iri in PREFIXES.items() if f"<{iri}" in written}


@cache
def prologue() -> str:
    """Give the PREFIX lines of every query."""
    return "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())

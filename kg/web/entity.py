"""The RDF of a thing: what the release says of it and its parts, with the passages and names it leads to."""

from __future__ import annotations

import re
from functools import cache

import pyoxigraph
from pyoxigraph import NamedNode, RdfFormat

from kg.namespaces import PREFIXES
from kg.store import Store
from kg.web.facts import Facts

# The paths of our IRIs: ASCII, no dot (a suffix follows one), and nothing to escape.
PATH = re.compile(r"(?:id|graph)(?:/[A-Za-z0-9_-]+)+", re.ASCII)
BASE = re.compile(r"https?://[A-Za-z0-9.:/\[\]_-]+/", re.ASCII)
INCOMING = 100

# A thing's parts lie under its IRI, and at most three statements lead down to one: agreement, version,
# initiative, role. Step by step: a path of any length loses solutions on Virtuoso 7. Each way with the part's
# statements: joined to all ways at once, one store or the other looks through all statements there are.
UPWARDS = "^renkei:concludes|^renkei:amends|^renkei:restates|^org:organization|^prov:wasQuotedFrom"
UNDER = """FILTER(STRSTARTS(STR({0}), CONCAT(STR(?iri), "/"))
                                || STRSTARTS(STR({0}), CONCAT(STR(?iri), "#")))"""
ONE, TWO, PART = map(UNDER.format, ("?one", "?two", "?part"))
WAYS = (
    f"?iri {UPWARDS} ?part {PART}",
    f"?iri ?to ?part {PART}",
    f"?iri ?to ?one {ONE} ?one ?on ?part {PART}",
    f"?iri ?to ?one {ONE} ?one ?on ?two {TWO} ?two ?last ?part {PART}",
)
HERE = "".join(f"UNION {{ {way} ?part ?p ?o }}\n" for way in WAYS)
ELSEWHERE = "".join(f"UNION {{ GRAPH ?x {{ {way} }} GRAPH ?y {{ ?part ?p ?o }} }}\n" for way in WAYS)

# What a statement leads to is looked up in the named graphs: they hold everything, also older versions.
# Virtuoso 7 wants it under another name, or leaves out texts.
LED_TO = """
  BIND(?o AS ?led)
  OPTIONAL { GRAPH ?a { ?led prov:wasQuotedFrom ?source ; ?q ?value } }
  OPTIONAL { GRAPH ?b { ?led rdfs:label ?label } }
  OPTIONAL { GRAPH ?c { ?led renkei:unofficialLabel ?english } }"""
TEMPLATE = "?part ?p ?o . ?led ?q ?value ; rdfs:label ?label ; renkei:unofficialLabel ?english"

CURRENT = f"""CONSTRUCT {{ {TEMPLATE} }} WHERE {{
  {{ SELECT DISTINCT ?part ?p ?o WHERE {{ {{ ?iri ?p ?o BIND(?iri AS ?part) }} {HERE} }} }} {LED_TO}
}}"""
ANYWHERE = f"""CONSTRUCT {{ {TEMPLATE} }} WHERE {{
  {{ SELECT DISTINCT ?part ?p ?o WHERE {{
       {{ GRAPH ?y {{ ?iri ?p ?o }} BIND(?iri AS ?part) }} {ELSEWHERE} }} }} {LED_TO}
}}"""
PARTIES = """CONSTRUCT {
  ?iri renkei:hasParty ?party . ?party ?p ?o . ?o rdfs:label ?label ; renkei:unofficialLabel ?english
} WHERE {
  GRAPH ?a { ?iri renkei:hasParty ?party . ?party ?p ?o }
  OPTIONAL { GRAPH ?b { ?o rdfs:label ?label } }
  OPTIONAL { GRAPH ?c { ?o renkei:unofficialLabel ?english } }
}"""
DRAFTS = """CONSTRUCT {
  ?draft renkei:status renkei:Draft ; rdfs:label ?label .
  ?agreement renkei:unofficialLabel ?english
} WHERE {
  GRAPH ?a { ?draft renkei:status renkei:Draft ; rdfs:label ?label }
  OPTIONAL { GRAPH ?b { ?agreement renkei:hasVersion ?draft ; renkei:unofficialLabel ?english } }
}"""
AGREEMENTS = """CONSTRUCT {
  ?agreement a renkei:Agreement ; rdfs:label ?label ; renkei:unofficialLabel ?english
} WHERE {
  ?agreement a renkei:Agreement
  OPTIONAL { ?agreement rdfs:label ?label }
  OPTIONAL { ?agreement renkei:unofficialLabel ?english }
}"""
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
    return construct(store, CURRENT, iri) or construct(store, ANYWHERE, iri)


def describe_graph(store: Store, iri: str) -> Facts:
    """Give everything in the named graph."""
    return construct(store, GRAPH, iri)


def pointing_at(store: Store, iri: str) -> Facts:
    """Give what points at a thing, with its names: at most one statement more than INCOMING."""
    return construct(store, POINTING, iri)


def parties_of(store: Store, agreement: str) -> Facts:
    """Give the parties of an agreement, with their governments' names."""
    return construct(store, PARTIES, agreement)


def drafts(store: Store) -> Facts:
    """Give the versions and instruments that are drafts, with their names."""
    return construct(store, DRAFTS)


def agreements(store: Store) -> Facts:
    """Give the agreements, with their names."""
    return construct(store, AGREEMENTS)


def is_known(store: Store, iri: str) -> bool:
    """Tell whether the release says anything of a thing, or has a graph of this name."""
    answer = store.query(KNOWN, media_type="text/csv", substitutions={"iri": NamedNode(iri)})
    return answer.body.strip() == b"true"


def construct(store: Store, query: str, iri: str | None = None) -> Facts:
    """Ask a CONSTRUCT query; `iri` takes the place of ?iri in it."""
    answer = store.query(
        prologue() + query,
        media_type="application/n-triples",
        substitutions={"iri": NamedNode(iri)} if iri else None,
    )
    return Facts(quad.triple for quad in pyoxigraph.parse(answer.body, format=RdfFormat.N_TRIPLES))


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

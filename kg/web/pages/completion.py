"""What the query editor offers while one writes: our terms, those of others that the data use, and things."""

from __future__ import annotations

import json
from collections.abc import Iterator

from flask import Blueprint, Response

from kg.namespaces import OWL, PREFIXES, RDF, RENKEI, SKOS, VOID
from kg.web.entity import construct
from kg.web.facts import Facts
from kg.web.pages.context import Context, current
from kg.web.validators import validated

blueprint = Blueprint("completion", __name__)

THINGS = 4_000
"""Things that are offered: every municipality of the country, and agreements."""

USED = """CONSTRUCT { ?class a void:class . ?property a void:property }
WHERE { { ?a void:class ?class } UNION { ?b void:property ?property } }"""
NAMED = """CONSTRUCT { ?thing a ?kind ; rdfs:label ?label ; renkei:unofficialLabel ?english }
WHERE {
  VALUES ?kind { renkei:CooperationArea renkei:Prefecture renkei:Municipality renkei:Agreement }
  ?thing a ?kind ; rdfs:label ?label
  OPTIONAL { ?thing renkei:unofficialLabel ?english }
}"""
KINDS = {
    "class": (OWL.Class, VOID["class"]),
    "property": (OWL.ObjectProperty, OWL.DatatypeProperty, VOID.property),
    "concept": (SKOS.Concept, RENKEI.PolicyPillar, RENKEI.RoleKind),
}
ORDER = tuple(map(str, (RENKEI.CooperationArea, RENKEI.Municipality, RENKEI.Prefecture, RENKEI.Agreement)))


@blueprint.get("/api/completion.json")
def completion() -> Response:
    """Give prefixes, terms and things with their names in Japanese and English."""
    context = current()
    things = list(_things(construct(context.store, NAMED)))
    offered = {
        "prefixes": PREFIXES,
        "terms": list(_terms(context, construct(context.store, USED))),
        "things": things[:THINGS],
        "left_out": len(things[THINGS:]),
    }
    response = Response(json.dumps(offered, ensure_ascii=False) + "\n", mimetype="application/json")
    return validated(response, context.store.manifest.as_of)


def _terms(context: Context, used: Facts) -> Iterator[dict[str, str]]:
    """Give our terms in the order in which they are written, then those of others that the data use."""
    known = context.ontology.facts
    ours = [iri for iri in context.ontology.subjects() if iri.startswith(RENKEI)]
    for iri in dict.fromkeys(ours + used.subjects()):
        if kind := _kind(known, iri) or _kind(used, iri):
            yield {"iri": iri, "kind": kind} | _names(known, iri)


def _kind(facts: Facts, iri: str) -> str:
    types = set(facts.iris(iri, RDF.type))
    return next((kind for kind, ones in KINDS.items() if types & set(map(str, ones))), "")


def _things(facts: Facts) -> Iterator[dict[str, str]]:
    kinds = {iri: facts.iris(iri, RDF.type) for iri in facts.subjects()}
    ranks = {
        iri: min((ORDER.index(kind) for kind in kinds[iri] if kind in ORDER), default=9) for iri in kinds
    }
    for iri in sorted(ranks, key=lambda one: (ranks[one], one)):
        yield {"iri": iri, "kind": "thing"} | _names(facts, iri)


def _names(facts: Facts, iri: str) -> dict[str, str]:
    names = {name: facts.label(iri, name) for name in ("ja", "en")}
    return {name: words.text for name, words in names.items() if words}

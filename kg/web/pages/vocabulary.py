"""The ontology and the shapes, each as a page and as RDF; the Turtle is the text as it is written."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from flask import Blueprint, Response, abort, request

from kg.namespaces import DCTERMS, ONTOLOGY, OWL, RDF, RDFS, RENKEI, RSH, SH, SHAPES, SKOS
from kg.store.formats import TURTLE
from kg.web import entity
from kg.web.facts import Words
from kg.web.i18n import language
from kg.web.negotiation import HTML, SUFFIXES, best_match
from kg.web.pages.answer import OFFERS, lead, page, rdf, turtle, varied
from kg.web.pages.context import Context, current, current_store
from kg.web.pages.diagram import diagram
from kg.web.pages.keeping import kept
from kg.web.pages.ontology import Written, read_ontology, read_shapes
from kg.web.pages.thing import Row, rows
from kg.web.pages.values import NO_LANGUAGE, Value, link

blueprint = Blueprint("vocabulary", __name__)

# Shown above the table of a term's other properties.
TEXTS = (SKOS.definition, SKOS.scopeNote, SKOS.example)
# Said once for the page, or said by the term's heading.
REPEATED = {
    str(iri) for iri in (*TEXTS, SH.declare, RDFS.isDefinedBy, SKOS.prefLabel, SKOS.topConceptOf, RDF.type)
}


# One thing of each class, with its name.
INSTANCES = """CONSTRUCT { ?thing a ?class ; rdfs:label ?label ; renkei:unofficialLabel ?english } WHERE {
  { SELECT ?class (MIN(?one) AS ?thing) WHERE {
      ?one a ?class FILTER(STRSTARTS(STR(?class), STR(renkei:)) && !CONTAINS(STR(?one), "/def#"))
    } GROUP BY ?class }
  OPTIONAL { ?thing rdfs:label ?label }
  OPTIONAL { ?thing renkei:unofficialLabel ?english }
}"""

SHOWN = {
    str(iri)
    for iri in (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode, SH.path, SH.severity)
}
"""What a rule is about, beside its message."""


@dataclass(frozen=True)
class Term:
    """A term as it is shown: its local name, its label, its texts, its other properties."""

    id: str
    iri: str
    label: Words
    texts: tuple[tuple[Value, Words], ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Section:
    """The terms of one kind, or a concept scheme with its concepts."""

    id: str
    label: Words | None
    scheme: Term | None
    terms: tuple[Term, ...]


@dataclass(frozen=True)
class Shape:
    """A shape as it is shown: what it is about, what it says when it is broken."""

    id: str
    iri: str
    label: Words
    message: Words | None
    rows: tuple[Row, ...]


@blueprint.get("/def", defaults={"suffix": ""})
@blueprint.get("/def.<suffix>")
def ontology(suffix: str) -> Response:
    """Answer with the ontology."""
    return _document("def", read_ontology(current_store().release), suffix)


@blueprint.get("/shapes", defaults={"suffix": ""})
@blueprint.get("/shapes.<suffix>")
def shapes(suffix: str) -> Response:
    """Answer with the shapes."""
    return _document("shapes", read_shapes(current_store().release), suffix)


@blueprint.get("/<any(ja, en):lang>/def")
@kept
def ontology_page(lang: str) -> Response:
    """Show every term of the ontology."""
    context = current()
    return page(
        "def.html",
        about=term(context, context.ontology, ONTOLOGY),
        sections=sections(context),
        drawing=diagram(context),
        examples=examples(context),
        rdf="/def",
    )


@blueprint.get("/<any(ja, en):lang>/shapes")
@kept
def shapes_page(lang: str) -> Response:
    """Show every shape with what it says."""
    context = current()
    written = read_shapes(context.store.release)
    return page(
        "shapes.html",
        about=term(context, written, SHAPES),
        shapes=shown_shapes(context, written),
        rdf="/shapes",
    )


def examples(context: Context) -> dict[str, Value]:
    """Give a thing of each class that the release holds, by the class's local name."""
    facts = entity.construct(context.store, INSTANCES)
    return {
        kind.removeprefix(RENKEI): link(context, facts, thing)
        for thing in facts.subjects()
        for kind in facts.iris(thing, RDF.type)
    }


def sections(context: Context) -> list[Section]:
    """Arrange the terms: classes, the two kinds of property, then each concept scheme."""
    facts = context.ontology.facts
    kinds = {
        "classes": OWL.Class,
        "object-properties": OWL.ObjectProperty,
        "datatype-properties": OWL.DatatypeProperty,
    }
    found = [
        Section(id, None, None, _terms(context, facts.naming(RDF.type, kind))) for id, kind in kinds.items()
    ]
    for scheme in sorted(facts.naming(RDF.type, SKOS.ConceptScheme), key=context.ontology.place):
        shown = term(context, context.ontology, scheme)
        found.append(
            Section(shown.id, shown.label, shown, _terms(context, facts.naming(SKOS.inScheme, scheme)))
        )
    return found


def term(context: Context, written: Written, iri: str) -> Term:
    """Arrange one term."""
    texts = [(prop, written.facts.words(iri, prop, context.language)) for prop in TEXTS]
    return Term(
        iri.removeprefix(RENKEI),
        iri,
        written.facts.label(iri, context.language)
        or written.facts.words(iri, DCTERMS.title, context.language)
        or Words(iri.rsplit("/", 1)[-1], NO_LANGUAGE),
        tuple((link(context, written.facts, str(prop)), words) for prop, words in texts if words),
        rows(context, written.facts, iri, leave_out=REPEATED),
    )


def shown_shapes(context: Context, written: Written) -> list[Shape]:
    """Arrange the shapes that have a message or a name, in the order in which they are written."""
    named = [iri for iri in written.subjects() if iri.startswith(RSH) and _says_something(written, iri)]
    return [
        Shape(
            iri.removeprefix(RSH),
            iri,
            _shape_label(context, written, iri),
            written.facts.words(iri, SH.message, context.language),
            rows(context, written.facts, iri, only=SHOWN),
        )
        for iri in named
    ]


def _says_something(written: Written, iri: str) -> bool:
    return bool(written.facts.objects(iri, SH.message) or written.facts.objects(iri, RDFS.label))


def _shape_label(context: Context, written: Written, iri: str) -> Words:
    name = written.facts.words(iri, SH.name, context.language)
    return name or written.facts.label(iri, context.language) or Words(iri.removeprefix(RSH), NO_LANGUAGE)


def _terms(context: Context, iris: list[str]) -> tuple[Term, ...]:
    ours = sorted((iri for iri in iris if iri.startswith(RENKEI)), key=context.ontology.place)
    return tuple(term(context, context.ontology, iri) for iri in ours)


def _document(name: str, written: Written, suffix: str) -> Response:
    media_type = SUFFIXES.get(suffix) if suffix else best_match(request.headers.get("Accept", ""), OFFERS)
    if media_type not in OFFERS:
        abort(HTTPStatus.NOT_FOUND if suffix else HTTPStatus.NOT_ACCEPTABLE)
    if media_type == HTML:
        answer = lead(f"/{language()}/{name}")
    elif media_type == TURTLE:
        answer = turtle(written.text, f"/{name}")
    else:
        answer = rdf(written.facts, media_type, f"/{name}")
    return answer if suffix else varied(answer)

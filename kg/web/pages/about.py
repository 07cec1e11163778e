"""The page about the site: where the data come from, what they do not say, how to report an error."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from flask import Blueprint, Response, request

from kg.namespaces import DCTERMS, RDF, RENKEI, SKOS
from kg.web import entity
from kg.web.facts import Words
from kg.web.i18n import text
from kg.web.offers import offer_of
from kg.web.pages.answer import page
from kg.web.pages.context import Context, current
from kg.web.pages.keeping import kept
from kg.web.pages.values import NO_LANGUAGE, Value, link, name

blueprint = Blueprint("about", __name__)

# What the statements about governments, areas and the like are taken from.
REFERENCES = """CONSTRUCT {
  ?reference a dcterms:BibliographicResource ; rdfs:label ?label ; renkei:unofficialLabel ?english
} WHERE {
  ?reference a dcterms:BibliographicResource ; rdfs:label ?label .
  OPTIONAL { ?reference renkei:unofficialLabel ?english }
}"""
# The kinds of agreement that the release holds.
KINDS = "CONSTRUCT { ?kind a renkei:AgreementKind } WHERE { ?agreement renkei:agreementKind ?kind }"
LONGEST = 500
"""Characters of a path whose thing is looked up for a report."""


@dataclass(frozen=True)
class Report:
    """What an error is reported about, and where to, with the IRI in the message already."""

    iri: str
    name: Words
    href: str | None


@blueprint.get("/<any(ja, en):lang>/about")
@kept
def about(lang: str) -> Response:
    """Show where the data come from, what is not in them, and how to report an error in what `iri` names."""
    context = current()
    offer = offer_of(context.store.release)
    return page(
        "about.html",
        kinds=list(_kinds(context)),
        references=_references(context),
        publisher=offer.publisher_name[context.language] if offer else "",
        contact=offer.contact if offer else "",
        report=_report(context, request.args.get("iri", ""), offer.contact if offer else ""),
    )


def _kinds(context: Context) -> Iterator[tuple[Value, Words | None]]:
    """Name the kinds of agreement, each with its definition."""
    facts = entity.construct(context.store, KINDS)
    for kind in facts.naming(RDF.type, RENKEI.AgreementKind):
        defined = context.ontology.facts.words(kind, SKOS.definition, context.language)
        yield link(context, facts, kind), defined


def _references(context: Context) -> list[Value]:
    facts = entity.construct(context.store, REFERENCES)
    found = [link(context, facts, one) for one in facts.naming(RDF.type, DCTERMS.BibliographicResource)]
    return sorted(found, key=lambda value: value.words.text)


def _report(context: Context, asked: str, contact: str) -> Report | None:
    """Prepare a report about one of our things; None when the release has none with this IRI."""
    path = entity.path_of(context.base, asked)
    iri = entity.iri_at(context.base, path) if path and len(path) <= LONGEST else None
    facts = entity.describe(context.store, iri) if iri else None
    if not iri or not facts:
        return None
    named = name(context, facts, iri)
    return Report(iri, named or Words(iri, NO_LANGUAGE), _address(contact, iri))


def _address(contact: str, iri: str) -> str | None:
    """Give the address to report to: a letter's with subject and IRI, a page's as it is."""
    if contact.startswith("mailto:"):
        subject = text("An error in the data")
        return f"{contact}?subject={quote(str(subject))}&body={quote(iri)}"
    return contact if contact.startswith("https://") else None

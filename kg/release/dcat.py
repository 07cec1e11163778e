"""What descriptions of data sets lead to: languages, places, licences, formats, standards, statements.

DCAT-AP 3.0.1 wants each to be described with its class. CKAN reads some of it in its own way; where that
decides how something is written, a comment says so.
"""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import Graph, Literal, URIRef

from kg.graph.iris import Iris
from kg.namespaces import DCAT, DCTERMS, FOAF, ONTOLOGY, RDF, RDFS, RENKEI, SHAPES, SKOS, VCARD, XSD
from kg.release.datasets import Offer, Place, Words

EUROPE = "http://publications.europa.eu/resource/authority/"
LANGUAGES = {"ja": f"{EUROPE}language/JPN", "en": f"{EUROPE}language/ENG"}
IRREGULAR = URIRef(f"{EUROPE}frequency/IRREG")
PUBLIC = URIRef(f"{EUROPE}access-right/PUBLIC")
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"

# By media type: the code in the EU's table of file types, and the name that people know.
FORMATS = {
    "text/turtle": ("RDF_TURTLE", "Turtle"),
    "application/n-triples": ("RDF_N_TRIPLES", "N-Triples"),
    "application/n-quads": ("RDF_N_QUADS", "N-Quads"),
    "application/trig": ("RDF_TRIG", "TriG"),
    "application/ld+json": ("JSON_LD", "JSON-LD"),
    "application/rdf+xml": ("RDF_XML", "RDF/XML"),
    "text/csv": ("CSV", "CSV"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("XLSX", "XLSX"),
    "text/plain": ("TXT", "TXT"),
    "application/json": ("JSON", "JSON"),
    "application/csvm+json": ("JSON_LD", "JSON-LD"),
}

# CKAN knows licences by these titles; its own addresses of them are not those of Creative Commons.
LICENCE_TITLES = {
    "https://creativecommons.org/licenses/by/4.0/": "Creative Commons Attribution",
    "https://creativecommons.org/licenses/by-sa/4.0/": "Creative Commons Attribution Share-Alike",
    "https://creativecommons.org/publicdomain/zero/1.0/": "Creative Commons CCZero",
}
TAXONOMIES = {
    f"{EUROPE}data-theme": {"ja": "EU のデータ分野", "en": "Data theme"},
    str(RENKEI.PolicyPillars): {"ja": "政策の柱", "en": "Policy pillars"},
}
STANDARDS = {
    ONTOLOGY: {"ja": "連携協約等の語彙", "en": "Vocabulary of agreements between local governments"},
    SHAPES: {
        "ja": "連携協約等の知識グラフの形",
        "en": "Shapes of the graph of agreements between local governments",
    },
}


@dataclass(frozen=True)
class Describing:
    """Writes into `graph`; each method describes one kind of thing and gives its IRI."""

    graph: Graph
    iris: Iris
    offer: Offer

    def texts(self, subject: URIRef, property: URIRef, words: Words) -> None:
        """State a text in both languages."""
        for language in ("ja", "en"):
            self.graph.add((subject, property, Literal(words[language], lang=language)))

    def typed(self, iri: str, kind: URIRef) -> URIRef:
        """Say what a term of another publisher is."""
        self.graph.add((URIRef(iri), RDF.type, kind))
        return URIRef(iri)

    def language(self, language: str) -> URIRef:
        """Name a language in the EU's table."""
        return self.typed(LANGUAGES[language], DCTERMS.LinguisticSystem)

    def place(self, place: Place) -> URIRef:
        """Describe a territory; one name, for CKAN keeps only one and does not ask which language it is."""
        iri = self.typed(place.iri, DCTERMS.Location)
        self.graph.add((iri, SKOS.prefLabel, Literal(place.name, lang="ja")))
        return iri

    def licence(self, iri: str) -> URIRef:
        """Describe a licence by the title that CKAN knows, where it knows one."""
        licence = self.typed(iri, DCTERMS.LicenseDocument)
        if iri in LICENCE_TITLES:
            self.graph.add((licence, DCTERMS.title, Literal(LICENCE_TITLES[iri])))
        return licence

    def statement(self, iri: URIRef, kind: URIRef, words: Words) -> URIRef:
        """Describe a statement of rights or provenance."""
        self.texts(self.typed(iri, kind), RDFS.label, words)
        return iri

    def theme(self, iri: str) -> URIRef:
        """Describe a theme by its name, as the offer has it."""
        self.texts(self.typed(iri, SKOS.Concept), SKOS.prefLabel, self.offer.themes[iri])
        return URIRef(iri)

    def taxonomy(self, iri: str) -> URIRef:
        """Describe a scheme that themes are chosen from."""
        self.texts(self.typed(iri, SKOS.ConceptScheme), DCTERMS.title, TAXONOMIES[iri])
        return URIRef(iri)

    def standard(self, iri: str) -> URIRef:
        """Describe a vocabulary or specification that data conform to."""
        standard = self.typed(iri, DCTERMS.Standard)
        if iri in STANDARDS:
            self.texts(standard, DCTERMS.title, STANDARDS[iri])
        return standard

    def period(self, dataset: URIRef, start: str) -> URIRef:
        """Describe the time from a day on."""
        period = self.typed(f"{dataset}/period", DCTERMS.PeriodOfTime)
        self.graph.add((period, DCAT.startDate, Literal(start, datatype=XSD.date)))
        return period

    def media_type(self, media_type: str) -> URIRef:
        """Name a media type at IANA; CKAN takes the label for it, or else the whole address."""
        iri = self.typed(MEDIA_TYPES + media_type, DCTERMS.MediaType)
        self.graph.add((iri, RDFS.label, Literal(media_type)))
        return iri

    def format(self, media_type: str) -> URIRef:
        """Describe a format of the EU's table; CKAN reads its label only if dct:IMT is its one class."""
        code, name = FORMATS[media_type]
        iri = self.typed(f"{EUROPE}file-type/{code}", DCTERMS.IMT)
        self.graph.add((iri, RDF.value, Literal(media_type)))
        self.graph.add((iri, RDFS.label, Literal(name)))
        return iri

    def publisher(self) -> URIRef:
        """Describe who publishes."""
        publisher = self.typed(self.iris.publisher(self.offer.publisher), FOAF.Agent)
        self.graph.add((publisher, DCTERMS.identifier, Literal(self.offer.publisher)))
        self.texts(publisher, FOAF.name, self.offer.publisher_name)
        if self.offer.publisher_page:
            self.graph.add((publisher, FOAF.homepage, URIRef(self.offer.publisher_page)))
        return publisher

    def contact(self) -> URIRef:
        """Describe whom to ask: the publisher at the address that it names, else at this site."""
        contact = self.typed(self.iris.publisher(self.offer.publisher, "contact"), VCARD.Kind)
        self.texts(contact, VCARD.fn, self.offer.publisher_name)
        address = self.offer.contact or self.offer.publisher_page or self.offer.base
        property = VCARD.hasEmail if address.startswith("mailto:") else VCARD.hasURL
        self.graph.add((contact, property, URIRef(address)))
        return contact

"""What a page of the catalogue says (DCAT-AP 3.0.1): catalogue, services, data sets and their series."""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import Literal, URIRef

from kg.graph.statements import integer
from kg.namespaces import DCAT, DCTERMS, FOAF, HYDRA, OWL, PROV, RDF, XSD
from kg.release import wording
from kg.release.datasets import DataSet, Series, Words
from kg.release.dcat import EUROPE, IRREGULAR, PUBLIC, TAXONOMIES, Describing
from kg.release.distribution import Distributing
from kg.release.manifest import File

JAPAN = f"{EUROPE}country/JPN"
API_CATALOG = ".well-known/api-catalog"
"""Where the site lists its APIs, with what describes each."""


@dataclass(frozen=True)
class Listing:
    """Writes with `write`; `files` are those of the release by path, `first` is the catalogue's first day."""

    write: Describing
    files: dict[str, File]
    texts: dict[str, URIRef]
    """By the IRI of a document its data set: the source of data is to be a data set (DCAT-AP, §Dataset)."""
    first: str

    def catalogue(self) -> None:
        """Say what the catalogue is."""
        subject, offer, write = self.write.iris.catalogue, self.write.offer, self.write
        self._resource(subject, DCAT.Catalog, offer.title, offer.description)
        self._days(subject, self.first, offer.as_of)
        write.graph.add((subject, DCTERMS.license, write.licence(offer.licence)))
        write.graph.add((subject, FOAF.homepage, write.typed(offer.base, FOAF.Document)))
        write.graph.add((subject, DCTERMS.spatial, write.typed(JAPAN, DCTERMS.Location)))
        for taxonomy in TAXONOMIES:
            write.graph.add((subject, DCAT.themeTaxonomy, write.taxonomy(taxonomy)))
        write.graph.add((subject, HYDRA.totalItems, integer(len(offer.datasets))))
        for language in ("ja", "en"):
            write.graph.add((subject, DCTERMS.language, write.language(language)))

    def dataset(self, dataset: DataSet) -> None:
        """Describe a data set, and the files that it is had in."""
        write, subject = self.write, self.write.iris.dataset(dataset.id)
        write.graph.add((write.iris.catalogue, DCAT.dataset, subject))
        self._resource(subject, DCAT.Dataset, dataset.title, dataset.description)
        self._days(subject, dataset.issued, dataset.modified)
        write.graph.add((subject, DCTERMS.identifier, Literal(dataset.id)))
        write.graph.add((subject, DCAT.landingPage, write.typed(self._page_about(dataset), FOAF.Document)))
        write.graph.add((subject, DCTERMS.accessRights, write.typed(PUBLIC, DCTERMS.RightsStatement)))
        write.graph.add((subject, DCTERMS.accrualPeriodicity, write.typed(IRREGULAR, DCTERMS.Frequency)))
        self._coverage(subject, dataset)
        self._origin(subject, dataset)
        self._place_in_series(subject, dataset)
        distributing = Distributing(write, self.files)
        for path in dataset.files:
            write.graph.add((subject, DCAT.distribution, distributing.describe(dataset, path)))

    def _resource(self, subject: URIRef, kind: URIRef, title: Words, description: Words) -> None:
        self.write.graph.add((subject, RDF.type, kind))
        self.write.texts(subject, DCTERMS.title, title)
        self.write.texts(subject, DCTERMS.description, description)
        self.write.graph.add((subject, DCTERMS.publisher, self.write.publisher()))
        self.write.graph.add((subject, DCAT.contactPoint, self.write.contact()))

    def _days(self, subject: URIRef, issued: str, modified: str) -> None:
        self.write.graph.add((subject, DCTERMS.issued, Literal(issued, datatype=XSD.date)))
        self.write.graph.add((subject, DCTERMS.modified, Literal(modified, datatype=XSD.date)))

    def _coverage(self, subject: URIRef, dataset: DataSet) -> None:
        """Say what the data are about: words, themes, places, time, language."""
        write = self.write
        for language, words in dataset.keywords.items():
            for word in words:
                write.graph.add((subject, DCAT.keyword, Literal(word, lang=language)))
        for theme in dataset.themes:
            write.graph.add((subject, DCAT.theme, write.theme(theme)))
        for place in dataset.places:
            write.graph.add((subject, DCTERMS.spatial, write.place(place)))
        if dataset.applicable_from:
            write.graph.add((subject, DCTERMS.temporal, write.period(subject, dataset.applicable_from)))
        for language in dataset.languages:
            write.graph.add((subject, DCTERMS.language, write.language(language)))
        if dataset.topic:
            write.graph.add((subject, FOAF.primaryTopic, URIRef(dataset.topic)))

    def _origin(self, subject: URIRef, dataset: DataSet) -> None:
        """Say where the data come from, what they conform to, and on which terms they may be used."""
        write = self.write
        provenance = write.iris.statement(f"provenance-{dataset.id}")
        write.graph.add((subject, DCTERMS.provenance, provenance))
        write.statement(provenance, DCTERMS.ProvenanceStatement, dataset.provenance)
        write.statement(write.iris.statement(f"rights-{dataset.id}"), DCTERMS.RightsStatement, dataset.rights)
        for source in dataset.sources:
            write.graph.add((subject, PROV.wasDerivedFrom, URIRef(source)))
            if source in self.texts:
                write.graph.add((subject, DCTERMS.source, self.texts[source]))
        for standard in dataset.conforms_to:
            write.graph.add((subject, DCTERMS.conformsTo, write.standard(standard)))

    def _place_in_series(self, subject: URIRef, dataset: DataSet) -> None:
        write = self.write
        if dataset.version:
            write.graph.add((subject, DCAT.version, Literal(dataset.version)))
            write.graph.add((subject, OWL.versionInfo, Literal(dataset.version)))  # DCAT-AP 2
        if dataset.previous:
            write.graph.add((subject, DCAT.previousVersion, write.iris.dataset(dataset.previous)))
            write.graph.add((subject, DCAT.prev, write.iris.dataset(dataset.previous)))
        if dataset.series:
            write.graph.add((subject, DCAT.inSeries, write.iris.dataset(dataset.series)))

    def series(self, series: Series) -> None:
        """Describe a series of versions."""
        subject = self.write.iris.dataset(series.id)
        self._resource(subject, DCAT.DatasetSeries, series.title, series.description)
        self._days(subject, series.issued, series.modified)
        self.write.graph.add((subject, DCTERMS.identifier, Literal(series.id)))
        self.write.graph.add((subject, FOAF.primaryTopic, URIRef(series.topic)))
        frequency = self.write.typed(IRREGULAR, DCTERMS.Frequency)
        self.write.graph.add((subject, DCTERMS.accrualPeriodicity, frequency))

    def services(self) -> None:
        """Describe what answers questions on the data."""
        iris = self.write.iris
        self._service("sparql", wording.ENDPOINT, iris.endpoint, "https://www.w3.org/TR/sparql11-protocol/")
        self._service("ckan-api", wording.PORTAL, iris.portal, "https://docs.ckan.org/en/latest/api/")
        openapi = "https://spec.openapis.org/oas/v3.1.0"
        self._service("questions", wording.QUESTIONS, iris.questions, openapi, "api/openapi.json")

    def _service(
        self, name: str, words: dict[str, Words], address: URIRef, standard: str, described: str = API_CATALOG
    ) -> None:
        write, subject = self.write, self.write.iris.dataset(name)
        write.graph.add((write.iris.catalogue, DCAT.service, subject))
        self._resource(subject, DCAT.DataService, words["title"], words["description"])
        write.graph.add((subject, DCTERMS.identifier, Literal(name)))
        write.graph.add((subject, DCAT.endpointURL, address))
        write.graph.add((subject, DCAT.endpointDescription, URIRef(f"{write.offer.base}{described}")))
        write.graph.add((subject, DCTERMS.conformsTo, write.standard(standard)))
        write.graph.add((subject, DCAT.servesDataset, write.iris.dataset("renkei")))
        write.graph.add((subject, DCTERMS.accessRights, write.typed(PUBLIC, DCTERMS.RightsStatement)))
        write.graph.add((subject, DCTERMS.license, write.licence(write.offer.licence)))

    def _page_about(self, dataset: DataSet) -> str:
        return dataset.topic or f"{self.write.iris.dataset(dataset.id)}"

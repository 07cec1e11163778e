"""The catalogue (DCAT 3): what the release offers, for people who harvest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rdflib import Graph, Literal, URIRef

from kg.graph.iris import Iris
from kg.graph.statements import day
from kg.namespaces import DCAT, DCTERMS, FOAF, ONTOLOGY, RDF, SPDX, XSD
from kg.release.manifest import File

LICENCE = URIRef("https://creativecommons.org/licenses/by/4.0/")
LANGUAGE = URIRef("http://publications.europa.eu/resource/authority/language/JPN")
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
TITLES = {"ja": "連携協約ナレッジグラフ", "en": "Knowledge graph of cooperation agreements"}
DESCRIPTIONS = {
    "ja": "市町村が結ぶ連携協約の取組と役割分担を、原文の該当箇所とともに記述したデータ。",
    "en": "What local governments do together under cooperation agreements, with the words that say so.",
}
RIGHTS = {
    "ja": "編集したデータは CC BY 4.0。引用した原文は、利用条件が不明のものを含み、この許諾の対象外。",
    "en": "Compiled data: CC BY 4.0. Quoted texts, some of unknown licence, are excluded from it.",
}
PUBLISHER = {"ja": "renkei-kg の編集者", "en": "The maintainers of renkei-kg"}
ENDPOINT_TITLES = {"ja": "SPARQL エンドポイント", "en": "SPARQL endpoint"}


@dataclass(frozen=True)
class Catalogue:
    """Describes one release: its id ("" while it is still to be computed), as-of date and files."""

    iris: Iris
    release: str
    as_of: date
    files: tuple[File, ...]

    def describe(self) -> Graph:
        """Describe the catalogue, its data sets with their distributions, and the endpoint."""
        graph = Graph()
        graph.add((self.iris.catalogue, RDF.type, DCAT.Catalog))
        self._texts(graph, self.iris.catalogue, TITLES, DESCRIPTIONS)
        graph.add((self.iris.catalogue, DCTERMS.publisher, self.iris.dataset("publisher")))
        graph.add((self.iris.dataset("publisher"), RDF.type, FOAF.Agent))
        for language, name in PUBLISHER.items():
            graph.add((self.iris.dataset("publisher"), FOAF.name, Literal(name, lang=language)))
        self._dataset(graph, "renkei", ("dumps/renkei.", "csv/"), "")
        for name in sorted(
            {file.path.split("/")[2].split(".")[0] for file in self._under("dumps/agreements/")}
        ):
            self._dataset(graph, f"agreement-{name}", (f"dumps/agreements/{name}.",), name)
        self._service(graph)
        return graph

    def _under(self, *prefixes: str) -> Iterable[File]:
        return (file for file in self.files if file.path.startswith(prefixes))

    def _texts(
        self, graph: Graph, subject: URIRef, titles: dict[str, str], descriptions: dict[str, str]
    ) -> None:
        for language in ("ja", "en"):
            graph.add((subject, DCTERMS.title, Literal(titles[language], lang=language)))
            graph.add((subject, DCTERMS.description, Literal(descriptions[language], lang=language)))

    def _dataset(self, graph: Graph, name: str, prefixes: tuple[str, ...], agreement: str) -> None:
        subject = self.iris.dataset(name)
        suffix = f": {agreement}" if agreement else ""
        graph.add((self.iris.catalogue, DCAT.dataset, subject))
        graph.add((subject, RDF.type, DCAT.Dataset))
        graph.add((subject, DCTERMS.identifier, Literal(name)))
        titles = {language: title + suffix for language, title in TITLES.items()}
        self._texts(graph, subject, titles, DESCRIPTIONS)
        if agreement:
            graph.add((subject, FOAF.primaryTopic, self.iris.agreement(agreement)))
        graph.add((subject, DCAT.version, Literal(self.release)))
        graph.add((subject, DCTERMS.modified, day(self.as_of)))
        graph.add((subject, DCTERMS.language, LANGUAGE))
        graph.add((subject, DCTERMS.conformsTo, URIRef(ONTOLOGY)))
        self._rights(graph, subject)
        for file in self._under(*prefixes):
            self._distribution(graph, name, file)

    def _distribution(self, graph: Graph, dataset: str, file: File) -> None:
        name = file.path.rsplit("/", 1)[1]
        subject = self.iris.dataset(dataset, "distribution", name)
        graph.add((self.iris.dataset(dataset), DCAT.distribution, subject))
        graph.add((subject, RDF.type, DCAT.Distribution))
        for language in ("ja", "en"):
            graph.add((subject, DCTERMS.title, Literal(name, lang=language)))
        self._rights(graph, subject)
        address = self.iris.download(self.release, file.path)
        graph.add((subject, DCAT.accessURL, address))
        graph.add((subject, DCAT.downloadURL, address))
        for property, media_type in _media_types(file, self.files):
            graph.add((subject, property, URIRef(MEDIA_TYPES + media_type)))
        graph.add((subject, DCAT.byteSize, Literal(str(file.bytes), datatype=XSD.nonNegativeInteger)))
        self._checksum(graph, subject, file)

    def _rights(self, graph: Graph, subject: URIRef) -> None:
        """The licence is that of what we compiled; the rights say that quoted texts are excluded."""
        graph.add((subject, DCTERMS.license, LICENCE))
        for language, terms in RIGHTS.items():
            graph.add((subject, DCTERMS.rights, Literal(terms, lang=language)))

    def _checksum(self, graph: Graph, subject: URIRef, file: File) -> None:
        checksum = URIRef(f"{subject}/checksum")
        graph.add((subject, SPDX.checksum, checksum))
        graph.add((checksum, RDF.type, SPDX.Checksum))
        graph.add((checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256))
        graph.add((checksum, SPDX.checksumValue, Literal(file.sha256, datatype=XSD.hexBinary)))

    def _service(self, graph: Graph) -> None:
        subject = self.iris.dataset("sparql")
        graph.add((self.iris.catalogue, DCAT.service, subject))
        graph.add((subject, RDF.type, DCAT.DataService))
        self._texts(graph, subject, ENDPOINT_TITLES, DESCRIPTIONS)
        graph.add((subject, DCAT.endpointURL, self.iris.endpoint))
        graph.add((subject, DCAT.servesDataset, self.iris.dataset("renkei")))
        graph.add((subject, DCTERMS.license, LICENCE))


def _media_types(file: File, files: Iterable[File]) -> list[tuple[URIRef, str]]:
    """Of a compressed file, `dcat:mediaType` is what it holds, `dcat:compressFormat` how (DCAT 3, §6.8)."""
    held = next((each for each in files if f"{each.path}.gz" == file.path), None)
    if held is None:
        return [(DCAT.mediaType, file.media_type)]
    return [(DCAT.mediaType, held.media_type), (DCAT.compressFormat, file.media_type)]

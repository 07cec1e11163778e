"""A file of the release as a distribution of a data set: where, in which form, how large, how to check it."""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import Literal, URIRef

from kg.graph.statements import integer
from kg.namespaces import DCAT, DCTERMS, RDF, SPDX, VOID, XSD
from kg.release import wording
from kg.release.datasets import DataSet
from kg.release.dcat import FORMATS, Describing
from kg.release.manifest import File
from kg.release.wording import fill

PACKED = ".gz"


@dataclass(frozen=True)
class Distributing:
    """Describes distributions; `files` are all files of the release by path."""

    describing: Describing
    files: dict[str, File]

    def describe(self, dataset: DataSet, path: str) -> URIRef:
        """Describe the file at this path as a distribution of the data set."""
        write, file = self.describing, self.files[path]
        subject = write.iris.dataset(dataset.id, "distribution", name_of(path))
        write.graph.add((subject, RDF.type, DCAT.Distribution))
        self._form(subject, file)
        self._address(subject, dataset, file)
        rights = write.iris.statement(f"rights-{dataset.id}")
        write.graph.add((subject, DCTERMS.rights, rights))
        if dataset.licence:
            write.graph.add((subject, DCTERMS.license, write.licence(dataset.licence)))
        for standard in dataset.conforms_to:
            write.graph.add((subject, DCTERMS.conformsTo, write.standard(standard)))
        for language in dataset.languages:
            write.graph.add((subject, DCTERMS.language, write.language(language)))
        write.graph.add((subject, DCTERMS.modified, Literal(dataset.modified, datatype=XSD.date)))
        return subject

    def _form(self, subject: URIRef, file: File) -> None:
        """Of a compressed file, media type and format are those of what it holds (DCAT 3, §6.8)."""
        write, held = self.describing, self.files.get(file.path.removesuffix(PACKED), file)
        name = file.path.rpartition("/")[2]
        template = wording.DISTRIBUTION if held == file else wording.PACKED_DISTRIBUTION
        write.texts(subject, DCTERMS.title, fill(template, format=FORMATS[held.media_type][1], name=name))
        write.graph.add((subject, DCAT.mediaType, write.media_type(held.media_type)))
        write.graph.add((subject, DCTERMS["format"], write.format(held.media_type)))
        if held != file:
            write.graph.add((subject, DCAT.compressFormat, write.media_type(file.media_type)))

    def _address(self, subject: URIRef, dataset: DataSet, file: File) -> None:
        """What belongs to no single release keeps its address and its description while it stays the same."""
        write = self.describing
        release = write.offer.release if dataset.kind == "whole" else "latest"
        address = write.iris.download(release, file.path)
        write.graph.add((subject, DCAT.accessURL, address))
        write.graph.add((subject, DCAT.downloadURL, address))
        write.graph.add((subject, DCAT.byteSize, Literal(str(file.bytes), datatype=XSD.nonNegativeInteger)))
        if file.triples is not None:
            write.graph.add((subject, VOID.triples, integer(file.triples)))
        checksum = URIRef(f"{subject}/checksum")
        write.graph.add((subject, SPDX.checksum, checksum))
        write.graph.add((checksum, RDF.type, SPDX.Checksum))
        algorithm = write.typed(SPDX.checksumAlgorithm_sha256, SPDX.ChecksumAlgorithm)
        write.graph.add((checksum, SPDX.algorithm, algorithm))
        write.graph.add((checksum, SPDX.checksumValue, Literal(file.sha256, datatype=XSD.hexBinary)))


def name_of(path: str) -> str:
    """Name a distribution by its file: `ontology/concepts/roles.ttl` is `concepts-roles-ttl`."""
    return path.partition("/")[2].replace("/", "-").replace(".", "-")

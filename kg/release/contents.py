"""What a release holds, in memory: dumps, tables, texts, vocabulary, shapes, questions and the report."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from rdflib import Graph

from kg.graph.reference import part_about
from kg.graph.vocabulary import vocabulary_files
from kg.release import entries
from kg.release.columns import csvw_metadata, data_package
from kg.release.compile import Compilation, Reading
from kg.release.index import index
from kg.release.manifest import File
from kg.release.partitions import Partition, default_quads, named_quads, quads_of, union
from kg.release.serialization import FORMATS, Format, check, compress, serialize
from kg.release.tables import tables
from kg.validation import Report, report_graph

MEDIA_TYPES = {
    ".csv": "text/csv",
    ".rq": "application/sparql-query",
    ".ttl": "text/turtle",
    ".txt": "text/plain",
}


# What is in a greater dump as well is written in the two formats that most programs read.
FEW = [format for format in FORMATS if format.suffix in {"ttl", "jsonld"}]


@dataclass(frozen=True)
class Content:
    """A file of the release and its bytes."""

    file: File
    data: bytes


def contents(compilation: Compilation, report: Report) -> list[Content]:
    """Give every file but those that describe these: the catalogue and the manifest."""
    return [
        *_dumps("dumps/renkei", compilation.partitions),
        *_agreement_dumps(compilation),
        *_version_dumps(compilation),
        *_reference_dumps(compilation),
        *_tables(compilation),
        *_texts(compilation),
        *_copies(compilation),
        _search(compilation),
        _report(compilation, report),
    ]


def sealed(path: str, media_type: str, data: bytes, triples: int | None = None) -> Content:
    """Give the content with its size and checksum."""
    digest = hashlib.sha256(data).hexdigest()
    return Content(File(path, media_type, len(data), digest, triples), data)


def _dumps(stem: str, partitions: Sequence[Partition]) -> Iterator[Content]:
    """Write every format, and each compressed besides."""
    for content in _formats(stem, partitions, FORMATS):
        yield content
        yield sealed(f"{content.file.path}.gz", "application/gzip", compress(content.data))


def _formats(stem: str, partitions: Sequence[Partition], formats: Iterable[Format]) -> Iterator[Content]:
    """Write these formats, each read again by a second parser."""
    default = default_quads(partitions)
    everything = [*default, *named_quads(partitions)]
    for format in formats:
        quads = everything if format.dataset else default
        path, data = f"{stem}.{format.suffix}", serialize(quads, format)
        check(data, quads, format, path)
        yield sealed(path, format.media_type, data, len(quads))


def _agreement_dumps(compilation: Compilation) -> Iterator[Content]:
    """Write each agreement with what it names: sources, governments, area, and their references."""
    for agreement in sorted({reading.source.agreement for reading in compilation.readings}):
        own = [part for part in compilation.partitions if part.agreement == agreement]
        readings = [each for each in compilation.readings if each.source.agreement == agreement]
        parts = [*own, _sources(compilation, readings)]
        yield from _dumps(f"dumps/agreements/{agreement}", [*parts, _reference(compilation, union(parts))])


def _version_dumps(compilation: Compilation) -> Iterator[Content]:
    """Write each version, also one that is not the newest, with what it names."""
    for reading in compilation.readings:
        source, iris = reading.source, compilation.iris
        parts = [
            Partition(iris.agreement(source.agreement), "agreement", reading.description.agreement, True),
            Partition(
                iris.version(source.agreement, source.version), "version", reading.description.version, True
            ),
            _sources(compilation, [reading]),
        ]
        stem = f"dumps/versions/{source.agreement}/{source.version}"
        yield from _formats(stem, [*parts, _reference(compilation, union(parts))], FEW)


def _reference_dumps(compilation: Compilation) -> Iterator[Content]:
    """Write the reference data by themselves."""
    whole = next(part for part in compilation.partitions if part.kind == "reference")
    yield from _formats("dumps/reference", [whole], FEW)


def _sources(compilation: Compilation, readings: Iterable[Reading]) -> Partition:
    graph = Graph()
    for reading in readings:
        graph += reading.description.source
    return Partition(compilation.iris.graph("sources"), "sources", graph, True)


def _reference(compilation: Compilation, described: Graph) -> Partition:
    whole = next(part for part in compilation.partitions if part.kind == "reference")
    return Partition(whole.iri, whole.kind, part_about(whole.graph, set(described.objects())), True)


def _tables(compilation: Compilation) -> Iterator[Content]:
    """Write the tables, and what their columns are."""
    files = {}
    for name, data in tables(default_quads(compilation.partitions)):
        content = sealed(f"csv/{name}.csv", "text/csv", data)
        files[name] = content.file
        yield content
    publisher = compilation.publisher
    yield sealed("csv/datapackage.json", "application/json", data_package(publisher, files))
    yield sealed("csv/csv-metadata.json", "application/csvm+json", csvw_metadata(publisher, files))


def _texts(compilation: Compilation) -> Iterator[Content]:
    """Give the text that offsets count in: as received, in UTF-8 with LF line ends."""
    for reading in compilation.readings:
        data = reading.document.text.encode()
        yield sealed(f"sources/{reading.source.id}.txt", MEDIA_TYPES[".txt"], data)


def _copies(compilation: Compilation) -> Iterator[Content]:
    inputs = compilation.inputs
    yield from _copy("ontology", inputs.ontology, vocabulary_files(inputs.ontology))
    yield from _copy("shapes", inputs.shapes, sorted(inputs.shapes.glob("*.ttl")))
    questions = inputs.ontology / "competency"
    yield from _copy("queries", questions, sorted(path for path in questions.glob("cq*") if path.is_file()))


def _copy(name: str, root: Path, paths: Iterable[Path]) -> Iterator[Content]:
    for path in paths:
        data = path.read_bytes()
        triples = (
            sum(1 for _ in ox.parse(data, format=ox.RdfFormat.TURTLE)) if path.suffix == ".ttl" else None
        )
        yield sealed(f"{name}/{path.relative_to(root)}", MEDIA_TYPES[path.suffix], data, triples)


def _search(compilation: Compilation) -> Content:
    """Give what the search index is made of."""
    return sealed(entries.NAME, entries.MEDIA_TYPE, entries.write_entries(index(compilation.partitions)))


def _report(compilation: Compilation, report: Report) -> Content:
    graph = report_graph(report, compilation.iris.base)
    return sealed("validation-report.ttl", "text/turtle", serialize(quads_of(graph), FORMATS[0]), len(graph))

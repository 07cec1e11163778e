"""The endpoint's description of itself (SPARQL 1.1 Service Description), with the VoID of its default graph.

No `sd:feature` of the standard holds: the default graph is no union, nothing is dereferenced, no other
endpoint is asked. Which graphs a request may choose is said by `sd:availableGraphs`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pyoxigraph
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from kg.namespaces import PREFIXES, RDF, SD, VOID, XSD
from kg.release.manifest import Manifest, served_manifest
from kg.store.formats import GRAPHS, RESULTS

STATISTICS = "void.ttl"
SIMPLE = "http://www.w3.org/ns/entailment/Simple"


@lru_cache(maxsize=16)
def describe_service(release: Path, media_type: str) -> bytes:
    """Write the description of the endpoint that serves the release in this directory."""
    manifest = served_manifest(release)
    triples = {*_service(manifest), *_dataset(manifest), *_graphs(manifest), *_statistics(release)}
    written = serialize(sorted(triples, key=str), format=GRAPHS[media_type], prefixes=PREFIXES)
    return bytes(written or b"")


def _service(manifest: Manifest) -> Iterator[Triple]:
    endpoint = manifest.base + "sparql"
    service = endpoint + "#service"
    yield _statement(service, RDF.type, SD.Service)
    yield _statement(service, SD.endpoint, endpoint)
    yield _statement(service, SD.supportedLanguage, SD.SPARQL11Query)
    yield _statement(service, SD.defaultEntailmentRegime, SIMPLE)
    for written in {*(form.iri for form in RESULTS.values()), *(form.iri for form in GRAPHS.values())}:
        yield _statement(service, SD.resultFormat, written)
    yield _statement(service, SD.defaultDataset, endpoint + "#dataset")
    yield _statement(service, SD.availableGraphs, endpoint + "#dataset")


def _dataset(manifest: Manifest) -> Iterator[Triple]:
    dataset, default = manifest.base + "sparql#dataset", manifest.base + "id/dataset/renkei"
    yield _statement(dataset, RDF.type, SD.Dataset)
    yield _statement(dataset, RDF.type, SD.GraphCollection)
    yield _statement(dataset, SD.defaultGraph, default)
    yield _statement(default, RDF.type, SD.Graph)


def _graphs(manifest: Manifest) -> Iterator[Triple]:
    for number, graph in enumerate(manifest.graphs, 1):
        named = f"{manifest.base}sparql#graph-{number}"
        yield _statement(manifest.base + "sparql#dataset", SD.namedGraph, named)
        yield _statement(named, RDF.type, SD.NamedGraph)
        yield _statement(named, SD.name, graph.iri)
        yield _statement(named, SD.graph, graph.iri)
        yield _statement(graph.iri, RDF.type, SD.Graph)
        yield Triple(NamedNode(graph.iri), NamedNode(VOID.triples), _count(graph.triples))


def _statistics(release: Path) -> Iterator[Triple]:
    """Give the release's VoID, which is about its default graph."""
    path = release / STATISTICS
    if path.exists():
        yield from (quad.triple for quad in pyoxigraph.parse(path=path, format=RdfFormat.TURTLE))


def _statement(subject: str, predicate: str, value: str) -> Triple:
    return Triple(NamedNode(subject), NamedNode(predicate), NamedNode(value))


def _count(number: int) -> Literal:
    return Literal(str(number), datatype=NamedNode(XSD.integer))

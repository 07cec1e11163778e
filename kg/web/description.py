"""The endpoint's description of itself (SPARQL 1.1 Service Description), without blank nodes."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from kg.namespaces import PREFIXES, RDF, SD, VOID, XSD
from kg.release.manifest import Manifest
from kg.store.formats import GRAPHS, RESULTS


def describe_service(manifest: Manifest, target: RdfFormat) -> bytes:
    """Write the description of the endpoint that serves this release."""
    triples = [*_service(manifest), *_dataset(manifest)]
    return bytes(serialize(triples, format=target, prefixes=PREFIXES) or b"")


def _service(manifest: Manifest) -> Iterator[Triple]:
    endpoint = manifest.base + "sparql"
    service = endpoint + "#service"
    yield _statement(service, RDF.type, SD.Service)
    yield _statement(service, SD.endpoint, endpoint)
    yield _statement(service, SD.supportedLanguage, SD.SPARQL11Query)
    for written in sorted(
        {*(form.iri for form in RESULTS.values()), *(form.iri for form in GRAPHS.values())}
    ):
        yield _statement(service, SD.resultFormat, written)
    yield _statement(service, SD.defaultDataset, endpoint + "#dataset")


def _dataset(manifest: Manifest) -> Iterator[Triple]:
    dataset, default = (manifest.base + "sparql#" + part for part in ("dataset", "default-graph"))
    yield _statement(dataset, RDF.type, SD.Dataset)
    yield _statement(dataset, SD.defaultGraph, default)
    yield _statement(default, RDF.type, SD.Graph)
    for number, graph in enumerate(manifest.graphs, 1):
        named = f"{manifest.base}sparql#graph-{number}"
        yield _statement(dataset, SD.namedGraph, named)
        yield _statement(named, RDF.type, SD.NamedGraph)
        yield _statement(named, SD.name, graph.iri)
        yield _statement(named, SD.graph, graph.iri)
        yield _statement(graph.iri, RDF.type, SD.Graph)
        yield Triple(NamedNode(graph.iri), NamedNode(VOID.triples), _count(graph.triples))


def _statement(subject: str, predicate: str, value: str) -> Triple:
    return Triple(NamedNode(subject), NamedNode(predicate), NamedNode(value))


def _count(number: int) -> Literal:
    return Literal(str(number), datatype=NamedNode(XSD.integer))

"""The endpoint describes itself, and its graphs, as they are."""

from __future__ import annotations

from typing import Any

import pytest
import rdflib
from rdflib import RDF, Graph, URIRef

from kg.namespaces import SD, VOID
from kg.release.manifest import read_manifest
from kg.store.formats import GRAPHS, RESULTS
from tests.web.site import Site

BASE = "http://localhost:8000/"


def rows(site: Site, query: str) -> list[dict[str, str]]:
    bindings: Any = site.query(query, "application/sparql-results+json").json["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in bindings]


@pytest.mark.parametrize("media_type", ["text/turtle", "application/ld+json", "application/rdf+xml"])
def test_the_endpoint_describes_itself_with_its_statistics(seed_site: Site, media_type: str) -> None:
    reply = seed_site.ask("/sparql", headers={"Accept": media_type})
    described = Graph().parse(data=reply.body, format=media_type)
    (service,) = described.subjects(RDF.type, SD.Service)
    assert described.value(service, SD.endpoint) == URIRef(BASE + "sparql")
    written = {str(form.iri) for form in RESULTS.values()} | {str(form.iri) for form in GRAPHS.values()}
    assert {str(form) for form in described.objects(service, SD.resultFormat)} == written
    dataset = described.value(service, SD.defaultDataset)
    default = described.value(dataset, SD.defaultGraph)
    assert int(str(described.value(default, VOID.triples))) > 3000
    assert list(described.objects(default, VOID.classPartition))
    assert not any(isinstance(term, rdflib.BNode) for triple in described for term in triple)


def test_every_named_graph_is_described_with_its_size(seed_site: Site, seed_release: Any) -> None:
    described = Graph().parse(data=seed_site.ask("/sparql").body, format="turtle")
    sizes = {
        str(name): int(str(described.value(name, VOID.triples))) for name in described.objects(None, SD.name)
    }
    assert sizes == {graph.iri: graph.triples for graph in read_manifest(seed_release).graphs}
    for name, size in sizes.items():
        (counted,) = rows(seed_site, f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{name}> {{ ?s ?p ?o }} }}")
        assert int(counted["n"]) == size

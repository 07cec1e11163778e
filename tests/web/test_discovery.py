"""What editors ask an endpoint about itself has rows in its default graph; and it describes itself."""

from __future__ import annotations

from typing import Any

import pytest
import rdflib
from rdflib import RDF, Graph, URIRef

from kg.namespaces import PREFIXES, SD, SH, VOID, VOID_EXT
from kg.release.manifest import read_manifest
from kg.store.formats import GRAPHS, RESULTS
from tests.web.site import Site

BASE = "http://localhost:8000/"
INITIATIVE = "https://w3id.org/renkei/def#Initiative"

PREFIXES_ASKED = f"""SELECT DISTINCT ?short ?long {{
  ?declared <{SH.prefix}> ?short ; <{SH.namespace}> ?long
}} ORDER BY ?short"""
EXAMPLES_ASKED = f"""SELECT DISTINCT ?example ?about ?text {{
  ?example a <{SH.SPARQLExecutable}> ; <{PREFIXES["rdfs"]}comment> ?about ;
    <{SH.select}>|<{SH.ask}>|<{SH.construct}>|<{SH.describe}> ?text
}} ORDER BY ?example"""
TERMS_ASKED = f"""SELECT DISTINCT ?class ?property ?to ?type {{
  ?part <{VOID["class"]}> ?class ; <{VOID.propertyPartition}> ?divided .
  ?divided <{VOID.property}> ?property
  OPTIONAL {{
    {{ ?divided <{VOID.classPartition}> [ <{VOID["class"]}> ?to ] }}
    UNION {{ ?divided <{VOID_EXT.datatypePartition}> [ <{VOID_EXT.datatype}> ?type ] }}
  }}
}}"""


def rows(site: Site, query: str) -> list[dict[str, str]]:
    bindings: Any = site.query(query, "application/sparql-results+json", ac="1").json["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in bindings]


def test_an_editor_finds_every_prefix(seed_site: Site) -> None:
    assert {row["short"]: row["long"] for row in rows(seed_site, PREFIXES_ASKED)} == PREFIXES


def test_an_editor_finds_the_questions_and_each_can_be_run(seed_site: Site) -> None:
    found = rows(seed_site, EXAMPLES_ASKED)
    assert len({row["example"] for row in found}) >= 24
    assert len(found) == 2 * len({row["example"] for row in found})  # in Japanese and English
    for query in {row["text"] for row in found}:
        assert seed_site.query(query, method="POST").status == 200


def test_an_editor_finds_classes_with_properties_and_what_they_lead_to(seed_site: Site) -> None:
    found = [row for row in rows(seed_site, TERMS_ASKED) if row["class"] == INITIATIVE]
    leads = {(row["property"].rpartition("#")[2], row.get("to", row.get("type"))) for row in found}
    assert ("hasRole", "https://w3id.org/renkei/def#RoleAssignment") in leads
    assert ("position", "http://www.w3.org/2001/XMLSchema#integer") in leads


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

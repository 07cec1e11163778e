"""Media types of answers and what writes them; the first of each table is the server's own choice."""

from __future__ import annotations

from pyoxigraph import QueryResultsFormat, RdfFormat

JSON = "application/sparql-results+json"
TURTLE = "text/turtle"

# SPARQL 1.1 Query Results JSON, XML, CSV and TSV; the general types are for clients that know no better.
RESULTS: dict[str, QueryResultsFormat] = {
    JSON: QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
    "application/json": QueryResultsFormat.JSON,
    "application/xml": QueryResultsFormat.XML,
}

GRAPHS: dict[str, RdfFormat] = {
    TURTLE: RdfFormat.TURTLE,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/json": RdfFormat.JSON_LD,
    "application/xml": RdfFormat.RDF_XML,
}

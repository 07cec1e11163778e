"""The competency questions as example queries, and the prefixes that queries use (SHACL §5.2.1)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef

from kg.graph.iris import Iris
from kg.namespaces import PREFIXES, RDF, RDFS, SH, XSD

# The kind of a query is what the engine answers it with.
KINDS = {
    ox.QuerySolutions: (SH.SPARQLSelectExecutable, SH.select),
    ox.QueryTriples: (SH.SPARQLConstructExecutable, SH.construct),
    ox.QueryBoolean: (SH.SPARQLAskExecutable, SH.ask),
}


def describe_examples(iris: Iris, directory: Path) -> Graph:
    """Describe each `.rq` file of the directory as a query to run, with its question in ja and en."""
    graph = Graph()
    _declare_prefixes(graph, iris)
    for path in sorted(directory.glob("*.rq")):
        _describe(graph, iris, path.stem, path.read_text(encoding="utf-8"))
    return graph


def _declare_prefixes(graph: Graph, iris: Iris) -> None:
    for prefix, namespace in PREFIXES.items():
        declaration = iris.part("prefix", prefix)
        graph.add((iris.dataset("renkei"), SH.declare, declaration))
        graph.add((declaration, RDF.type, SH.PrefixDeclaration))
        graph.add((declaration, SH.prefix, Literal(prefix)))
        graph.add((declaration, SH.namespace, Literal(namespace, datatype=XSD.anyURI)))


def _describe(graph: Graph, iris: Iris, name: str, query: str) -> None:
    subject = iris.question(name)
    kind, text = KINDS[type(ox.Store().query(query))]
    graph.add((subject, RDF.type, SH.SPARQLExecutable))
    graph.add((subject, RDF.type, kind))
    graph.add((subject, text, Literal(query.strip())))
    graph.add((subject, SH.prefixes, iris.dataset("renkei")))
    for property, words in _questions(query):
        graph.add((subject, property, words))


def _questions(query: str) -> Iterator[tuple[URIRef, Literal]]:
    """Give label and comment in each language: the question, and the question with its note."""
    for language in ("ja", "en"):
        question, note = (_line(query, f"# {language}{part}:") for part in ("", "-note"))
        yield RDFS.label, Literal(question, lang=language)
        yield RDFS.comment, Literal(" ".join(filter(None, (question, note))), lang=language)


def _line(query: str, mark: str) -> str:
    found = (line.removeprefix(mark).strip() for line in query.splitlines() if line.startswith(mark))
    return next(found, "")

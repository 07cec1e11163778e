"""The vocabulary as the tests read it: its files, its graph, and the terms it defines."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from kg.namespaces import OWL, RDF, RDFS, RENKEI, SKOS
from kg.resources import asset

ROOT = Path(__file__).parents[2]
ONTOLOGY_FILES = asset("ontology")
ALIGNMENTS = ONTOLOGY_FILES / "alignments.ttl"
CONCEPT_FILES = sorted((ONTOLOGY_FILES / "concepts").glob("*.ttl"))
DEFINING = [ONTOLOGY_FILES / "renkei.ttl", *CONCEPT_FILES]
EXAMPLES = sorted((ONTOLOGY_FILES / "examples").glob("*.ttl"))
TERM_KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, SKOS.ConceptScheme, SKOS.Concept)


def read(*paths: Path) -> Graph:
    """Read Turtle files into one graph."""
    graph = Graph()
    for path in paths:
        graph.parse(path, format="turtle")
    return graph


VOCABULARY = read(*DEFINING, ALIGNMENTS)
TERMS = sorted({URIRef(str(term)) for kind in TERM_KINDS for term in VOCABULARY.subjects(RDF.type, kind)})
CLASSES = sorted(URIRef(str(term)) for term in VOCABULARY.subjects(RDF.type, OWL.Class))
CONCEPTS = sorted(URIRef(str(concept)) for concept in VOCABULARY.subjects(RDF.type, SKOS.Concept))


def name_of(node: Node | Path) -> str:
    """Give a term's local name or a file's name, to name a case."""
    return node.name if isinstance(node, Path) else str(node).removeprefix(str(RENKEI))


def languages(graph: Graph, subject: Node, predicate: Node) -> list[str]:
    """List the language tags of a subject's texts, in order, each as often as it occurs."""
    texts = graph.objects(subject, predicate)
    return sorted(str(text.language) for text in texts if isinstance(text, Literal))


def with_superclasses(types: Iterable[Node]) -> set[Node]:
    """Give the types and all classes above them."""
    return {
        above for kind in types for above in VOCABULARY.transitive_objects(kind, RDFS.subClassOf) if above
    }

"""The outcome of a validation, and the W3C report made of it without blank nodes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from kg.namespaces import PREFIXES, RDF, SH

SEVERITIES = (SH.Violation, SH.Warning, SH.Info)


@dataclass(frozen=True)
class Result:
    """One thing that breaks a shape: where, which rule, and the sentences that say so, by language.

    `path` is None where the rule is about no single property; `value` may be None.
    """

    focus: Node
    path: URIRef | None
    value: Node | None
    severity: URIRef
    shape: URIRef
    component: URIRef
    messages: Mapping[str, str] = field(default_factory=dict, compare=False)

    def order(self) -> tuple[int, tuple[str, ...]]:
        """Give the key by which results are sorted: the gravest first, then by node."""
        rank = SEVERITIES.index(self.severity) if self.severity in SEVERITIES else len(SEVERITIES)
        return rank, self.key()

    def key(self) -> tuple[str, ...]:
        """Give what tells this result from another, as text."""
        parts = (self.focus, self.shape, self.path, self.component, self.value)
        return tuple(_text(part) for part in parts)


@dataclass(frozen=True)
class Report:
    """Every result, sorted; `conforms` means that none is a violation (a warning stops no release)."""

    conforms: bool
    results: tuple[Result, ...]


def report_graph(report: Report, base: str) -> Graph:
    """Write the report as SHACL (section 3.6), with IRIs under `base` in place of blank nodes.

    SHACL 1.2 lets a report say which severities deny conformance: sh:conformanceDisallows.
    """
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    node = URIRef(f"{base}id/validation/report")
    graph.add((node, RDF.type, SH.ValidationReport))
    graph.add((node, SH.conforms, Literal(report.conforms)))
    graph.add((node, SH.conformanceDisallows, SH.Violation))
    for result in report.results:
        iri = URIRef(f"{base}id/validation/{_digest(result)}")
        graph.add((node, SH.result, iri))
        _add_result(graph, iri, result, base)
    return graph


def _add_result(graph: Graph, iri: URIRef, result: Result, base: str) -> None:
    graph.add((iri, RDF.type, SH.ValidationResult))
    graph.add((iri, SH.focusNode, _named(result.focus, base)))
    graph.add((iri, SH.resultSeverity, result.severity))
    graph.add((iri, SH.sourceShape, result.shape))
    graph.add((iri, SH.sourceConstraintComponent, result.component))
    if result.path is not None:
        graph.add((iri, SH.resultPath, result.path))
    if result.value is not None:
        graph.add((iri, SH.value, _named(result.value, base)))
    for language, message in result.messages.items():
        graph.add((iri, SH.resultMessage, Literal(message, lang=language)))


def _named(node: Node, base: str) -> Node:
    """Give a blank node an IRI (RDF 1.1 Concepts, section 3.5)."""
    return URIRef(f"{base}.well-known/genid/{node}") if isinstance(node, BNode) else node


def _digest(result: Result) -> str:
    return sha256("\n".join(result.key()).encode()).hexdigest()[:16]


def _text(node: Node | None) -> str:
    return node.n3() if isinstance(node, URIRef | BNode | Literal) else ""

"""Runs pySHACL and reads its results; nothing is fetched, and the shapes cannot run code."""

from __future__ import annotations

import re
from pathlib import Path

import pyshacl
from pyshacl.errors import ReportableRuntimeError
from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from kg.errors import ConformanceError, Message, Problem
from kg.namespaces import SH
from kg.resources import asset
from kg.validation.reading import read_rdf
from kg.validation.report import Report, Result
from kg.validation.settled import quiet_literals, settle

TARGETS = {SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf}


def load_shapes(directory: Path | None = None) -> Graph:
    """Read every shapes file; the project's own unless another directory is given."""
    shapes = Graph(bind_namespaces="none")
    shapes += read_rdf([], own=sorted((directory or asset("shapes")).glob("*.ttl")))
    return shapes


def validate(graph: Graph, shapes: Graph) -> Report:
    """Check the graph against the shapes; the results come sorted, each once."""
    found = _run(settle(graph), shapes)
    results = {_result(found, node, shapes) for node in found.objects(None, SH.result)}
    conforms = not any(result.severity == SH.Violation for result in results)
    return Report(conforms, tuple(sorted(results, key=Result.order)))


def _run(data: Graph, shapes: Graph) -> Graph:
    try:
        with quiet_literals():
            own = _prepared(shapes)
            _, found, text = pyshacl.validate(data, shacl_graph=own, inplace=True, inference="none")
    except (RecursionError, ReportableRuntimeError, TypeError, ValueError) as error:
        what = Message("The graph cannot be validated: {reason}.", {"reason": error})
        remedy = Message("Look for lists that contain themselves and for long chains of rdfs:subClassOf.")
        raise ConformanceError([Problem(what, remedy, "RDF")]) from error
    if not isinstance(found, Graph):
        raise RuntimeError(text)
    return found


def _prepared(shapes: Graph) -> Graph:
    """Copy the shapes into a form that means the same and that pySHACL runs in half the time."""
    own = Graph(bind_namespaces="none")
    own += shapes
    for shape in set(own.subjects(SH.property)):
        _pass_targets(own, shape)
    for query, select in list(own.subject_objects(SH.select)):
        text = str(select)
        if not re.search(r"#|\"\"\"|'''", text):  # no comment, no text of several lines
            own.set((query, SH.select, Literal(re.sub(r"\s*\n\s*", " ", text))))
    return own


def _pass_targets(shapes: Graph, shape: Node) -> None:
    """Give the property shapes of a node shape its targets: each is then evaluated once, not once a node."""
    targets = [(p, o) for p, o in shapes.predicate_objects(shape) if p in TARGETS]
    if not targets or (None, None, shape) in shapes or (shape, SH.deactivated, None) in shapes:
        return
    for part in list(shapes.objects(shape, SH.property)):
        shapes.remove((shape, SH.property, part))
        for predicate, target in targets:
            shapes.add((part, predicate, target))


def _result(found: Graph, node: Node, shapes: Graph) -> Result:
    shape, path = _iri(found, node, SH.sourceShape), found.value(node, SH.resultPath)
    messages = [text for text in shapes.objects(shape, SH.message) if isinstance(text, Literal)]
    return Result(
        focus=found.value(node, SH.focusNode) or shape,
        path=path if isinstance(path, URIRef) else None,
        value=found.value(node, SH.value),
        severity=_iri(found, node, SH.resultSeverity),
        shape=shape,
        component=_iri(found, node, SH.sourceConstraintComponent),
        messages={text.language or "": str(text) for text in sorted(messages, key=str)},
    )


def _iri(found: Graph, node: Node, predicate: URIRef) -> URIRef:
    return URIRef(str(found.value(node, predicate)))

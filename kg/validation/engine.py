"""Runs pySHACL and reads its results; nothing is fetched, and the shapes cannot run code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from pyshacl.constraints import ALL_CONSTRAINT_PARAMETERS
from pyshacl.errors import ReportableRuntimeError
from pyshacl.graph_abstraction import DataGraph
from pyshacl.helper.sparql_query_helper import SPARQLQueryHelper
from pyshacl.monkey import apply_patches
from pyshacl.shape import Shape
from pyshacl.shapes_graph import ShapesGraph
from pyshacl.validator import Validator, assign_baked_in
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from kg.errors import ConformanceError, Message, Problem
from kg.namespaces import RDF, RDFS, RSH, SH
from kg.resources import asset
from kg.validation.reading import read_rdf
from kg.validation.report import Report, Result
from kg.validation.settled import SettledStore, quiet_literals, settle

TARGETS = {SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf}


def load_shapes(directory: Path | None = None) -> Graph:
    """Read every shapes file; the project's own unless another directory is given."""
    shapes = Graph(bind_namespaces="none")
    shapes += read_rdf([], own=sorted((directory or asset("shapes")).glob("*.ttl")))
    return shapes


@dataclass(frozen=True)
class Targets:
    """What a shape's targets name: nodes, classes, and properties by their subjects and objects."""

    nodes: frozenset[Node]
    classes: frozenset[Node]
    subjects_of: frozenset[Node]
    objects_of: frozenset[Node]

    @classmethod
    def of(cls, shape: Shape) -> Targets:
        """Read a shape's targets once: pySHACL reads them for every graph."""
        nodes, classes, implicit, objects_of, subjects_of = map(frozenset, shape.target())  # type: ignore[no-untyped-call]
        return cls(nodes, classes | implicit, subjects_of, objects_of)

    def found(self, focus: Focus) -> set[Node]:
        """Give the nodes that are named (SHACL §2.1.3)."""
        named = focus.among(self.nodes)
        return named.union(
            *map(focus.of_class, self.classes),
            *map(focus.with_property, self.subjects_of),
            *map(focus.values_of, self.objects_of),
        )


@dataclass(frozen=True)
class Focus:
    """Finds focus nodes in a graph, each kind once, for many shapes name the same; only those `about`."""

    graph: Graph
    about: Set[Node] | None
    classes: dict[Node, set[Node]] = field(default_factory=dict)
    subjects: dict[Node, set[Node]] = field(default_factory=dict)
    values: dict[Node, set[Node]] = field(default_factory=dict)

    def among(self, nodes: Iterable[Node]) -> set[Node]:
        """Keep those that are to be checked."""
        return set(nodes) if self.about is None else {each for each in nodes if each in self.about}

    def of_class(self, kind: Node) -> set[Node]:
        """Give the instances of a class and of its subclasses."""
        if kind not in self.classes:
            kinds = self.graph.transitive_subjects(RDFS.subClassOf, kind)
            self.classes[kind] = self.among(n for each in kinds for n in self.graph.subjects(RDF.type, each))
        return self.classes[kind]

    def with_property(self, predicate: Node) -> set[Node]:
        """Give what has a property."""
        if predicate not in self.subjects:
            self.subjects[predicate] = self.among(self.graph.subjects(predicate, None))
        return self.subjects[predicate]

    def values_of(self, predicate: Node) -> set[Node]:
        """Give the values of a property."""
        if predicate not in self.values:
            self.values[predicate] = self.among(self.graph.objects(None, predicate))
        return self.values[predicate]


@dataclass(frozen=True)
class Rules:
    """Shapes made ready once to check many graphs: as written, and as pySHACL runs them."""

    written: Graph
    ready: ShapesGraph
    targets: tuple[tuple[Shape, Targets], ...]
    queries: Mapping[Node, str]

    @classmethod
    def of(cls, shapes: Graph) -> Rules:
        """Make shapes ready; ConformanceError where they cannot be run."""
        with _refusing():
            apply_patches()  # type: ignore[no-untyped-call]
            assign_baked_in()  # type: ignore[no-untyped-call]
            ready = ShapesGraph(settle(_prepared(shapes)))
            targets = tuple((shape, Targets.of(shape)) for shape in ready.shapes)
        return cls(shapes, ready, targets, dict(_lone_queries(ready)))

    def suspects(self, shape: Shape, graph: Graph, focus: Iterable[Node]) -> list[Node]:
        """Leave out the nodes for which the query that is all of a shape finds nothing: they conform.

        pySHACL asks the same question, in ten times the time.
        """
        query, store = self.queries.get(shape.node), graph.store
        if query is None or not isinstance(store, SettledStore):
            return list(focus)
        return [node for node in focus if isinstance(node, BNode) or store.answers(query, node)]


def validate(graph: Graph, shapes: Graph | Rules, about: Set[Node] | None = None) -> Report:
    """Check the graph against the shapes; the results come sorted, each once.

    With `about` only these nodes are checked, and the rules that speak of the whole graph.
    """
    rules = shapes if isinstance(shapes, Rules) else Rules.of(shapes)
    found = _run(settle(graph), rules, about)
    results = {_result(found, node, rules.written) for node in found.objects(None, SH.result)}
    conforms = not any(result.severity == SH.Violation for result in results)
    return Report(conforms, tuple(sorted(results, key=Result.order)))


def _run(graph: Graph, rules: Rules, about: Set[Node] | None) -> Graph:
    with quiet_literals(), _refusing():
        data = DataGraph.from_rdflib(graph)
        validator = Validator(data, shacl_graph=Graph(), options={"inplace": True})
        executor, reports = validator.make_executor(), []
        finding = Focus(graph, about if about is None else {*about, RSH.Graph})
        for shape, targets in rules.targets:
            if focus := rules.suspects(shape, graph, targets.found(finding)):
                reports += shape.validate(executor, data, focus=focus)[1]  # type: ignore[arg-type]
        found, _ = Validator.create_validation_report(rules.ready, not reports, reports)
    assert isinstance(found, Graph)
    return found


@contextmanager
def _refusing() -> Iterator[None]:
    """Give pySHACL's own refusals as a ConformanceError."""
    try:
        yield
    except (RecursionError, ReportableRuntimeError, TypeError, ValueError) as error:
        what = Message("The graph cannot be validated: {reason}.", {"reason": error})
        remedy = Message("Look for lists that contain themselves and for long chains of rdfs:subClassOf.")
        raise ConformanceError([Problem(what, remedy, "RDF")]) from error


def _lone_queries(ready: ShapesGraph) -> Iterator[tuple[Node, str]]:
    """Give the query of each shape that demands nothing else, as pySHACL would ask it of one node."""
    for shape in ready.shapes:
        demands = {
            each for each in ready.graph.predicates(shape.node, None) if each in ALL_CONSTRAINT_PARAMETERS
        }
        constraints = list(shape.objects(SH.sparql))
        select = ready.graph.value(constraints[0], SH.select) if constraints else None
        if demands == {SH.sparql} and len(constraints) == 1 and isinstance(select, Literal):
            asking = SPARQLQueryHelper(shape, constraints[0], str(select))  # type: ignore[no-untyped-call]
            asking.collect_prefixes()  # type: ignore[no-untyped-call]
            bindings, query = asking.pre_bind_variables(shape.node)  # type: ignore[no-untyped-call]
            if bindings.keys() == {"this"}:
                yield shape.node, asking.apply_prefixes(query)  # type: ignore[no-untyped-call]


def _prepared(shapes: Graph) -> Graph:
    """Copy the shapes into a form that means the same and that pySHACL runs in half the time."""
    own = Graph(bind_namespaces="none")
    own += shapes
    for triple in ShapesGraph.system_triples:
        own.add(triple)
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

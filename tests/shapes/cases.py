"""Reads the cases: what each changes in base.ttl, and the report that it states.

A case is Turtle. What it says of a subject's property replaces what base.ttl says; `case:without` takes a
property away, `case:Absent` a whole subject; `case:alone` leaves base.ttl and the vocabulary out. Each case
has a base IRI of its own, so that all are validated in one graph and their results told apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from kg.namespaces import RDF, RSH, SH
from kg.validation import Report, Result

DIRECTORY = Path(__file__).parent
CASE = Namespace("https://w3id.org/renkei/shapes/case#")
ANYWHERE = "https://case.example/"

Triple = tuple[Node, Node, Node]


@dataclass(frozen=True)
class Expected:
    """A result that a case states; a value of None stands for any."""

    focus: Node
    shape: Node
    component: Node
    severity: Node
    value: Node | None

    def covers(self, result: Result) -> bool:
        """Tell whether the result is this one."""
        same = (self.focus, self.shape, self.component, self.severity)
        found = (result.focus, result.shape, result.component, result.severity)
        return same == found and self.value in (None, result.value)


@dataclass(frozen=True)
class Case:
    """One file: the graph it makes, the nodes that are its own, and the report that it expects."""

    path: Path
    graph: Graph
    own: frozenset[Node]
    expected: tuple[Expected, ...]
    conforms: bool
    alone: bool

    @property
    def name(self) -> str:
        """Directory and file, as the test is called."""
        return f"{self.path.parent.name}/{self.path.stem}"

    def owns(self, result: Result) -> bool:
        """Tell whether the result is about this case: a rule on the whole graph says so by its value."""
        return (result.value if result.focus == RSH.Graph else result.focus) in self.own


def case_paths() -> list[Path]:
    """List the files of the cases."""
    return sorted(DIRECTORY.glob("*/*.ttl"))


def results_of(case: Case, report: Report) -> list[Result]:
    """Pick the results of one case out of the report on all."""
    return list(report.results) if case.alone else [found for found in report.results if case.owns(found)]


def read_case(path: Path) -> Case:
    """Read one case and make its graph."""
    base = f"{ANYWHERE}{path.parent.name}/{path.stem}/"
    change = _parse(path, base)
    report = next(change.subjects(RDF.type, SH.ValidationReport))
    stated = _closure(change, report)
    expected = tuple(_expected(change, node) for node in change.objects(report, SH.result))
    alone = (report, CASE.alone, Literal(True)) in change
    triples = {triple for triple in change if triple[0] not in stated}
    graph = Graph()
    graph += triples if alone else _changed(_base_graph(base), triples)
    graph.remove((None, CASE.without, None))
    graph.remove((None, RDF.type, CASE.Absent))
    own = {node for triple in (*graph, *triples) for node in triple if _is_own(node, base)}
    conforms = (report, SH.conforms, Literal(True)) in change
    return Case(path, graph, frozenset(own), expected, conforms, alone)


def _parse(path: Path, base: str) -> Graph:
    return Graph(bind_namespaces="none").parse(path, format="ox-turtle", publicID=base)


@cache
def _parsed_base() -> frozenset[Triple]:
    return frozenset(_parse(DIRECTORY / "base.ttl", ANYWHERE))


def _base_graph(base: str) -> set[Triple]:
    """Give base.ttl as if it had been read under this base IRI."""
    nodes = {node for triple in _parsed_base() for node in triple if isinstance(node, URIRef)}
    moved: dict[Node, Node] = {node: URIRef(node.replace(ANYWHERE, base)) for node in nodes}
    return {(moved[s], moved[p], moved.get(o, o)) for s, p, o in _parsed_base()}


def _closure(graph: Graph, node: Node) -> set[Node]:
    """The report node and the blank nodes of its results."""
    return {node, *graph.objects(node, SH.result)}


def _expected(graph: Graph, node: Node) -> Expected:
    def value(predicate: URIRef) -> Node:
        found = graph.value(node, predicate)
        assert found is not None, predicate
        return found

    severity = graph.value(node, SH.resultSeverity) or SH.Violation
    component = value(SH.sourceConstraintComponent)
    return Expected(
        value(SH.focusNode), value(SH.sourceShape), component, severity, graph.value(node, SH.value)
    )


def _changed(base: set[Triple], triples: set[Triple]) -> set[Triple]:
    absent = {s for s, p, o in triples if (p, o) == (RDF.type, CASE.Absent)}
    replaced = {(s, o if p == CASE.without else p) for s, p, o in triples}
    return {(s, p, o) for s, p, o in base if s not in absent and (s, p) not in replaced} | triples


def _is_own(node: Node, base: str) -> bool:
    """Nodes that no other case speaks of: under its base, blank, or coined for it."""
    return isinstance(node, BNode) or str(node).startswith(base) or _is_coined(node)


def _is_coined(node: Node) -> bool:
    name = str(node).removeprefix("https://w3id.org/renkei/def#")
    return name != str(node) and (name.lower().startswith("case") or name in {"Agrement", "contnet"})

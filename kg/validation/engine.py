"""Runs the constraints of pySHACL and reads their results; nothing is fetched, and shapes cannot run code."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Any

from pyshacl.pytypes import SHACLExecutor
from pyshacl.validator import Validator
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from kg.namespaces import RSH, SH
from kg.validation.report import Report, Result
from kg.validation.rules import Rule, Rules, refusing
from kg.validation.settled import IndexedData, SettledStore, quiet_literals, settle
from kg.validation.targets import Focus


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
    with quiet_literals(), refusing():
        running, finding = _Running.over(graph), Focus(graph, about if about is None else {*about, RSH.Graph})
        reports = [
            report
            for rule in rules.rules
            if (focus := running.suspects(rule, rule.targets.found(finding)))
            for report in running.reports(rule, focus)
        ]
        if not reports:
            return Graph(bind_namespaces="none")
        found, _ = Validator.create_validation_report(rules.ready, False, reports)
    assert isinstance(found, Graph)
    return found


@dataclass(frozen=True)
class _Running:
    """Asks a graph: `data` is what pySHACL takes it for."""

    graph: Graph
    data: IndexedData
    executor: SHACLExecutor

    @classmethod
    def over(cls, graph: Graph) -> _Running:
        data = IndexedData(graph.store, graph)
        validator = Validator(data, shacl_graph=Graph(), options={"inplace": True})
        return cls(graph, data, validator.make_executor())

    def suspects(self, rule: Rule, focus: Set[Node]) -> list[Node]:
        """Leave out the nodes for which the query that is all of a shape finds nothing: they conform.

        pySHACL asks the same question, in ten times the time.
        """
        store = self.graph.store
        if not focus or rule.query is None or not isinstance(store, SettledStore):
            return list(focus)
        if rule.finds_all and len(focus) > 1:
            found = store.answering(rule.query)
            return [node for node in focus if node in found or not isinstance(node, URIRef)]
        return [node for node in focus if isinstance(node, BNode) or store.answers(rule.query, node)]

    def reports(self, rule: Rule, focus: list[Node]) -> Iterator[tuple[Any, ...]]:
        """Evaluate each constraint of a shape as pySHACL's Shape.validate does."""
        values = rule.shape.value_nodes(self.data, focus)
        for constraint in rule.constraints:
            yield from constraint.evaluate(self.executor, self.data, values, [rule.shape, constraint])[1]


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

"""Writes a version's notices and schedule (別表) from the graph alone; docs/rendering.md has the rules."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import Graph, URIRef
from rdflib.term import Node

from kg.namespaces import RDFS, RENKEI


def newest_version(graph: Graph, agreement: URIRef) -> Node | None:
    """Give the version of the agreement that stands last in the registered order; None when unknown."""
    versions = graph.objects(agreement, RENKEI.hasVersion)
    return max(versions, key=lambda version: _number(graph, version, RENKEI.order), default=None)


def render_schedule(graph: Graph, version: Node) -> str:
    """Write the steps of the procedure, then heading, pillars, initiatives, and rows of label and text."""
    return "\n".join([*_steps(graph, version), *_lines(graph, version)]) + "\n"


def _steps(graph: Graph, version: Node) -> Iterator[str]:
    """Write notices and resolutions in the order of the text, with the date that stands with each."""
    instrument = graph.value(version, RENKEI.establishedBy)
    steps = graph.objects(instrument, RENKEI.hasProceduralStep)
    for step in sorted(steps, key=lambda each: _start(graph, graph.value(each, RENKEI.stepFrom))):
        words = (graph.value(step, RENKEI.dateText), graph.value(step, RENKEI.stepText))
        yield " ".join(str(each) for each in words if each is not None)


def _lines(graph: Graph, version: Node) -> Iterator[str]:
    headings = sorted(graph.objects(version, RENKEI.headingFrom), key=lambda each: _start(graph, each))
    pillar = None
    initiatives = graph.objects(version, RENKEI.hasInitiative)
    for initiative in sorted(initiatives, key=lambda each: _number(graph, each, RENKEI.position)):
        place = _start(graph, graph.value(initiative, RENKEI.headingFrom))
        while headings and _start(graph, headings[0]) < place:
            yield str(graph.value(headings.pop(0), RENKEI.exact))
        heading = _exact(graph, initiative, RENKEI.pillarFrom)
        if heading != pillar:
            yield from ("", heading, "")
            pillar = heading
        yield str(graph.value(initiative, RDFS.label))
        yield f"{_exact(graph, initiative, RENKEI.markedBy)}\t{graph.value(initiative, RENKEI.content)}"
        yield from _roles(graph, version, initiative)
        yield from _costs(graph, initiative)


def _roles(graph: Graph, version: Node, initiative: Node) -> Iterator[str]:
    """Write the roles in the order in which the parties are named."""
    agreement = graph.value(None, RENKEI.hasVersion, version)
    parties = sorted(
        graph.objects(agreement, RENKEI.hasParty), key=lambda each: _number(graph, each, RENKEI.order)
    )
    roles = {graph.value(role, RENKEI.actor): role for role in graph.objects(initiative, RENKEI.hasRole)}
    for party in parties:
        role = roles.get(graph.value(party, RENKEI.government))
        if role is not None:
            label = graph.value(role, RENKEI.actorFrom)
            said = [*graph.objects(role, RENKEI.roleFrom), *_costs_under(graph, initiative, label)]
            yield f"{graph.value(label, RENKEI.exact)}\t{_joined(graph, said)}"


def _costs(graph: Graph, initiative: Node) -> Iterator[str]:
    """Write the rows on costs alone, in the order of the text."""
    roles = {graph.value(role, RENKEI.actorFrom) for role in graph.objects(initiative, RENKEI.hasRole)}
    shares = graph.objects(initiative, RENKEI.hasCostShare)
    labels = {label for share in shares if (label := _label(graph, share))} - roles
    for label in sorted(labels, key=lambda each: _start(graph, each)):
        costs = list(_costs_under(graph, initiative, label))
        yield f"{graph.value(label, RENKEI.exact)}\t{_joined(graph, costs)}"


def _costs_under(graph: Graph, initiative: Node, label: Node | None) -> Iterator[Node]:
    """Give the passages on costs that stand in the row of this label."""
    for share in graph.objects(initiative, RENKEI.hasCostShare):
        if _label(graph, share) == label:
            yield from graph.objects(share, RENKEI.costFrom)


def _label(graph: Graph, share: Node) -> Node | None:
    """Give the label of the share's row; in a form that is the last of the cells before its words."""
    labels = graph.objects(share, RENKEI.markedBy)
    return max(labels, key=lambda each: _start(graph, each), default=None)


def _joined(graph: Graph, passages: list[Node]) -> str:
    """Join passages in the order of the text; one that ends within another is part of it."""
    written, end = "", 0
    for passage in sorted(passages, key=lambda each: (_start(graph, each), -_end(graph, each))):
        if _end(graph, passage) > end:
            written += str(graph.value(passage, RENKEI.exact))
            end = _end(graph, passage)
    return written


def _exact(graph: Graph, subject: Node, property: URIRef) -> str:
    return str(graph.value(graph.value(subject, property), RENKEI.exact))


def _start(graph: Graph, passage: Node | None) -> int:
    return _number(graph, passage, RENKEI.startChar) if passage else 0


def _end(graph: Graph, passage: Node) -> int:
    return _number(graph, passage, RENKEI.endChar)


def _number(graph: Graph, subject: Node, property: URIRef) -> int:
    return int(str(graph.value(subject, property)))

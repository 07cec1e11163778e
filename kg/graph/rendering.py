"""Writes a version's schedule (別表) from the graph alone; docs/rendering.md lists what is normalised."""

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
    """Write the schedule: heading, pillars, initiatives, and rows of label, tab and text."""
    return "\n".join(_lines(graph, version)) + "\n"


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
            passages = sorted(
                graph.objects(role, RENKEI.roleFrom), key=lambda each: _number(graph, each, RENKEI.startChar)
            )
            text = "".join(str(graph.value(passage, RENKEI.exact)) for passage in passages)
            yield f"{_exact(graph, role, RENKEI.actorFrom)}\t{text}"


def _exact(graph: Graph, subject: Node, property: URIRef) -> str:
    return str(graph.value(graph.value(subject, property), RENKEI.exact))


def _start(graph: Graph, passage: Node | None) -> int:
    return _number(graph, passage, RENKEI.startChar) if passage else 0


def _number(graph: Graph, subject: Node, property: URIRef) -> int:
    return int(str(graph.value(subject, property)))

"""Says one result in one readable line: how grave, where, what to mend, and the source's line."""

from __future__ import annotations

import re
from functools import reduce

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from kg.errors import Message
from kg.language import translate, visible
from kg.namespaces import PREFIXES, RDFS, RENKEI, RSH, SH
from kg.validation.place import place_of, with_containers
from kg.validation.report import Result
from kg.validation.settled import quiet_literals

SEVERITIES = {SH.Violation: Message("Violation"), SH.Warning: Message("Warning"), SH.Info: Message("Note")}
LENGTH = 80


@quiet_literals()
def describe_result(result: Result, graph: Graph, language: str) -> str:
    """Say the result in `language` ("ja" or "en"); `graph` is what was validated."""
    line = Message(
        "{severity}: {node}: {advice} ({details})",
        {
            "severity": SEVERITIES.get(result.severity, SEVERITIES[SH.Info]),
            "node": _node(_subject(result), graph, language),
            "advice": _advice(result, language),
            "details": reduce(_and, _details(result, graph)),
        },
    )
    return visible(translate(line, language))


def compact(iri: str) -> str:
    """Shorten an IRI of a known vocabulary to its prefixed name."""
    for prefix, namespace in PREFIXES.items():
        name = iri.removeprefix(namespace)
        if name != iri and re.fullmatch(r"[A-Za-z][\w-]*", name):
            return f"{prefix}:{name}"
    return iri


def _subject(result: Result) -> Node:
    """The node at fault: a rule about the whole graph names it as the value."""
    return result.value if result.focus == RSH.Graph and result.value is not None else result.focus


def _node(node: Node, graph: Graph, language: str) -> str | Message:
    """Name the node, and give its label or else that of what holds it."""
    if node == RSH.Graph:
        return Message("the whole graph")
    name = compact(str(node)) if isinstance(node, URIRef) else _short(str(node))
    labels = (_label(holder, graph, language) for holder in with_containers(node, graph))
    label = next(filter(None, labels), None)
    return Message("{iri} “{label}”", {"iri": name, "label": _short(label)}) if label else name


def _label(node: Node, graph: Graph, language: str) -> str | None:
    labels = [*graph.objects(node, RDFS.label), *graph.objects(node, RENKEI.unofficialLabel)]
    texts = sorted((label.language != language, str(label)) for label in labels if isinstance(label, Literal))
    return texts[0][1] if texts else None


def _advice(result: Result, language: str) -> str:
    in_order = (result.messages.get(language), result.messages.get("en"), *result.messages.values())
    return next((message for message in in_order if message), compact(result.component))


def _details(result: Result, graph: Graph) -> list[Message]:
    details = []
    if result.path is not None:
        details.append(Message("property {property}", {"property": compact(result.path)}))
    if result.value is not None and result.value not in (_subject(result), result.focus):
        details.append(Message("value {value}", {"value": _value(result.value)}))
    if place := place_of(result, graph):
        template = "source {source}, line {line}" if place.line else "source {source}"
        details.append(Message(template, {"source": place.source, "line": place.line}))
    details.append(Message("rule {rule}", {"rule": compact(result.shape)}))
    return details


def _value(node: Node) -> str:
    return compact(str(node)) if isinstance(node, URIRef) else f'"{_short(str(node))}"'


def _and(first: Message, second: Message) -> Message:
    return Message("{first}; {second}", {"first": first, "second": second})


def _short(text: str) -> str:
    return text if len(text) <= LENGTH else f"{text[:LENGTH]}…"

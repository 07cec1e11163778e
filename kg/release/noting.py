"""Messages, problems and results of a validation as JSON, and back."""

from __future__ import annotations

from typing import Any

from rdflib import Literal, URIRef
from rdflib.term import Node

from kg.errors import Message, Problem
from kg.validation import Result

Json = dict[str, Any]


def note(told: Message | Problem) -> Json:
    """Write a message or a problem; what a message's values are beside messages and numbers is text."""
    if isinstance(told, Problem):
        place = note(told.place) if told.place else None
        return vars(told) | {"what": note(told.what), "remedy": note(told.remedy), "place": place}
    return {"template": told.template, "values": {name: _noted(each) for name, each in told.values.items()}}


def message(noted: Json) -> Message:
    """Read a message."""
    values = {
        name: message(value) if isinstance(value, dict) else value for name, value in noted["values"].items()
    }
    return Message(noted["template"], values)


def problem(noted: Json) -> Problem:
    """Read a problem."""
    place = message(noted["place"]) if noted["place"] else None
    read = {"what": message(noted["what"]), "remedy": message(noted["remedy"]), "place": place}
    return Problem(**noted | read)


def note_result(result: Result) -> Json:
    """Write a result of a validation."""
    nodes = {name: _node(getattr(result, name)) for name in NODES}
    return nodes | {"messages": dict(result.messages)}


NODES = ("focus", "path", "value", "severity", "shape", "component")


def read_result(noted: Json) -> Result:
    """Read a result of a validation."""
    return Result(**{name: _read_node(noted[name]) for name in NODES}, messages=noted["messages"])


def _noted(value: object) -> object:
    if isinstance(value, Message):
        return note(value)
    return value if isinstance(value, int | float) else str(value)


def _node(node: Node | None) -> list[str | None] | None:
    match node:
        case None:
            return None
        case Literal():
            return [str(node), node.language, str(node.datatype) if node.datatype else None]
        case URIRef():
            return [str(node)]
        case _:
            raise ValueError(f"{node!r} is neither IRI nor literal")


def _read_node(noted: list[str | None] | None) -> Any:
    if noted is None:
        return None
    if len(noted) == 1:
        return URIRef(str(noted[0]))
    words, language, datatype = noted
    return Literal(words, lang=language, datatype=URIRef(datatype) if datatype else None)

"""Reads RDF/XML (RDF 1.1) in its plainest form: described things, their properties, no nesting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from kg.namespaces import RDF
from kg.release.rereading.terms import Statement, UnreadableError, literal

ROOT, DESCRIPTION, ABOUT = f"{RDF} RDF", f"{RDF} Description", f"{RDF} about"
TYPE = str(RDF.type)
RESOURCE, DATATYPE = f"{RDF} resource", f"{RDF} datatype"
LANGUAGE = "http://www.w3.org/XML/1998/namespace lang"
FORMS: tuple[set[str], ...] = (set(), {RESOURCE}, {DATATYPE}, {LANGUAGE})
"""The attributes that a property may have, besides each other."""


def read(data: bytes) -> Iterator[Statement]:
    """Give the statements; UnreadableError where the file is no XML, or not in this plain form."""
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise UnreadableError(str(error)) from error
    yield from reader.statements


@dataclass
class _Reader:
    """Takes what expat finds; `path` holds the open elements, `attributes` those of the open property."""

    statements: list[Statement] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    attributes: dict[str, str] = field(default_factory=dict)
    subject: str = ""
    words: list[str] = field(default_factory=list)
    parser: expat.XMLParserType = field(default_factory=lambda: expat.ParserCreate(namespace_separator=" "))

    def __post_init__(self) -> None:
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartDoctypeDeclHandler = self.refuse

    def refuse(self, *found: object) -> None:
        raise UnreadableError(str(found))

    def start(self, name: str, attributes: dict[str, str]) -> None:
        depth = len(self.path)
        self.path.append(name)
        if depth == 0 and name == ROOT and not attributes:
            return
        if depth == 1 and name != ROOT and attributes.keys() == {ABOUT}:
            self.subject = attributes[ABOUT]
            if name != DESCRIPTION:
                self.statements.append((self.subject, TYPE, name.replace(" ", ""), ""))
        elif depth == 2 and attributes.keys() in FORMS and not name.startswith(f"{RDF} li"):
            self.attributes, self.words = attributes, []
        else:
            self.refuse(name, attributes)

    def characters(self, words: str) -> None:
        if len(self.path) == 3:
            self.words.append(words)
        elif words.strip():
            self.refuse(words)

    def end(self, name: str) -> None:
        self.path.pop()
        if len(self.path) != 2:
            return
        predicate, words = name.replace(" ", ""), "".join(self.words)
        if RESOURCE in self.attributes:
            if words:
                self.refuse(words)
            self.statements.append((self.subject, predicate, self.attributes[RESOURCE], ""))
        else:
            value = literal(words, self.attributes.get(DATATYPE, ""), self.attributes.get(LANGUAGE, ""))
            self.statements.append((self.subject, predicate, value, ""))

"""Reads RDF files of any format that we publish; pyoxigraph is the gatekeeper, nothing is fetched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.parsers import expat

import pyoxigraph as ox
from rdflib import Graph

from kg.errors import DocumentError, Message, Problem
from kg.validation.settled import settled_graph

FORMATS: dict[str, ox.RdfFormat] = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
}
MEND = Message("Mend the file here and validate it again.")
# What to do, by a part of the parser's words.
REMEDIES = {
    "LoadDocumentCallback": Message("Write the JSON-LD context into the file: nothing is fetched."),
    "No scheme found": Message("Write the IRI in full, or declare a base."),
    "Invalid UTF-8": Message("Save the file as UTF-8 text."),
}


def read_rdf(paths: Iterable[Path]) -> Graph:
    """Read the files into one graph, named graphs and all; a DocumentError lists each file that fails."""
    quads: list[ox.Quad] = []
    problems: list[Problem] = []
    for number, path in enumerate(paths, start=1):
        try:
            quads += _parse(path, number)
        except DocumentError as error:
            problems += error.problems
    if problems:
        raise DocumentError(problems)
    return settled_graph(quads)


def _parse(path: Path, number: int) -> list[ox.Quad]:
    rdf_format = FORMATS.get(path.suffix.lower())
    if rdf_format is None:
        raise _error(
            path,
            Message("The suffix {suffix} names no RDF format.", {"suffix": path.suffix or '""'}),
            Message("Rename the file to its format: {suffixes}.", {"suffixes": " ".join(FORMATS)}),
        )
    try:
        if rdf_format == ox.RdfFormat.RDF_XML:
            _check_xml(path)
        return list(_named(ox.parse(path=path, format=rdf_format), number))
    except OSError as error:
        reason = Message("The file cannot be read: {reason}.", {"reason": error.strerror or str(error)})
        raise _error(path, reason, Message("Check its path and your right to read it.")) from error
    except SyntaxError as error:
        raise _syntax_error(path, rdf_format, error) from error
    except _UnsupportedError as error:
        raise _error(path, error.message, Message("Write the file in RDF 1.1.")) from error


def _syntax_error(path: Path, rdf_format: ox.RdfFormat, error: SyntaxError) -> DocumentError:
    values = {"format": rdf_format.name, "reason": error.msg}
    what = Message("This is not well-formed {format}: {reason}.", values)
    remedy = next((remedy for sign, remedy in REMEDIES.items() if sign in error.msg), MEND)
    return _error(path, what, remedy, error.lineno)


def _check_xml(path: Path) -> None:
    """Refuse what is no XML, with its line, and entities that grow without end, which pyoxigraph expands."""
    try:
        expat.ParserCreate().Parse(path.read_bytes(), True)
    except expat.ExpatError as error:
        what = Message("This is not well-formed XML: {reason}.", {"reason": expat.ErrorString(error.code)})
        raise _error(path, what, MEND, error.lineno) from error


def _error(path: Path, what: Message, remedy: Message, line: int | None = None) -> DocumentError:
    return DocumentError([Problem(what, remedy, str(path), line)])


class _UnsupportedError(Exception):
    """A statement of RDF 1.2, which rdflib would alter without a word."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def _named(quads: Iterable[ox.Quad], number: int) -> Iterator[ox.Quad]:
    """Name blank nodes by file and order of appearance, so that two runs call them the same."""
    names: dict[ox.BlankNode, ox.BlankNode] = {}

    def name(term: ox.NamedNode | ox.BlankNode) -> ox.NamedNode | ox.BlankNode:
        if isinstance(term, ox.BlankNode):
            return names.setdefault(term, ox.BlankNode(f"f{number}n{len(names) + 1}"))
        return term

    for quad in quads:
        subject, value = quad.subject, quad.object
        if isinstance(subject, ox.Triple) or isinstance(value, ox.Triple):
            raise _UnsupportedError(Message("The file holds a triple term of RDF 1.2."))
        if isinstance(value, ox.Literal):
            if value.direction:
                raise _UnsupportedError(Message("The file holds a text with a base direction, of RDF 1.2."))
            yield ox.Quad(name(subject), quad.predicate, value)
        else:
            yield ox.Quad(name(subject), quad.predicate, name(value))

"""Reads RDF files of any format that we publish, each that is not our own in a process that may die of it."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox
from rdflib import Graph

from kg.apart import LARGE, RefusedError, parse_apart
from kg.errors import DocumentError, Message, Problem
from kg.language import visible
from kg.validation import parsing
from kg.validation.parsing import BLANK_NODES, FORMATS
from kg.validation.settled import settled_graph

LARGEST = 200_000_000
REASON = 300
MEND = Message("Mend the file here and validate it again.")
DIVIDE = Message("Divide it into files of fewer statements, each of simple form, such as N-Triples.")
OLDER = Message("Write the file in RDF 1.1.")
# What to do, by a part of the parser's words.
REMEDIES = {
    "LoadDocumentCallback": Message("Write the JSON-LD context into the file: nothing is fetched."),
    "No scheme found": Message("Write the IRI in full, or declare a base."),
    "Invalid UTF-8": Message("Save the file as UTF-8 text."),
}
# What is wrong and what to do, by the kind of refusal.
REFUSALS = {
    "syntax": (Message("This is not well-formed {format}: {reason}."), MEND),
    "xml": (Message("This is not well-formed XML: {reason}."), MEND),
    "entity": (
        Message("The file declares an XML entity."),
        Message("Write the text where it is used, and the IRIs in full."),
    ),
    "triple": (Message("The file holds a triple term of RDF 1.2."), OLDER),
    "direction": (Message("The file holds a text with a base direction, of RDF 1.2."), OLDER),
    "blank": (
        Message("The file holds more than {count} blank nodes."),
        Message("Give the nodes IRIs, so that they can be compared and cited."),
    ),
    LARGE: (
        Message("The file is nested too deeply or is too large to be read."),
        DIVIDE,
    ),
}


def read_rdf(paths: Iterable[Path], own: Iterable[Path] = ()) -> Graph:
    """Read the files into one graph, named graphs and all; a DocumentError lists each file that fails.

    Files of the project's `own` are trusted, and read at once; each other file has a process of its own.
    """
    files = [*((path, _parse_apart) for path in paths), *((path, _parse_here) for path in own)]
    quads: list[ox.Quad] = []
    problems: list[Problem] = []
    for number, (path, parse) in enumerate(files, start=1):
        try:
            quads += _read(path, number, parse)
        except DocumentError as error:
            problems += error.problems
    if problems:
        raise DocumentError(problems)
    return settled_graph(quads)


def _read(path: Path, number: int, parse: Callable[[BinaryIO, str, int], list[ox.Quad]]) -> list[ox.Quad]:
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise _error(
            path,
            Message("The suffix {suffix} names no RDF format.", {"suffix": path.suffix or '""'}),
            Message("Rename the file to its format: {suffixes}.", {"suffixes": " ".join(FORMATS)}),
        )
    try:
        with open(path, "rb", opener=_without_waiting) as stream:
            _check_size(path, os.fstat(stream.fileno()))
            return parse(stream, suffix, number)
    except OSError as error:
        reason = Message("The file cannot be read: {reason}.", {"reason": error.strerror or str(error)})
        raise _error(path, reason, Message("Check its path and your right to read it.")) from error
    except RefusedError as refusal:
        raise _refused(path, FORMATS[suffix], refusal) from refusal


def _without_waiting(path: str, flags: int) -> int:
    """Open for `open`; a pipe into which nobody writes is not waited for."""
    return os.open(path, flags | os.O_NONBLOCK)


def _check_size(path: Path, found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        what, remedy = Message("This is not a regular file."), Message("Save what it gives in a file.")
        raise _error(path, what, remedy)
    if found.st_size > LARGEST:
        megabytes = {"megabytes": LARGEST // 1_000_000}
        raise _error(path, Message("The file is larger than {megabytes} MB.", megabytes), DIVIDE)


def _parse_here(stream: BinaryIO, suffix: str, number: int) -> list[ox.Quad]:
    return list(parsing.parse(stream, suffix, number))


def _parse_apart(stream: BinaryIO, suffix: str, number: int) -> list[ox.Quad]:
    with parse_apart(parsing.__file__, stream, suffix, str(number)) as written:
        try:
            return list(ox.parse(written, format=ox.RdfFormat.N_QUADS))
        except MemoryError as error:
            raise RefusedError(LARGE) from error


def _refused(path: Path, rdf_format: ox.RdfFormat, refusal: RefusedError) -> DocumentError:
    what, remedy = REFUSALS[refusal.kind]
    values = {
        "format": rdf_format.name,
        "reason": visible(refusal.reason[:REASON]),
        "count": BLANK_NODES,
    }
    remedy = next((better for sign, better in REMEDIES.items() if sign in refusal.reason), remedy)
    return _error(path, Message(what.template, values), remedy, refusal.line)


def _error(path: Path, what: Message, remedy: Message, line: int | None = None) -> DocumentError:
    return DocumentError([Problem(what, remedy, str(path), line)])

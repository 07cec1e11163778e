"""Reads a registered file: right bytes, right format, only characters that can be published."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from kg.document.composition import compose
from kg.document.decoding import decode
from kg.document.foreign import read_foreign
from kg.document.formats import COMPOUND, ENCRYPTED_PACKAGE, FORMATS, Format, format_of, signature_of
from kg.document.model import Document
from kg.document.register import Source
from kg.errors import DocumentError, Message, Problem

# White space apart, these cannot be seen, reorder what is seen (Trojan Source), or break RDF/XML.
UNSEEN = {"Cc", "Cf", "Cn", "Cs", "Zl", "Zp"}
LAYOUT = {"\n", "\t"}


def read(source: Source, directory: Path) -> Document:
    """Read the file that `source` registers below `directory`; DocumentError says what to mend and where."""
    form = _format(source)
    content = _bytes(directory, source, form)
    digest = hashlib.sha256(content).hexdigest()
    if form.parser:
        document = read_foreign(source, content, digest)
    else:
        document = compose(source.id, source.path, digest, decode(content, source))
    _refuse(list(_unreadable(document)))
    return document


def _format(source: Source) -> Format:
    try:
        return format_of(source.path)
    except KeyError:
        values = {"suffix": Path(source.path).suffix or "―", "known": " ".join(FORMATS)}
        what = Message("Files with the suffix {suffix} are not read. Known are: {known}.", values)
        remedy = Message("Save the document as Word (.docx), PDF or text, and register that file.")
        raise DocumentError([Problem(what, remedy, source.path)]) from None


def _bytes(directory: Path, source: Source, form: Format) -> bytes:
    path = (directory / source.path).resolve()
    if not path.is_file() or not path.is_relative_to(directory.resolve()):
        what = Message("The registered file is missing, or lies outside the data directory.")
        remedy = Message("Put the file there, or correct the column “path” of sources.csv.")
        raise DocumentError([Problem(what, remedy, source.path)])
    if path.stat().st_size > form.largest:
        what = Message("The file is larger than {limit} MB.", {"limit": form.largest // 1_000_000})
        remedy = Message("An agreement is text of some pages: check that this is the right file.")
        raise DocumentError([Problem(what, remedy, source.path)])
    content = path.read_bytes()
    _check_format(content, source, form)
    _check_digest(content, source)
    return content


def _check_format(content: bytes, source: Source, form: Format) -> None:
    """A PDF may have some bytes before it (ISO 32000-1, annex H.3.4.1); nothing else may."""
    if form.parser and content.startswith(COMPOUND) and ENCRYPTED_PACKAGE in content:
        what = Message("The file is protected with a password.")
        raise DocumentError(
            [Problem(what, Message("Save a copy without password, and register that."), source.path)]
        )
    found = signature_of(content)
    if form.signature not in content[:1024] or (found and not form.signature):
        values = {"suffix": Path(source.path).suffix, "found": found or Message("text, or is cut off")}
        what = Message("The file is named {suffix}, but its content is: {found}.", values)
        remedy = Message("Save it in the format of its suffix, or give it the suffix of its format.")
        raise DocumentError([Problem(what, remedy, source.path)])


def _check_digest(content: bytes, source: Source) -> None:
    digest = hashlib.sha256(content).hexdigest()
    if digest != source.sha256:
        what = Message("The file is not the one registered: its sha256 is {sha256}.", {"sha256": digest})
        remedy = Message(
            "Restore the file, or, if it was replaced on purpose, register its sha256 in sources.csv."
        )
        raise DocumentError([Problem(what, remedy, source.path)])


def _unreadable(document: Document) -> Iterator[Problem]:
    if not document.text.strip():
        what = Message("The file is empty.")
        yield document.problem(what, Message("Put the agreement's text into it."))
    for line in document.lines:
        for char in sorted(set(line.written) - LAYOUT):
            if unicodedata.category(char) in UNSEEN:
                places = (line.start + index for index, each in enumerate(line.written) if each == char)
                found = [_unseen(document, char, place) for place in places]
                # One for each cell of a table, one for a line of text.
                yield from {problem.position: problem for problem in reversed(found)}.values()


def _unseen(document: Document, char: str, place: int) -> Problem:
    code, name = f"U+{ord(char):04X}", unicodedata.name(char, "").lower()
    what = Message(
        "An invisible control or direction character: {code} {name}.", {"code": code, "name": name}
    )
    return document.problem(what, Message("Delete it and register the file again."), place)


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise DocumentError(problems)

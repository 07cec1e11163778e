"""Files that are no plain text → Document, by way of a process of their own."""

from __future__ import annotations

from tempfile import TemporaryFile

from kg.apart import LARGE, RefusedError, parse_apart
from kg.document.composition import render
from kg.document.formats import format_of
from kg.document.model import Document
from kg.document.parsers import script
from kg.document.parts import NO_VALUE, Parsed, Remark, read_parts
from kg.document.places import say_place
from kg.document.register import Source
from kg.errors import DocumentError, Message, Problem

SAVE_AGAIN = Message("Open it in the program it was made with, save it again, and register that file.")
# What is wrong and what to do, by the kind of refusal.
REFUSALS = {
    "broken": (Message("The file is damaged or cut off: {reason}."), SAVE_AGAIN),
    "other": (
        Message("The file is a ZIP archive without {reason}: it is not of the format that its name says."),
        Message("Give it the suffix of its format, or unpack it and register the document in it."),
    ),
    "encrypted": (
        Message("The file is protected with a password."),
        Message("Save a copy without password, and register that."),
    ),
    "bomb": (
        Message("The file unpacks to far more than an agreement has. {reason}"),
        Message("Check where it comes from. Save the agreement alone as a new file, with small pictures."),
    ),
    "name": (
        Message("The file holds a part with an unsafe name: {reason}."),
        Message("Check where it comes from, and save it again."),
    ),
    "doctype": (
        Message("The file holds a document type declaration, which could hide anything: {reason}."),
        Message("Check where it comes from, and save it again with an Office program."),
    ),
    "revisions": (
        Message("The document holds tracked changes: what its text is has not been decided."),
        Message("Accept or reject all changes, save it, and register that file."),
    ),
    "struck": (
        Message("The document holds words that are struck through: what its text is has not been decided."),
        Message("Delete the words that do not hold, remove the lines through the others, and save it."),
    ),
    "scanned": (
        Message("The PDF holds pictures of pages, but no text."),
        Message(
            "Ask for the file that was printed, or run text recognition (OCR) and read it against the pages."
        ),
    ),
    "nested": (
        Message("The page nests its elements too deeply to be read whole."),
        Message("Copy the agreement's text into a Word or text file, and register that."),
    ),
    "vertical": (
        Message("Page {reason} is written vertically; only horizontal writing is read."),
        Message("Ask for the file that the PDF was made from, or copy its text into a Word or text file."),
    ),
    "rows": (
        Message(
            "Page {reason} holds a table without ruling lines whose rows cannot be told apart for certain."
        ),
        Message("Ask for the Word or Excel file, or make the PDF again with ruling lines between the rows."),
    ),
    "glyphs": (
        Message("Page {reason}: the PDF does not say which characters its signs are."),
        Message("Ask for the file that the PDF was made from, or make the PDF again with fonts embedded."),
    ),
    NO_VALUE: (
        Message("The cell {reason} holds a formula without a value; formulas are never calculated here."),
        Message("Open the workbook in a spreadsheet program and save it: then the value stands in the file."),
    ),
    "csv": (
        Message("This is not well-formed CSV: {reason}."),
        Message("Save it again from a spreadsheet program as “CSV UTF-8 (comma delimited)”."),
    ),
    "encoding": (
        Message("The file is not text in {reason}."),
        Message("Save it as UTF-8, or write its encoding in the column “encoding” of sources.csv."),
    ),
    LARGE: (
        Message("The file takes too much time or memory to be read."),
        Message("Save the agreement alone as a new file, without pictures and other sheets."),
    ),
}
REASON = 200


def read_foreign(source: Source, content: bytes, sha256: str) -> Document:
    """Parse the bytes of the registered file; DocumentError says what is wrong."""
    parsed = _parse(source, content)
    if lacking := [_lacking(source, each) for each in parsed.remarks if each.kind == NO_VALUE]:
        raise DocumentError(lacking)
    if not parsed.parts:
        what = Message("The file holds no text.")
        raise DocumentError([Problem(what, Message("Put the agreement's text into it."), source.path)])
    return render(source.id, source.path, sha256, parsed)


def _lacking(source: Source, remark: Remark) -> Problem:
    what, remedy = REFUSALS[remark.kind]
    said = Message(what.template, {"reason": remark.words})
    return Problem(said, remedy, source.path, None, say_place(remark.place), remark.place)


def _parse(source: Source, content: bytes) -> Parsed:
    parser = format_of(source.path).parser
    with TemporaryFile() as stream:
        stream.write(content)
        stream.seek(0)
        try:
            with parse_apart(script.__file__, stream, parser, source.encoding) as written:
                return read_parts(written)
        except RefusedError as refusal:
            what, remedy = REFUSALS[refusal.kind]
            reason = {"reason": refusal.reason[:REASON]}
            problem = Problem(Message(what.template, reason), remedy, source.path, refusal.line)
            raise DocumentError([problem]) from refusal

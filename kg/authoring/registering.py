"""A document becomes a registered one: copied below the data directory, with a line in sources.csv."""

from __future__ import annotations

import csv
import fcntl
import io
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kg.authoring.files import place, put
from kg.document.register import COLUMNS, Source, read_register
from kg.errors import KgError, Message, Problem, RegisterError

REGISTER = "sources.csv"
DOCUMENTS = "documents"
MARK = b"\xef\xbb\xbf"
"""Byte order mark, with which spreadsheet programs save UTF-8."""


@dataclass(frozen=True)
class Entry:
    """A line of the register, and the file that it is about."""

    row: dict[str, str]
    file: Path


def registered(data: Path) -> tuple[Source, ...]:
    """Read the register; nothing where there is none yet."""
    return read_register(data / REGISTER) if (data / REGISTER).exists() else ()


def check_unregistered(data: Path, sha256: str) -> None:
    """KgError where the very same file is in the register."""
    for source in registered(data):
        if source.sha256 == sha256:
            values = {"source": source.id, "path": source.path}
            what = Message("This file is registered already, as “{source}” ({path}).", values)
            raise KgError(what)


def path_of(source: str, file: Path) -> str:
    """Give where the copy goes: named by the source's id, with the file's suffix."""
    return f"{DOCUMENTS}/{source}{file.suffix.lower()}"


def next_order(sources: Sequence[Source], agreement: str) -> int:
    """Give the place behind the last version of the agreement."""
    return max((each.order for each in sources if each.agreement == agreement), default=0) + 1


def check_entry(data: Path, entry: Entry, before: Source | None = None) -> Source:
    """Give the entry as it will be read; RegisterError where the register would not be right with it.

    It comes behind the others, or in the place of the one `before`.
    """
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / REGISTER
        path.write_bytes(without(data, before, entry) if before else _with(data, entry))
        return next(each for each in read_register(path) if each.id == entry.row["source"])


def register(data: Path, entry: Entry) -> None:
    """Copy the file and add the line; where one of the two fails, neither is there."""
    with locked(data):
        check_unregistered(data, entry.row["sha256"])
        check_entry(data, entry)
        target = data / entry.row["path"]
        target.parent.mkdir(exist_ok=True)
        check_free(target)
        place(entry.file, target)
        try:
            put(data / REGISTER, _with(data, entry))
        except BaseException:
            target.unlink()
            raise


def check_free(target: Path) -> None:
    """RegisterError where a file is in the place of one that will be registered."""
    if target.exists():
        what = Message("{path} is there already, but is not registered.", {"path": target})
        remedy = Message("Remove it, or give the document another id.")
        raise RegisterError([Problem(what, remedy, REGISTER)])


@contextmanager
def locked(data: Path) -> Iterator[None]:
    """Keep another editor's command waiting."""
    descriptor = os.open(data, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _with(data: Path, entry: Entry) -> bytes:
    """Give the register with the line at its end; what is there stays as it is, to the byte."""
    path = data / REGISTER
    before = path.read_bytes() if path.exists() else f"{','.join(COLUMNS)}\n".encode()
    end = "\r\n" if b"\r\n" in before else "\n"
    gap = "" if before.endswith(b"\n") else end
    return before + (gap + line_of(entry.row, end)).encode()


def line_of(row: Mapping[str, str], end: str, columns: Sequence[str] = COLUMNS) -> str:
    """Write a line of a register."""
    stream = io.StringIO(newline="")
    csv.DictWriter(stream, columns, lineterminator=end).writerow(row)
    return stream.getvalue()


def without(data: Path, source: Source, entry: Entry | None = None) -> bytes:
    """Give the register without a line, or with another in its place; the others stay, to the byte."""
    content = (data / REGISTER).read_bytes()
    mark, text = content[: len(MARK) * content.startswith(MARK)], content.removeprefix(MARK).decode()
    lines = list(io.StringIO(text, newline=""))
    reader, start = csv.reader(lines), 0
    for row in reader:
        if row and row[0].strip() == source.id:
            break
        start = reader.line_num
    end = "\r\n" if lines[start].endswith("\r\n") else "\n"
    lines[start : reader.line_num] = [line_of(entry.row, end)] if entry else []
    return mark + "".join(lines).encode()

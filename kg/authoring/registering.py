"""A document becomes a registered one: copied below the data directory, with a line in sources.csv."""

from __future__ import annotations

import csv
import fcntl
import io
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kg.document.register import COLUMNS, Source, read_register
from kg.errors import KgError, Message, Problem, RegisterError

REGISTER = "sources.csv"
DOCUMENTS = "documents"


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


def next_order(data: Path, agreement: str) -> int:
    """Give the place behind the last version of the agreement."""
    return max((each.order for each in registered(data) if each.agreement == agreement), default=0) + 1


def check_entry(data: Path, entry: Entry) -> Source:
    """Give the entry as it will be read; RegisterError where the register would not be right with it."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / REGISTER
        path.write_bytes(_with(data, entry))
        return read_register(path)[-1]


def register(data: Path, entry: Entry) -> None:
    """Copy the file and add the line; where one of the two fails, neither is there."""
    with _locked(data):
        check_unregistered(data, entry.row["sha256"])
        check_entry(data, entry)
        target = data / entry.row["path"]
        target.parent.mkdir(exist_ok=True)
        if target.exists():
            what = Message("{path} is there already, but is not registered.", {"path": target})
            remedy = Message("Remove it, or give the document another id.")
            raise RegisterError([Problem(what, remedy, REGISTER)])
        _place(entry.file, target)
        try:
            _replace(data / REGISTER, _with(data, entry))
        except BaseException:
            target.unlink()
            raise


@contextmanager
def _locked(data: Path) -> Iterator[None]:
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
    stream = io.StringIO(newline="")
    csv.DictWriter(stream, COLUMNS, lineterminator=end).writerow(entry.row)
    gap = "" if before.endswith(b"\n") else end
    return before + (gap + stream.getvalue()).encode()


def _place(file: Path, target: Path) -> None:
    """Copy durably, under a name that no register has until it is whole."""
    temporary = target.with_name(f".adding-{target.name}")
    try:
        shutil.copyfile(file, temporary)
        _sync(temporary)
        temporary.chmod(0o644)
        temporary.rename(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync(target.parent)


def _replace(path: Path, content: bytes) -> None:
    temporary = path.with_name(f".adding-{path.name}")
    try:
        temporary.write_bytes(content)
        _sync(temporary)
        temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync(path.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

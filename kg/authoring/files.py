"""Files that are written whole or not at all, and stay: new ones, copies, and registers written again."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from pathlib import Path

from kg.errors import KgError, Message
from kg.language import UNSEEN, visible

PARENT = re.compile(r"\.\.")


def write_new(path: Path, content: bytes) -> None:
    """Write a file that is not there yet, durably; KgError where it is."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(0o644)
        _appear(temporary, path)
    except FileExistsError:
        what = Message("{path} is there already. It is not overwritten: name another file.", {"path": path})
        raise KgError(what) from None
    finally:
        temporary.unlink(missing_ok=True)


def _appear(temporary: Path, path: Path) -> None:
    """Give the file its name at once; where the file system has no links, make sure of the name first."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:
        path.touch(exist_ok=False)
        temporary.replace(path)


def free_path(path: Path) -> Path:
    """Give the path, with a number where a file of this name is there."""
    numbered = (path.with_name(f"{path.stem}-{number}{path.suffix}") for number in range(2, 1000))
    return next((each for each in (path, *numbered) if not each.exists()), path)


def check_name(path: Path) -> None:
    """KgError where a file's name holds what could mislead a program or a reader."""
    if PARENT.search(path.name) or UNSEEN.search(path.name):
        what = Message(
            "The file's name “{name}” holds “..” or a character that cannot be seen. Rename the file.",
            {"name": visible(path.name)},
        )
        raise KgError(what)


def place(file: Path, target: Path) -> None:
    """Copy durably, under a name that no register has until it is whole."""
    temporary = _temporary(target)
    try:
        shutil.copyfile(file, temporary)
        _sync(temporary)
        temporary.chmod(0o644)
        temporary.rename(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync(target.parent)


def put(path: Path, content: bytes) -> None:
    """Write a file again, or for the first time, durably; its permissions stay."""
    temporary = _temporary(path)
    try:
        temporary.write_bytes(content)
        _sync(temporary)
        temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync(path.parent)


def _temporary(path: Path) -> Path:
    return path.with_name(f".adding-{path.name}")


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

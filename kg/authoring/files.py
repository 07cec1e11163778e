"""Files that are written new: whole or not at all, and never over one that is there."""

from __future__ import annotations

import os
import re
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

"""Every error that the project raises on purpose.

KgError
├── InputError             the data are wrong (exit code 1); carries every problem found
│   ├── DocumentError      a file cannot be read as text
│   ├── ParsingError       a text cannot be understood as an agreement
│   ├── RegisterError      a register (data/*.csv) is wrong
│   └── ConformanceError   the graph breaks a shape
├── ReleaseError           a release is missing, incomplete or altered
└── QueryError             a query got no answer; carries an HTTP status
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Message:
    """A sentence for people: an English template, which is the key of its translation, and its values."""

    template: str
    values: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        """The sentence in English."""
        return self.template.format(**self.values)


@dataclass(frozen=True)
class Problem:
    """One thing wrong in the input: what, where, and the remedy.

    `line` counts from 1 in the text, None when it is the whole file; `place` says where that is in an
    original that is no plain text, for people, and `position` the same for programs.
    """

    what: Message
    remedy: Message
    document: str
    line: int | None = None
    place: Message | None = None
    position: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        """The problem in English, on one line."""
        return f"{self.where(str)}: {self.what} {self.remedy}"

    def where(self, say: Callable[[Message], str]) -> str:
        """Name the document and the place in it; `say` gives a message in the reader's language."""
        if self.place:
            return f"{self.document} ({say(self.place)})"
        return f"{self.document}:{self.line}" if self.line else self.document


class KgError(Exception):
    """The root: anything the project refuses to do, with a message that can be translated."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


class InputError(KgError):
    """The input is wrong; `problems` lists all of it, so that an editor mends it in one go."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(Message("{count} problem(s) in the input", {"count": len(problems)}))
        self.problems = problems

    def __str__(self) -> str:
        """All problems in English, a line each."""
        return "\n".join(str(problem) for problem in self.problems)


class DocumentError(InputError):
    """A file that cannot be read as text."""


class ParsingError(InputError):
    """A text that cannot be understood as an agreement."""


class RegisterError(InputError):
    """A register (data/*.csv) that is wrong or does not fit the files."""


class ConformanceError(InputError):
    """A graph that breaks a shape."""


class ReleaseError(KgError):
    """A release that is missing, incomplete or altered."""


class QueryError(KgError):
    """A query that got no answer; `status` is the HTTP status that says why."""

    def __init__(self, message: Message, status: int) -> None:
        super().__init__(message)
        self.status = status

"""The entries of the search index, as plain facts: one for each thing that can be found, in its own words.

Written into the release as `search.jsonl` when it is built; a server reads it and makes its index of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import MISSING, asdict, dataclass, fields
from pathlib import Path
from typing import Any

from kg.errors import Message, ReleaseError

NAME = "search.jsonl"
NUMBER, DIGITS = re.compile("[0-9]+"), 20
MEDIA_TYPE = "application/jsonl"


@dataclass(frozen=True)
class Passage:
    """Words of an entry: `what` says which (content, role, …), for a role also whose it is and its kind."""

    what: str
    words: str
    language: str = "ja"
    actor: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Entry:
    """A thing that can be found: its name by language, its words, and what it belongs to, by IRI.

    `type` is one of TYPES; `current` is false in versions that are not the newest; `line` is where a passage
    stands in its source. What has no value is "" or empty, and is not written.
    """

    iri: str
    type: str
    label: dict[str, str]
    unofficial: bool = False
    passages: tuple[Passage, ...] = ()
    kana: str = ""
    codes: tuple[str, ...] = ()
    governments: tuple[str, ...] = ()
    agreement: str = ""
    source: str = ""
    status: str = ""
    current: bool = True
    pillar: str = ""
    line: int = 0

    def to_json(self) -> str:
        """Write the entry as one line of JSON with sorted keys; equal entries are equal text."""
        return json.dumps(_written(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


TYPES = (
    "government",
    "area",
    "agreement",
    "version",
    "instrument",
    "initiative",
    "article",
    "pillar",
    "source",
    "remainder",
    "question",
    "concept",
    "term",
)
"""The types of entries, as they are listed; a remainder is text of a source that the data do not carry."""


def write_entries(entries: Iterable[Entry]) -> bytes:
    """Write the entries in the order of their IRIs: equal entries give equal bytes."""
    return "".join(entry.to_json() + "\n" for entry in sorted(entries, key=_place)).encode()


def merged(written: Iterable[bytes]) -> list[bytes]:
    """Give the lines of entries that were written in several places as if they had been in one."""
    return sorted((line for part in written for line in part.splitlines(keepends=True)), key=_place_of)


def read_entries(release: Path) -> list[Entry]:
    """Read the entries of a release; ReleaseError when it has none to read."""
    try:
        with (release / NAME).open(encoding="utf-8") as lines:
            return [_entry(json.loads(line)) for line in lines]
    except (OSError, ValueError, KeyError, TypeError) as error:
        template = "{release} holds no readable search index. Build a release with “kg build”."
        raise ReleaseError(Message(template, {"release": release.name})) from error


def _place(entry: Entry) -> tuple[str, int]:
    """Let the second initiative come before the tenth."""
    return NUMBER.sub(lambda found: found.group().zfill(DIGITS), entry.iri), entry.line


def _place_of(line: bytes) -> tuple[str, int]:
    read = json.loads(line)
    return read["iri"], read.get("line", 0)


def _written(entry: Entry) -> dict[str, Any]:
    """Leave out what has no value, in the entry and in its passages."""
    written = _without_defaults(Entry, asdict(entry))
    if entry.passages:
        written["passages"] = [_without_defaults(Passage, asdict(each)) for each in entry.passages]
    return written


def _without_defaults(kind: type[Entry] | type[Passage], values: dict[str, Any]) -> dict[str, Any]:
    defaults = {field.name: field.default for field in fields(kind)}
    return {
        name: value for name, value in values.items() if defaults[name] is MISSING or value != defaults[name]
    }


def _entry(read: Any) -> Entry:
    """Make lists of JSON into the tuples that an entry has; ValueError when it is none."""
    if not isinstance(read, dict) or read.get("type") not in TYPES:
        raise ValueError(read)
    lists = {name: tuple(value) for name, value in read.items() if isinstance(value, list)}
    passages = tuple(Passage(**each) for each in read.get("passages", ()))
    return Entry(**read | lists | {"passages": passages})

"""The manifest: what a release consists of, so that a reader can tell it is whole before going live."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from kg.errors import Message, ReleaseError

NAME = "manifest.json"
SERVED = 16
"""Releases whose manifests a server remembers."""


@dataclass(frozen=True)
class File:
    """A file of the release: path below its directory, size in bytes, triples or quads when it is RDF."""

    path: str
    media_type: str
    bytes: int
    sha256: str
    triples: int | None = None


@dataclass(frozen=True)
class NamedGraph:
    """A named graph: its IRI, what it holds (agreement, version, reference, …) and its triple count."""

    iri: str
    kind: str
    triples: int


@dataclass(frozen=True)
class Input:
    """A file that the release was built from: path as registered, and sha256."""

    path: str
    sha256: str


@dataclass(frozen=True)
class Coverage:
    """How much of a source is carried into the graph, in characters other than layout."""

    source: str
    characters: int
    carried: int
    not_modelled: int


@dataclass(frozen=True)
class Manifest:
    """Everything about a release that a reader needs before opening its files.

    `agreements` names those that it holds, by their kinds, in ja and en; empty where it does not say.
    """

    release: str
    as_of: str
    base: str
    publishable: bool
    title: dict[str, str]
    graphs: tuple[NamedGraph, ...]
    coverage: tuple[Coverage, ...]
    inputs: tuple[Input, ...]
    tools: dict[str, str]
    files: tuple[File, ...]
    agreements: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> str:
        """Write the manifest as JSON with sorted keys; equal manifests are equal text."""
        return json.dumps(vars(self), default=vars, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def read_manifest(release: Path) -> Manifest:
    """Read the manifest in the release's directory; ReleaseError when there is none to read."""
    try:
        fields = json.loads((release / NAME).read_text(encoding="utf-8"))
        return Manifest(
            **fields
            | {
                "graphs": tuple(NamedGraph(**graph) for graph in fields["graphs"]),
                "coverage": tuple(Coverage(**row) for row in fields["coverage"]),
                "inputs": tuple(Input(**row) for row in fields["inputs"]),
                "files": tuple(File(**row) for row in fields["files"]),
            }
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReleaseError(
            Message(
                "{release} holds no readable manifest. Build a release with “kg build”.",
                {"release": release.name},
            )
        ) from error


@lru_cache(maxsize=SERVED)
def served_manifest(release: Path) -> Manifest:
    """Give the manifest of a release that is served, which never changes: a long one takes long to read."""
    return read_manifest(release)


def differences(release: Path, manifest: Manifest) -> list[Message]:
    """Compare the directory with its manifest; an empty list means that every byte is as recorded."""
    recorded = {file.path: file for file in manifest.files}
    present = {str(path.relative_to(release)) for path in release.rglob("*") if path.is_file()} - {NAME}
    missing = [Message("{path} is missing", {"path": path}) for path in sorted(recorded.keys() - present)]
    foreign = [
        Message("{path} is not in the manifest", {"path": path}) for path in sorted(present - recorded.keys())
    ]
    altered = [
        Message("{path} is not what the manifest records", {"path": path})
        for path in sorted(recorded.keys() & present)
        if sha256_of(release / path) != recorded[path].sha256
    ]
    return missing + foreign + altered


def sha256_of(path: Path) -> str:
    """Give the sha256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()

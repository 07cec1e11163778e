"""build: a compilation that conforms becomes a release directory; anything else becomes nothing."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from kg.agreement.decisions import NAME as DECISIONS
from kg.errors import Message, ReleaseError
from kg.release.cataloguing import Cataloguing
from kg.release.compilation import Compilation
from kg.release.contents import write_contents
from kg.release.crew import Progress, unseen
from kg.release.kept import Cache
from kg.release.manifest import NAME, Coverage, File, Input, Manifest, differences, sha256_of
from kg.release.publication import UNFINISHED, locked, publish
from kg.release.writing import Writing

TOOLS = ("renkei-kg", "rdflib", "pyoxigraph", "pyshacl", "openpyxl")


@dataclass(frozen=True)
class Release:
    """A release on disk; `fresh` tells whether this build wrote it, or found it there already."""

    path: Path
    manifest: Manifest
    fresh: bool


def build(
    compilation: Compilation, releases: Path, cache: Cache, jobs: int = 1, progress: Progress = unseen
) -> Release:
    """Write the release below `releases` and make it current; ReleaseError leaves everything as it was.

    The report must conform: a graph that breaks a shape is never written.
    """
    if not compilation.report.conforms:
        raise ReleaseError(Message("The graph does not conform to the shapes. Nothing was published."))
    with locked(releases), _unfinished(releases) as directory:
        writing = Writing(directory)
        write_contents(compilation, writing, jobs, progress)
        cataloguing = Cataloguing(compilation, writing, cache, jobs)
        described = cataloguing.unnamed()
        release = _identifier(compilation, writing)
        cataloguing.named(described, release)
        manifest = _manifest(compilation, release, writing.files.values())
        (directory / NAME).write_text(manifest.to_json(), encoding="utf-8")
        writing.finish()
        fresh = _move(directory, releases, manifest)
        publish(releases, release)
    return Release(releases / release, manifest, fresh)


@contextmanager
def _unfinished(releases: Path) -> Iterator[Path]:
    """Give a directory to write in, and take it away when it did not become a release."""
    directory = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=releases))
    try:
        yield directory
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def _identifier(compilation: Compilation, writing: Writing) -> str:
    """Give as-of date and digest of the manifest as it stands before release and catalogue have a name."""
    draft = _manifest(compilation, "", writing.files.values())
    return f"{draft.as_of}-{hashlib.sha256(draft.to_json().encode()).hexdigest()[:12]}"


def _manifest(compilation: Compilation, release: str, files: Iterable[File]) -> Manifest:
    return Manifest(
        release=release,
        as_of=compilation.as_of.isoformat(),
        base=compilation.iris.base,
        publishable=compilation.iris.publishable,
        title=compilation.kinds.title(),
        agreements=compilation.kinds.in_full(),
        graphs=tuple(compilation.graphs),
        coverage=tuple(_coverage(compilation)),
        inputs=tuple(_inputs(compilation)),
        tools={tool: version(tool) for tool in TOOLS},
        files=tuple(sorted(files, key=lambda file: file.path)),
    )


def _coverage(compilation: Compilation) -> Iterator[Coverage]:
    for found in compilation.outlines:
        yield Coverage(found.source.id, found.characters, found.carried, len(found.not_modelled))


def _inputs(compilation: Compilation) -> Iterator[Input]:
    """Record every file the release was built from, under the name of the directory it was read from."""
    inputs = compilation.ground.inputs
    documents = [inputs.data / source.path for source in compilation.ground.register]
    decisions = [path for path in [inputs.data / DECISIONS] if path.exists()]
    registers = inputs.registers
    (registers if inputs.publisher.parent == inputs.reference else documents).append(inputs.publisher)
    read = {
        "data": (inputs.data, [inputs.data / "sources.csv", *decisions, *documents]),
        "reference": (inputs.reference, registers),
        "ontology": (inputs.ontology, [*inputs.vocabulary, *inputs.questions]),
        "shapes": (inputs.shapes, inputs.rules),
    }
    for name, (root, paths) in read.items():
        for path in paths:
            yield Input(f"{name}/{path.relative_to(root)}", sha256_of(path))


def _move(directory: Path, releases: Path, manifest: Manifest) -> bool:
    """Make what was written a release by renaming it; False when the release is there."""
    target = releases / manifest.release
    if (target / NAME).exists():
        _check_same(target, manifest)
        return False
    shutil.rmtree(target, ignore_errors=True)  # a tombstone: the release comes back
    directory.rename(target)
    return True


def _check_same(target: Path, manifest: Manifest) -> None:
    """A release is never rewritten: what stands under its id must be whole and the same."""
    if (target / NAME).read_text(encoding="utf-8") != manifest.to_json() or differences(target, manifest):
        raise ReleaseError(
            Message(
                "{release} exists already and is altered. Remove it, then build again.",
                {"release": manifest.release},
            )
        )

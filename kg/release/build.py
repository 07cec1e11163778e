"""build: a compilation that conforms becomes a release directory; anything else becomes nothing."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from rdflib import Graph

from kg.agreement.decisions import NAME as DECISIONS
from kg.errors import Message, ReleaseError
from kg.graph.vocabulary import vocabulary_files
from kg.release.catalogue import Catalogue
from kg.release.compile import STATISTICS, Compilation
from kg.release.contents import Content, contents, sealed
from kg.release.datasets import NAME as DATASETS
from kg.release.manifest import NAME, Coverage, Input, Manifest, NamedGraph, differences, sha256_of
from kg.release.offering import describe_offer
from kg.release.partitions import Partition, quads_of
from kg.release.publication import UNFINISHED, locked, publish, sync_tree
from kg.release.serialization import FORMATS, serialize
from kg.release.wording import TITLES
from kg.validation import Report, read_rdf, validate

TOOLS = ("renkei-kg", "rdflib", "pyoxigraph", "pyshacl")
TURTLE = FORMATS[0]


@dataclass(frozen=True)
class Release:
    """A release on disk; `fresh` tells whether this build wrote it, or found it there already."""

    path: Path
    manifest: Manifest
    fresh: bool


def build(compilation: Compilation, report: Report, releases: Path) -> Release:
    """Write the release below `releases` and make it current; ReleaseError leaves everything as it was.

    The report must conform: a graph that breaks a shape is never written.
    """
    if not report.conforms:
        raise ReleaseError(Message("The graph does not conform to the shapes. Nothing was published."))
    files = contents(compilation, report)
    release = _identifier(compilation, files)
    files = [*files, *_catalogue(compilation, release, files)]
    manifest = _manifest(compilation, release, files)
    with locked(releases):
        fresh = _write(releases, manifest, files)
        publish(releases, release)
    return Release(releases / release, manifest, fresh)


def _identifier(compilation: Compilation, files: Sequence[Content]) -> str:
    """Give as-of date and digest of the manifest as it stands before release and catalogue have a name."""
    draft = _manifest(compilation, "", [*files, *_catalogue(compilation, "", files)])
    return f"{draft.as_of}-{hashlib.sha256(draft.to_json().encode()).hexdigest()[:12]}"


def _catalogue(compilation: Compilation, release: str, files: Sequence[Content]) -> list[Content]:
    """Give the list of data sets, and the catalogue of them: whole, and in pages."""
    listed = tuple(content.file for content in files)
    offer = describe_offer(compilation, release, listed)
    pages = Catalogue(compilation.iris, offer, listed).pages()
    if release:
        _check_pages(pages, compilation.inputs.shapes)
    whole = Graph()
    for page in pages:
        whole += page
    void = next(part.graph for part in compilation.partitions if part.kind == STATISTICS)
    return [
        sealed(DATASETS, "application/json", offer.to_json().encode()),
        _turtle("catalogue.ttl", whole),
        *(_turtle(f"catalogue/{number}.ttl", page) for number, page in enumerate(pages, 1)),
        _turtle("void.ttl", void),
    ]


def _check_pages(pages: Iterable[Graph], shapes: Path) -> None:
    """ReleaseError when a page breaks a rule: some portal would refuse it."""
    rules = read_rdf([], own=[shapes / "catalogue.ttl"])
    for page in pages:
        for result in validate(page, rules).results:
            template = (
                "The catalogue breaks the rule {rule} at {place}; see docs/shapes.md. Nothing was published."
            )
            rule = str(result.shape).rpartition("#")[2]
            raise ReleaseError(Message(template, {"rule": rule, "place": str(result.focus)}))


def _turtle(path: str, graph: Graph) -> Content:
    return sealed(path, TURTLE.media_type, serialize(quads_of(graph), TURTLE), len(graph))


def _manifest(compilation: Compilation, release: str, files: Iterable[Content]) -> Manifest:
    return Manifest(
        release=release,
        as_of=compilation.as_of.isoformat(),
        base=compilation.iris.base,
        publishable=compilation.iris.publishable,
        title=TITLES,
        graphs=tuple(_graphs(compilation.partitions)),
        coverage=tuple(_coverage(compilation)),
        inputs=tuple(_inputs(compilation)),
        tools={tool: version(tool) for tool in TOOLS},
        files=tuple(sorted((content.file for content in files), key=lambda file: file.path)),
    )


def _graphs(partitions: Iterable[Partition]) -> Iterator[NamedGraph]:
    for part in sorted(partitions, key=lambda part: part.iri):
        yield NamedGraph(str(part.iri), part.kind, len(part.graph))


def _coverage(compilation: Compilation) -> Iterator[Coverage]:
    for reading in compilation.readings:
        found = reading.coverage
        yield Coverage(reading.source.id, found.characters, found.carried, len(found.not_modelled))


def _inputs(compilation: Compilation) -> Iterator[Input]:
    """Record every file the release was built from, under the name of the directory it was read from."""
    inputs = compilation.inputs
    documents = [inputs.data / reading.source.path for reading in compilation.readings]
    decisions = [path for path in [inputs.data / DECISIONS] if path.exists()]
    registers = [
        inputs.reference / f"{name}.csv" for name in ("areas", "governments", "references", "translations")
    ]
    (registers if inputs.publisher.parent == inputs.reference else documents).append(inputs.publisher)
    questions = sorted(path for path in (inputs.ontology / "competency").glob("cq*") if path.is_file())
    read = {
        "data": (inputs.data, [inputs.data / "sources.csv", *decisions, *documents]),
        "reference": (inputs.reference, registers),
        "ontology": (inputs.ontology, [*vocabulary_files(inputs.ontology), *questions]),
        "shapes": (inputs.shapes, sorted(inputs.shapes.glob("*.ttl"))),
    }
    for name, (root, paths) in read.items():
        for path in paths:
            yield Input(f"{name}/{path.relative_to(root)}", sha256_of(path))


def _write(releases: Path, manifest: Manifest, files: Iterable[Content]) -> bool:
    """Write into a temporary directory, make it durable, and rename; False when the release is there."""
    target = releases / manifest.release
    if (target / NAME).exists():
        _check_same(target, manifest)
        return False
    temporary = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=releases))
    try:
        _fill(temporary, manifest, files)
        shutil.rmtree(target, ignore_errors=True)  # a tombstone: the release comes back
        temporary.rename(target)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
    return True


def _fill(directory: Path, manifest: Manifest, files: Iterable[Content]) -> None:
    """Write the files; whoever serves them may be another user, whatever the umask of who builds."""
    for content in files:
        path = directory / content.file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.data)
    (directory / NAME).write_text(manifest.to_json(), encoding="utf-8")
    for path in [directory, *directory.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    sync_tree(directory)


def _check_same(target: Path, manifest: Manifest) -> None:
    """A release is never rewritten: what stands under its id must be whole and the same."""
    if (target / NAME).read_text(encoding="utf-8") != manifest.to_json() or differences(target, manifest):
        raise ReleaseError(
            Message(
                "{release} exists already and is altered. Remove it, then build again.",
                {"release": manifest.release},
            )
        )

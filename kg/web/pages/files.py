"""The files of a release for people: in groups that say what they are for, compressed ones with their own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from kg.release.manifest import NAME, File, Manifest
from kg.web.i18n import text

PACKED = ".gz"

# Names of formats, which are no words of any language.
FORMATS = {
    ".csv": "CSV",
    ".json": "JSON",
    ".jsonl": "JSON Lines",
    ".jsonld": "JSON-LD",
    ".nq": "N-Quads",
    ".nt": "N-Triples",
    ".rdf": "RDF/XML",
    ".rq": "SPARQL",
    ".trig": "TriG",
    ".ttl": "Turtle",
    ".txt": "UTF-8",
    ".xlsx": "Excel",
}

# Directories whose files the heading of their group describes.
UNSAID = {"csv", "dumps", "queries", "sources"}


def _(template: str) -> str:
    """Mark a template for translation; it is translated where it is shown."""
    return template


# How paths begin, what such files are, and what they are for; the last holds what is left.
GROUPS = [
    (
        ("dumps/renkei.", "dumps/reference."),
        _("The whole knowledge graph"),
        _("Everything in this release, in one file; N-Quads and TriG also keep the named graphs."),
    ),
    (
        ("dumps/agreements/", "dumps/versions/"),
        _("Each agreement by itself"),
        _("One agreement with its versions, and what their statements lead to."),
    ),
    (
        ("csv/",),
        _("Tables (Excel, CSV)"),
        _(
            "Initiatives and roles, one a row. The workbook opens in Excel as it is. The CSV files are "
            "UTF-8: in Excel, open them with Data › From Text/CSV and choose 65001: Unicode (UTF-8)."
        ),
    ),
    (
        ("sources/",),
        _("Documents as received"),
        _(
            "The words from which the data were read. They belong to their authors, not to the data's "
            "licence."
        ),
    ),
    (
        ("ontology/", "shapes/"),
        _("Vocabulary and rules (shapes)"),
        _("What the terms mean, and what the data must meet before they are published."),
    ),
    (
        ("queries/",),
        _("Example questions"),
        _("Questions in SPARQL, each with its whole answer from this release."),
    ),
    (
        ("",),
        _("About the release"),
        _(
            "The catalogue (DCAT), the statistics (VoID), the report of the rules, and the manifest of all "
            "files."
        ),
    ),
]


@dataclass(frozen=True)
class Listed:
    """A file as it is listed: its path cut where a line may break, format, size, its compressed form."""

    path: str
    pieces: tuple[str, ...]
    format: str | None
    bytes: int | None
    triples: int | None
    packed: File | None


@dataclass(frozen=True)
class Group:
    """Files that serve one purpose: what they are, what for."""

    heading: str
    purpose: str
    files: tuple[Listed, ...]

    @property
    def has_triples(self) -> bool:
        """Tell whether triples of any file are counted."""
        return any(file.triples is not None for file in self.files)

    @property
    def has_packed(self) -> bool:
        """Tell whether any file is there compressed."""
        return any(file.packed for file in self.files)


def groups(manifest: Manifest) -> list[Group]:
    """Put the files of a release in groups; none is left out, no group is empty."""
    found: dict[int, list[Listed]] = {at: [] for at in range(len(GROUPS))}
    for file in listed(manifest):
        found[_group(file.path)].append(file)
    return [
        Group(text(heading), text(purpose), tuple(sorted(found[at], key=lambda file: _place(prefixes, file))))
        for at, (prefixes, heading, purpose) in enumerate(GROUPS)
        if found[at]
    ]


def listed(manifest: Manifest) -> list[Listed]:
    """List the files of a release and its manifest, a compressed file with the one that it is made of."""
    own = Listed(NAME, _pieces(NAME), FORMATS[".json"], None, None, None)
    return [*_all_listed(manifest.files), own]


def of_agreement(manifest: Manifest, agreement: str) -> list[Listed]:
    """List the files that hold one agreement with all its versions, a format each."""
    beginning = f"dumps/agreements/{agreement}."
    return _all_listed(file for file in manifest.files if file.path.startswith(beginning))


def _all_listed(files: Iterable[File]) -> list[Listed]:
    by_path = {file.path: file for file in files}
    is_packed = {path + PACKED for path in by_path}
    left = (file for path, file in by_path.items() if path not in is_packed)
    return [_listed(file, by_path.get(file.path + PACKED)) for file in left]


def _listed(file: File, packed: File | None) -> Listed:
    name = FORMATS.get(PurePosixPath(file.path).suffix)
    return Listed(file.path, _pieces(file.path), name, file.bytes, file.triples, packed)


def _pieces(path: str) -> tuple[str, ...]:
    """Cut a path behind each slash; in the groups of dumps and tables the directory goes without saying."""
    *directories, name = path.split("/")
    shown = [] if directories and directories[0] in UNSAID else directories
    return (*(directory + "/" for directory in shown), name)


def _place(prefixes: tuple[str, ...], file: Listed) -> int:
    """Tell where a file stands in its group: with those of the same beginning, in the group's own order."""
    return next(at for at, prefix in enumerate(prefixes) if file.path.startswith(prefix))


def _group(path: str) -> int:
    return next(at for at, (prefixes, _, _) in enumerate(GROUPS) if path.startswith(prefixes))

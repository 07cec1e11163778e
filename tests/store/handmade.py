"""A small release written by hand, so that serving is tested without building; synthetic throughout."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

from kg.release.manifest import NAME, File, Manifest, NamedGraph, sha256_of

BASE = "http://localhost:8000/"
RELEASE = "2025-01-01-handmade"
SOURCE = Path(__file__).parent / "release"

MEDIA_TYPES = {
    ".csv": "text/csv",
    ".gz": "application/gzip",
    ".jsonl": "application/jsonl",
    ".nq": "application/n-quads",
    ".ttl": "text/turtle",
    ".txt": "text/plain",
}
GRAPHS = (
    NamedGraph(BASE + "id/agreement/example", "agreement", 3),
    NamedGraph(BASE + "id/agreement/example/version/1", "version", 10),
    NamedGraph(BASE + "graph/reference", "reference", 1),
)


def write_release(releases: Path, name: str = RELEASE) -> Path:
    """Write the release below `releases` with its compressed dump and its manifest; give its directory."""
    release = releases / name
    shutil.copytree(SOURCE, release)
    dump = release / "dumps/renkei.nq"
    (release / "dumps/renkei.nq.gz").write_bytes(gzip.compress(dump.read_bytes(), mtime=0))
    write_manifest(release)
    return release


def write_manifest(release: Path) -> None:
    """Record the files as they are."""
    paths = sorted(path for path in release.rglob("*") if path.is_file() and path.name != NAME)
    manifest = Manifest(
        release=release.name,
        as_of="2025-01-01",
        base=BASE,
        publishable=False,
        title={"ja": "架空の公開", "en": "A synthetic release"},
        graphs=GRAPHS,
        coverage=(),
        inputs=(),
        tools={},
        files=tuple(_described(release, path) for path in paths),
    )
    (release / NAME).write_text(manifest.to_json(), encoding="utf-8")


def _described(release: Path, path: Path) -> File:
    size, digest = path.stat().st_size, sha256_of(path)
    return File(str(path.relative_to(release)), MEDIA_TYPES[path.suffix], size, digest)

"""Load a release into memory."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Store

from kg.errors import Message, ReleaseError
from kg.release.manifest import Manifest, differences, read_manifest, sha256_of

QUADS = "dumps/renkei.nq"
CATALOGUE = "catalogue.ttl"


def verified_manifest(release: Path) -> Manifest:
    """Read the manifest and compare every file with it; ReleaseError names the first that differs."""
    manifest = read_manifest(release)
    try:
        found = differences(release, manifest)
    except OSError as error:  # it is being removed, perhaps
        found = [Message("{path} cannot be read", {"path": Path(error.filename or release).name})]
    if found:
        template = "Release {release} is not as it was built: {difference}."
        raise ReleaseError(Message(template, {"release": manifest.release, "difference": found[0]}))
    return manifest


def load(release: Path) -> Store:
    """Load the dump of all graphs, and the catalogue into a graph of its own; ReleaseError when altered."""
    manifest = read_manifest(release)
    recorded = {file.path: file.sha256 for file in manifest.files}
    for path in (QUADS, CATALOGUE):
        if sha256_of(release / path) != recorded.get(path):
            template = "Release {release} is not as it was built: {difference}."
            difference = Message("{path} is not what the manifest records", {"path": path})
            raise ReleaseError(Message(template, {"release": manifest.release, "difference": difference}))
    store = Store()
    store.bulk_load(path=release / QUADS, format=RdfFormat.N_QUADS)
    catalogue = NamedNode(manifest.base + "graph/catalogue")
    store.bulk_load(path=release / CATALOGUE, format=RdfFormat.TURTLE, to_graph=catalogue)
    return store

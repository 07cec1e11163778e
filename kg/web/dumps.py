"""The files of a release, as its manifest lists them: nothing else in the directory can be asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path

from flask import Blueprint, Response, abort, current_app, jsonify, request, url_for
from werkzeug.wsgi import wrap_file

from kg.errors import ReleaseError
from kg.release.manifest import NAME, File, Manifest, served_manifest, sha256_of
from kg.web.errors import refusal
from kg.web.negotiation import prefers_html
from kg.web.pages.answer import rendered, varied
from kg.web.pages.context import current_store
from kg.web.pages.files import groups
from kg.web.validators import BRIEFLY, FOR_EVER, dated, validated

TOMBSTONE = "tombstone.json"
BLOCK = 1 << 16
"""Bytes that are read from a file at a time."""

# No longer than a name in a file system may be.
RELEASE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", re.ASCII)

blueprint = Blueprint("dumps", __name__, url_prefix="/dumps")


@blueprint.get("/")
@blueprint.get("/latest/")
def index() -> Response:
    """List the releases, and the files of the one that is served."""
    return contents(current_store().manifest)


@blueprint.get("/<release>/")
def index_of(release: str) -> Response:
    """List the releases, and the files of this one."""
    return contents(manifest_in(directory_of(release)))


def contents(manifest: Manifest) -> Response:
    """List the files of a release and the other releases: a page for people, JSON for machines."""
    listing = {"latest": current_store().manifest.release, "releases": releases()}
    if prefers_html(request.headers.get("Accept", "")):
        response = rendered("dumps.html", manifest=manifest, groups=groups(manifest), **listing)
    else:
        response = jsonify(listing | {"release": manifest.release, "files": files(manifest)})
        response = validated(response, manifest.as_of)
    return varied(response)


@blueprint.get("/latest/<path:path>")
def latest(path: str) -> Response:
    """Deliver a file of the release that is served."""
    return deliver(current_store().release, path, BRIEFLY)


@blueprint.get("/<release>/<path:path>")
def kept(release: str, path: str) -> Response:
    """Deliver a file of the release with this id; 410 when the release has been withdrawn."""
    return deliver(directory_of(release), path, FOR_EVER)


def directory_of(release: str) -> Path:
    """Give the directory of a release; 404 when there is none, 410 when it has been withdrawn."""
    directory = current_store().release.parent / release
    if not RELEASE.fullmatch(release) or not directory.is_dir():
        abort(HTTPStatus.NOT_FOUND)
    if (directory / TOMBSTONE).exists():
        raise refusal(410, "Release {release} has been withdrawn.", release=release)
    return directory


def deliver(directory: Path, path: str, cache: str) -> Response:
    """Deliver a file that the manifest lists: compressed where that is accepted and at hand."""
    listed = listed_files(directory)
    if path not in listed:
        abort(HTTPStatus.NOT_FOUND)
    file, compressed = listed[path], listed.get(path + ".gz")
    response = None
    if compressed and request.accept_encodings.quality("gzip") > 0:
        response = send(directory, compressed, file.media_type, cache)
        response.content_encoding = "gzip"
    response = response or send(directory, file, file.media_type, cache)
    if compressed:
        response.vary.add("Accept-Encoding")
    return response


def send(directory: Path, file: File, media_type: str, cache: str) -> Response:
    """Send a file: its sha256 is the strong ETag; 304, 412 and single ranges by RFC 9110."""
    response = Response(_content(directory / file.path), mimetype=media_type, direct_passthrough=True)
    if current_app.config["USE_X_SENDFILE"]:
        response.headers["X-Sendfile"] = str(directory / file.path)
    response.content_length = file.bytes
    response.set_etag(file.sha256)
    with dated(response, manifest_in(directory).as_of, cache):
        response.make_conditional(request, accept_ranges=wants_one_range(), complete_length=file.bytes)
    if response.status_code == HTTPStatus.PRECONDITION_FAILED:
        response.close()
        abort(HTTPStatus.PRECONDITION_FAILED)
    return response


def _content(path: Path) -> Iterable[bytes]:
    """Give the content of a file; none where the server sends it."""
    return () if current_app.config["USE_X_SENDFILE"] else wrap_file(request.environ, path.open("rb"), BLOCK)


def wants_one_range() -> bool:
    """Tell whether a range may be cut out: not several at once, and not where 304 may be the answer."""
    several = request.range is not None and len(request.range.ranges) > 1
    return not several and not request.if_none_match


@lru_cache(maxsize=16)
def listed_files(directory: Path) -> dict[str, File]:
    """Give the files of a release by path, with the manifest itself; 404 when there is no such release."""
    manifest, own = manifest_in(directory), directory / NAME
    described = File(NAME, "application/json", own.stat().st_size, sha256_of(own))
    return {file.path: file for file in (*manifest.files, described)}


def manifest_in(directory: Path) -> Manifest:
    """Read the manifest of a release; 404 when there is no such release."""
    try:
        return served_manifest(directory)
    except ReleaseError:
        abort(HTTPStatus.NOT_FOUND)


def files(manifest: Manifest) -> list[dict[str, object]]:
    """Describe the files of a release, with where to get them."""
    return [
        {
            "path": file.path,
            "url": url_for("dumps.kept", release=manifest.release, path=file.path),
            "media_type": file.media_type,
            "bytes": file.bytes,
            "sha256": file.sha256,
        }
        for file in manifest.files
    ]


def releases() -> list[dict[str, object]]:
    """List the releases that lie beside the one that is served, newest first."""
    directory = current_store().release.parent
    names = sorted((path.parent.name for path in directory.glob(f"*/{NAME}")), reverse=True)
    return [
        {"release": name, "url": url_for("dumps.kept", release=name, path=NAME)}
        for name in names
        if RELEASE.fullmatch(name) and not (directory / name / TOMBSTONE).exists()
    ]

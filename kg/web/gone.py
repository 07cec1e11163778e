"""Things that an earlier release held and the one that is served does not: gone (410), not unknown."""

from __future__ import annotations

from http import HTTPStatus
from typing import NoReturn

from flask import abort

from kg.web.errors import refusal
from kg.web.history import DELETE, Change, publications


def absent(iri: str) -> NoReturn:
    """Refuse what is not there: 410 when it, or what it was a part of, was withdrawn; otherwise 404."""
    for publication in reversed(publications()):
        for change in publication.changes:
            if change.kind == DELETE and _is_part(iri, publication.record.base, change):
                template = "“{title}” was withdrawn with release {release}; earlier ones may still hold it."
                title, release = change.held.title["ja"], publication.record.release
                raise refusal(410, template, title=title, release=release)
    abort(HTTPStatus.NOT_FOUND)


def _is_part(iri: str, base: str, change: Change) -> bool:
    """Tell whether an IRI names a data set, what it was about, or a part of either."""
    wholes = {f"{base}id/dataset/{change.dataset}", change.held.topic} - {""}
    return any(iri == whole or iri.startswith(f"{whole}/") for whole in wholes)

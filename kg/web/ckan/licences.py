"""Licences by the ids under which CKAN knows them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Licence:
    """A licence: CKAN's id and title of it, its address, and whether the Open Definition approves of it."""

    id: str
    title: str
    url: str
    is_open: bool


UNKNOWN = Licence("notspecified", "License not specified", "", False)
LICENCES = (
    UNKNOWN,
    Licence("cc-by", "Creative Commons Attribution", "https://creativecommons.org/licenses/by/4.0/", True),
    Licence(
        "cc-by-sa",
        "Creative Commons Attribution Share-Alike",
        "https://creativecommons.org/licenses/by-sa/4.0/",
        True,
    ),
    Licence("cc-zero", "Creative Commons CCZero", "https://creativecommons.org/publicdomain/zero/1.0/", True),
)


def licence_of(iri: str) -> Licence:
    """Give the licence with this IRI; one that CKAN does not know goes by its address."""
    if not iri:
        return UNKNOWN
    return next((known for known in LICENCES if known.url == iri), Licence(iri, iri, iri, False))

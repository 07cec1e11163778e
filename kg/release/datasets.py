"""The data sets that a release offers, as plain facts: what catalogues and feeds of every kind are made from.

Written into the release as `datasets.json` when it is built; a server reads it and never computes it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.errors import Message, ReleaseError

NAME = "datasets.json"
WHOLE = "whole"
"""The kind of the data set that is everything."""

Words = dict[str, str]
"""A text by language, "ja" and "en"."""


@dataclass(frozen=True)
class Place:
    """A territory: the IRI that a register of places gives it, and its name in Japanese."""

    iri: str
    name: str


@dataclass(frozen=True)
class DataSet:
    """A data set: `kind` says what it holds, `files` where; texts in ja and en, dates in ISO 8601.

    `version` is the registered id of the newest content, `previous` the data set that this one follows,
    `series` the id of the series it belongs to; "" where there is none. `licence` is "" when unknown.
    `standing` says that the newest content is a draft, if it is.
    `digest` tells whether what is said of it or its content has changed.
    """

    id: str
    kind: str
    title: Words
    description: Words
    rights: Words
    provenance: Words
    keywords: dict[str, tuple[str, ...]]
    issued: str
    modified: str
    licence: str
    languages: tuple[str, ...]
    themes: tuple[str, ...]
    conforms_to: tuple[str, ...]
    files: tuple[str, ...]
    topic: str = ""
    sources: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    applicable_from: str = ""
    version: str = ""
    previous: str = ""
    series: str = ""
    standing: Words = field(default_factory=dict)
    digest: str = ""


@dataclass(frozen=True)
class Series:
    """The versions of one agreement."""

    id: str
    title: Words
    description: Words
    topic: str
    issued: str
    modified: str


@dataclass(frozen=True)
class Offer:
    """Everything a release offers, and who offers it; `themes` names every theme in ja and en."""

    base: str
    release: str
    as_of: str
    title: Words
    description: Words
    publisher: str
    publisher_name: Words
    publisher_page: str
    contact: str
    licence: str
    themes: dict[str, Words]
    series: tuple[Series, ...]
    datasets: tuple[DataSet, ...] = field(default=())

    def named(self, release: str) -> Offer:
        """Give the same once the release has an id: the whole data set alone speaks of it."""
        datasets = (replace(each, version=release) if each.kind == WHOLE else each for each in self.datasets)
        return replace(self, release=release, datasets=tuple(datasets))

    def to_json(self) -> str:
        """Write the offer as JSON with sorted keys; equal offers are equal text."""
        return json.dumps(vars(self), default=vars, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read_offer(release: Path) -> Offer:
    """Read what the release in this directory offers; ReleaseError when it does not say."""
    try:
        fields = json.loads((release / NAME).read_text(encoding="utf-8"))
        return Offer(
            **fields
            | {
                "series": tuple(Series(**series) for series in fields["series"]),
                "datasets": tuple(_dataset(dataset) for dataset in fields["datasets"]),
            }
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        template = "{release} holds no readable list of data sets. Build a release with “kg build”."
        raise ReleaseError(Message(template, {"release": release.name})) from error


def _dataset(fields: dict[str, object]) -> DataSet:
    """Make lists of JSON into the tuples that a data set has."""
    plain = {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}
    keywords, places = plain.pop("keywords"), plain.pop("places")
    assert isinstance(keywords, dict)
    assert isinstance(places, tuple)
    return DataSet(
        keywords={language: tuple(words) for language, words in keywords.items()},
        places=tuple(Place(**place) for place in places),
        **plain,  # type: ignore[arg-type]
    )

"""The catalogue for people: each data set with its files and terms, and as search engines read them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from flask import Response

from kg.release.datasets import DataSet, Offer
from kg.release.manifest import File
from kg.web.i18n import language
from kg.web.locations import landing_page
from kg.web.offers import current_offer
from kg.web.pages.answer import rendered
from kg.web.pages.context import current_store
from kg.web.pages.files import FORMATS, PACKED
from kg.web.schema_org import describe_catalogue

PAGE = 50
"""Data sets on a page, as many as on a page of the RDF."""


@dataclass(frozen=True)
class Offered:
    """A data set as it is shown: its texts in the reader's language, where it leads, its files."""

    id: str
    title: str
    description: str
    href: str
    modified: str
    licence: str
    rights: str
    files: tuple[tuple[str, str, int], ...]


def catalogue_page(number: int) -> Response:
    """Show a page of the catalogue, from 1; one beyond the end shows no data set."""
    offer, manifest = current_offer(), current_store().manifest
    datasets = offer.datasets[(number - 1) * PAGE : number * PAGE]
    files = {file.path: file for file in manifest.files}
    pages = -(-len(offer.datasets) // PAGE)
    return rendered(
        "catalogue.html",
        datasets=[_offered(offer, dataset, files) for dataset in datasets],
        total=len(offer.datasets),
        number=number,
        pages=pages,
        structured=describe_catalogue(offer, datasets, files),
    )


def _offered(offer: Offer, dataset: DataSet, files: dict[str, File]) -> Offered:
    reader = language()
    address = landing_page(offer, dataset)
    return Offered(
        dataset.id,
        dataset.title[reader],
        dataset.description[reader],
        address.replace(f"{offer.base}id/", f"/{reader}/doc/"),
        dataset.modified,
        dataset.licence,
        dataset.rights[reader],
        tuple(_file(files[path]) for path in dataset.files if not path.endswith(PACKED)),
    )


def _file(file: File) -> tuple[str, str, int]:
    """Give where a file is, the name of its format, and its size."""
    suffix = PurePosixPath(file.path).suffix
    return f"/dumps/latest/{file.path}", FORMATS.get(suffix, suffix), file.bytes

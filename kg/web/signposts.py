"""Signposts: what leads a machine from a page or file to its data set, in headers and inside pages.

Link headers follow FAIR Signposting; inside a page stands schema.org, which search engines of data sets read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from flask import Blueprint, Response, request

from kg.release.datasets import DataSet, Offer
from kg.release.manifest import served_manifest
from kg.web.locations import dataset_iri, file_address, landing_page
from kg.web.negotiation import HTML, SUFFIXES
from kg.web.offers import files_of, offer_of
from kg.web.pages.context import current_store
from kg.web.schema_org import describe_dataset
from kg.web.wellknown import API_CATALOG

DOCUMENT = re.compile(r"/(?:(?:ja|en)/)?doc/([^.]+)(?:\.[a-z]+)?")
FILE = re.compile(r"/dumps/[^/]+/(.+)")
TABLES = "csv/csv-metadata.json"
RDF_SUFFIXES = ("ttl", "jsonld", "nt", "rdf")
SCHEMA = "https://schema.org/"

blueprint = Blueprint("signposts", __name__)


@blueprint.after_app_request
def signpost(response: Response) -> Response:
    """Add the links of what was answered, if it belongs to a data set."""
    if response.status_code in {200, 206, 304}:
        for target, attributes in links(request.path):
            written = "".join(f'; {name}="{value}"' for name, value in attributes.items())
            response.headers.add("Link", f"<{target}>{written}")
    return response


@blueprint.app_context_processor
def structured() -> dict[str, object]:
    """Give the page of a data set, or of what it is about, its description for search engines."""
    document, release = DOCUMENT.fullmatch(request.path), current_store().release
    offer, dataset = offer_of(release), by_document(release).get(document[1]) if document else None
    return {"structured": describe_dataset(offer, dataset, files_of(release)) if offer and dataset else None}


def links(path: str) -> list[tuple[str, dict[str, str]]]:
    """Give target and attributes of each link of what is at a path."""
    release = current_store().release
    if document := DOCUMENT.fullmatch(path):
        return list(of_document(release, document[1]))
    if file := FILE.fullmatch(path):
        return list(of_file(release, file[1]))
    if path == "/catalog" or path.startswith("/catalog."):
        return list(of_catalogue(release))
    return []


def of_document(release: Path, name: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Lead from the page of a data set, or of what it is about, to its files and descriptions."""
    offer, datasets = offer_of(release), by_document(release)
    if offer is None or name not in datasets:
        return
    dataset = datasets[name]
    yield f"{offer.base}id/{name}", {"rel": "cite-as"}
    yield f"{SCHEMA}Dataset", {"rel": "type"}
    yield f"{SCHEMA}AboutPage", {"rel": "type"}
    yield f"{offer.base}id/publisher/{offer.publisher}", {"rel": "author"}
    if dataset.licence:
        yield dataset.licence, {"rel": "license"}
    for suffix in RDF_SUFFIXES:
        yield f"{offer.base}doc/{name}.{suffix}", {"rel": "describedby", "type": SUFFIXES[suffix]}
    files = files_of(release)
    for path in dataset.files:
        yield file_address(offer, dataset, path), {"rel": "item", "type": files[path].media_type}
    yield f"{offer.base}catalog", {"rel": "collection"}


def of_file(release: Path, path: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Lead from a file to the data set that it belongs to, and to what describes it."""
    offer, datasets = offer_of(release), by_file(release)
    if offer is None or path not in datasets:
        return
    dataset = datasets[path]
    yield landing_page(offer, dataset), {"rel": "collection", "type": HTML}
    yield dataset_iri(offer, dataset), {"rel": "describedby"}
    if path.endswith(".csv"):
        yield f"{offer.base}dumps/latest/{TABLES}", {"rel": "describedby", "type": "application/csvm+json"}
    if dataset.licence:
        yield dataset.licence, {"rel": "license"}


def of_catalogue(release: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Lead from the catalogue to who publishes it on which terms, to its forms, and to the APIs."""
    offer, manifest = offer_of(release), served_manifest(release)
    yield f"{manifest.base}catalog", {"rel": "cite-as"}
    yield f"{SCHEMA}DataCatalog", {"rel": "type"}
    if offer:
        yield f"{offer.base}id/publisher/{offer.publisher}", {"rel": "author"}
        yield offer.licence, {"rel": "license"}
    for suffix in RDF_SUFFIXES:
        yield f"{manifest.base}catalog.{suffix}", {"rel": "describedby", "type": SUFFIXES[suffix]}
    yield manifest.base + API_CATALOG[1:], {"rel": "api-catalog"}


@lru_cache(maxsize=4)
def by_document(release: Path) -> dict[str, DataSet]:
    """Give the data sets by the names of their documents and of those of what they are about."""
    offer = offer_of(release)
    return {name: dataset for dataset in _datasets(offer) for name in _documents(offer, dataset)}


@lru_cache(maxsize=4)
def by_file(release: Path) -> dict[str, DataSet]:
    """Give the data sets by the paths of their files."""
    return {path: dataset for dataset in _datasets(offer_of(release)) for path in dataset.files}


def _datasets(offer: Offer | None) -> tuple[DataSet, ...]:
    return offer.datasets if offer else ()


def _documents(offer: Offer | None, dataset: DataSet) -> Iterator[str]:
    yield f"dataset/{dataset.id}"
    if offer and dataset.topic.startswith(f"{offer.base}id/"):
        yield dataset.topic.removeprefix(f"{offer.base}id/")

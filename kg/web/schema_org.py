"""Data sets in schema.org's words, for search engines of data sets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kg.release.datasets import DataSet, Offer
from kg.release.manifest import File
from kg.web.locations import dataset_iri, file_address

CONTEXT = "https://schema.org/"


def describe_catalogue(offer: Offer, datasets: Iterable[DataSet], files: dict[str, File]) -> dict[str, Any]:
    """Describe the catalogue with these of its data sets."""
    return {
        "@context": CONTEXT,
        "@type": "DataCatalog",
        "@id": f"{offer.base}catalog",
        "url": f"{offer.base}catalog",
        "name": _texts(offer.title),
        "description": _texts(offer.description),
        "publisher": _publisher(offer),
        "license": offer.licence,
        "dateModified": offer.as_of,
        "dataset": [_dataset(offer, dataset, files) for dataset in datasets],
    }


def describe_dataset(offer: Offer, dataset: DataSet, files: dict[str, File]) -> dict[str, Any]:
    """Describe one data set."""
    return {"@context": CONTEXT} | _dataset(offer, dataset, files)


def _dataset(offer: Offer, dataset: DataSet, files: dict[str, File]) -> dict[str, Any]:
    described = {
        "@type": "Dataset",
        "@id": dataset_iri(offer, dataset),
        "url": dataset_iri(offer, dataset),
        "identifier": dataset.id,
        "name": _texts(dataset.title),
        "description": _texts(dataset.description),
        "keywords": [word for words in dataset.keywords.values() for word in words],
        "inLanguage": list(dataset.languages),
        "datePublished": dataset.issued,
        "dateModified": dataset.modified,
        "version": dataset.version,
        "license": dataset.licence,
        "creditText": _texts(dataset.rights),
        "isAccessibleForFree": True,
        "creator": _publisher(offer),
        "publisher": _publisher(offer),
        "includedInDataCatalog": {"@id": f"{offer.base}catalog"},
        "spatialCoverage": [
            {"@type": "Place", "@id": place.iri, "name": place.name} for place in dataset.places
        ],
        "temporalCoverage": f"{dataset.applicable_from}/.." if dataset.applicable_from else "",
        "distribution": [_download(offer, dataset, files[path]) for path in dataset.files],
    }
    return {name: value for name, value in described.items() if value not in ("", [])}


def _download(offer: Offer, dataset: DataSet, file: File) -> dict[str, Any]:
    return {
        "@type": "DataDownload",
        "name": file.path.rpartition("/")[2],
        "contentUrl": file_address(offer, dataset, file.path),
        "encodingFormat": file.media_type,
        "contentSize": f"{file.bytes} B",
        "sha256": file.sha256,
    }


def _publisher(offer: Offer) -> dict[str, Any]:
    described = {
        "@type": "Organization",
        "@id": f"{offer.base}id/publisher/{offer.publisher}",
        "name": _texts(offer.publisher_name),
        "url": offer.publisher_page,
    }
    return {name: value for name, value in described.items() if value}


def _texts(words: dict[str, str]) -> list[dict[str, str]]:
    return [{"@language": language, "@value": text} for language, text in words.items()]

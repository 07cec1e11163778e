"""/data.json: the catalogue in DCAT-US 1.1, one document, in one language."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, request

from kg.language import LANGUAGES
from kg.release.datasets import DataSet, Offer
from kg.release.manifest import File
from kg.web.locations import dataset_iri, file_address, landing_page
from kg.web.offers import current_offer, files_of, offer_of
from kg.web.pages.context import current_store
from kg.web.validators import validated

SCHEMA = "https://project-open-data.cio.gov/v1.1/schema"

blueprint = Blueprint("data_json", __name__)


@blueprint.get("/data.json")
def data_json() -> Response:
    """Answer with the catalogue; in Japanese, unless `?lang=en` asks otherwise."""
    offer, asked = current_offer(), request.args.get("lang", "")
    body = written(current_store().release, asked if asked in LANGUAGES else "ja")
    return validated(Response(body, mimetype="application/json"), offer.as_of)


@lru_cache(maxsize=4)
def written(release: Path, language: str) -> bytes:
    """Write the catalogue of this release in a language."""
    offer, files = offer_of(release), files_of(release)
    assert offer is not None
    catalogue = {
        "@context": f"{SCHEMA}/catalog.jsonld",
        "@id": f"{offer.base}data.json",
        "@type": "dcat:Catalog",
        "conformsTo": SCHEMA,
        "describedBy": f"{SCHEMA}/catalog.json",
        "dataset": [_dataset(offer, dataset, files, language) for dataset in offer.datasets],
    }
    return json.dumps(catalogue, ensure_ascii=False).encode()


def _dataset(offer: Offer, dataset: DataSet, files: dict[str, File], language: str) -> dict[str, Any]:
    """Describe a data set; the fields that only agencies of the United States have are left out.

    `temporal` is, too: it wants an end, and agreements name only the day on which they begin to apply.
    """
    described = {
        "@type": "dcat:Dataset",
        "title": dataset.title[language],
        "description": dataset.description[language],
        "keyword": list(dataset.keywords[language]),
        "modified": dataset.modified,
        "issued": dataset.issued,
        "publisher": {"@type": "org:Organization", "name": offer.publisher_name[language]},
        "contactPoint": _contact(offer, language),
        "identifier": dataset_iri(offer, dataset),
        "accessLevel": "public",
        "license": dataset.licence,
        "rights": dataset.rights[language],
        "landingPage": landing_page(offer, dataset),
        "language": list(dataset.languages),
        "accrualPeriodicity": "irregular",
        "spatial": "; ".join(place.name for place in dataset.places),
        "theme": [offer.themes[theme][language] for theme in dataset.themes],
        "conformsTo": next(iter(dataset.conforms_to), ""),
        "distribution": [_distribution(offer, dataset, files[path]) for path in dataset.files],
    }
    return {name: value for name, value in described.items() if value not in ("", [])}


def _contact(offer: Offer, language: str) -> dict[str, str]:
    contact = {"@type": "vcard:Contact", "fn": offer.publisher_name[language]}
    return contact | ({"hasEmail": offer.contact} if offer.contact.startswith("mailto:") else {})


def _distribution(offer: Offer, dataset: DataSet, file: File) -> dict[str, str]:
    return {
        "@type": "dcat:Distribution",
        "title": file.path.rpartition("/")[2],
        "downloadURL": file_address(offer, dataset, file.path),
        "mediaType": file.media_type,
    }

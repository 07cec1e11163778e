"""Data sets in CKAN's words, in Japanese: packages with resources, tags, groups and their organization."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from kg.release.datasets import DataSet, Offer
from kg.release.manifest import File
from kg.web.ckan.documents import Package, document_of
from kg.web.ckan.licences import licence_of
from kg.web.history import DELETE, Publication, Seen, publications, seen
from kg.web.locations import dataset_iri, file_address, landing_page
from kg.web.offers import current_offer, files_of, settled
from kg.web.pages.context import current_store
from kg.web.pages.files import FORMATS

LANGUAGE = "ja"


@dataclass(frozen=True)
class Portal:
    """The catalogue as a portal shows it: packages by name, their organization, groups by name."""

    offer: Offer
    packages: dict[str, Package]
    by_id: dict[str, Package]
    documents: tuple[tuple[Package, dict[str, Any]], ...]
    organization: dict[str, Any]
    groups: dict[str, dict[str, Any]]

    def find(self, name: str) -> Package | None:
        """Give the package with this name or id."""
        return self.packages.get(name) or self.by_id.get(name)


def current_portal() -> Portal:
    """Give the portal of the release that is served."""
    return _portal(current_store().release, seen())


@lru_cache(maxsize=2)
def _portal(release: Path, seen: Seen) -> Portal:
    """Keep a portal as long as the releases side by side stay the same."""
    offer, history = current_offer(), publications()
    organization = _organization(offer)
    groups = {_group_name(iri): _group(offer, iri) for iri in offer.themes}
    writer = _Writer(offer, files_of(release), organization, groups, _moments(history))
    packages = {dataset.id: writer.package(dataset) for dataset in offer.datasets}
    by_id = {package["id"]: package for package in packages.values()}
    documents = tuple((package, document_of(package)) for package in packages.values())
    return settled(Portal(offer, packages, by_id, documents, organization, groups))


def _moments(history: tuple[Publication, ...]) -> dict[str, tuple[str, str]]:
    """Give when each data set came and last changed here.

    A portal asks what changed since its last harvest, by its clock; so it is when a change was published that
    counts, not the day that the data bear.
    """
    found: dict[str, tuple[str, str]] = {}
    for publication in history:
        for change in publication.changes:
            created = found.get(change.dataset, (publication.record.written, ""))[0]
            found[change.dataset] = (created, publication.record.written)
            if change.kind == DELETE:
                del found[change.dataset]
    return found


@dataclass(frozen=True)
class _Writer:
    offer: Offer
    files: dict[str, File]
    organization: dict[str, Any]
    groups: dict[str, dict[str, Any]]
    moments: dict[str, tuple[str, str]]

    def package(self, dataset: DataSet) -> Package:
        licence, base = licence_of(dataset.licence), dataset_iri(self.offer, dataset)
        created, modified = self.moments.get(dataset.id, (f"{dataset.issued}T00:00:00",) * 2)
        contact = self.offer.contact.removeprefix("mailto:") if ":" in self.offer.contact else ""
        tags = sorted({tag for words in dataset.keywords.values() for tag in words})
        described = {
            "id": identify(base),
            "name": dataset.id,
            "title": dataset.title[LANGUAGE],
            "notes": dataset.description[LANGUAGE],
            "url": landing_page(self.offer, dataset),
            "version": dataset.version,
            "author": self.offer.publisher_name[LANGUAGE],
            "author_email": "",
            "maintainer": self.offer.publisher_name[LANGUAGE],
            "maintainer_email": contact if "@" in contact else "",
            "license_id": licence.id,
            "license_title": licence.title,
            "license_url": licence.url,
            "isopen": licence.is_open,
            "metadata_created": created,
            "metadata_modified": modified,
            "owner_org": self.organization["id"],
            "organization": self.organization,
            "groups": [self.groups[_group_name(theme)] for theme in dataset.themes],
            "tags": [_tag(tag) for tag in tags],
            "extras": self._extras(dataset),
            "resources": [self._resource(dataset, at, path) for at, path in enumerate(dataset.files)],
            "relationships_as_subject": [],
            "relationships_as_object": [],
            "creator_user_id": None,
            "private": False,
            "state": "active",
            "type": "dataset",
        }
        return described | {"num_tags": len(tags), "num_resources": len(dataset.files)}

    def _extras(self, dataset: DataSet) -> list[dict[str, str]]:
        values = {
            "uri": dataset_iri(self.offer, dataset),
            "identifier": dataset.id,
            "title_en": dataset.title["en"],
            "notes_en": dataset.description["en"],
            "issued": dataset.issued,
            "modified": dataset.modified,
            "rights": dataset.rights[LANGUAGE],
            "provenance": dataset.provenance[LANGUAGE],
            "language": " ".join(dataset.languages),
            "spatial_text": "、".join(place.name for place in dataset.places),
            "spatial_uri": " ".join(place.iri for place in dataset.places),
            "temporal_start": dataset.applicable_from,
            "frequency": "irregular",
            "publisher_name": self.offer.publisher_name[LANGUAGE],
        }
        return [{"key": key, "value": value} for key, value in values.items() if value]

    def _resource(self, dataset: DataSet, position: int, path: str) -> dict[str, Any]:
        file = self.files[path]
        address = file_address(self.offer, dataset, path)
        suffix = PurePosixPath(path.removesuffix(".gz")).suffix
        modified = self.moments.get(dataset.id, ("", f"{dataset.modified}T00:00:00"))[1]
        return {
            "id": identify(f"{dataset_iri(self.offer, dataset)}/{path}"),
            "package_id": identify(dataset_iri(self.offer, dataset)),
            "name": path.rpartition("/")[2],
            "description": "",
            "url": address,
            "url_type": None,
            "format": "GZ" if path.endswith(".gz") else FORMATS.get(suffix, ""),
            "mimetype": file.media_type,
            "size": file.bytes,
            "hash": file.sha256,
            "hash_algorithm": "http://spdx.org/rdf/terms#checksumAlgorithm_sha256",
            "created": modified,
            "last_modified": modified,
            "metadata_modified": modified,
            "position": position,
            "resource_type": "file",
            "state": "active",
        }


def identify(iri: str) -> str:
    """Give the UUID by which CKAN knows a thing: always the same for the same IRI."""
    return str(uuid5(NAMESPACE_URL, iri))


def _tag(tag: str) -> dict[str, Any]:
    return {
        "id": identify(f"tag:{tag}"),
        "name": tag,
        "display_name": tag,
        "state": "active",
        "vocabulary_id": None,
    }


def _organization(offer: Offer) -> dict[str, Any]:
    return {
        "id": identify(f"{offer.base}id/publisher/{offer.publisher}"),
        "name": offer.publisher,
        "title": offer.publisher_name[LANGUAGE],
        "type": "organization",
        "description": "",
        "image_url": "",
        "created": f"{min(dataset.issued for dataset in offer.datasets)}T00:00:00",
        "is_organization": True,
        "approval_status": "approved",
        "state": "active",
    }


def _group_name(iri: str) -> str:
    """Name a theme as CKAN does: in lower case, by the last part of its IRI."""
    return iri.replace("#", "/").rpartition("/")[2].lower()


def _group(offer: Offer, iri: str) -> dict[str, Any]:
    title = offer.themes[iri][LANGUAGE]
    return {
        "id": identify(iri),
        "name": _group_name(iri),
        "title": title,
        "display_name": title,
        "description": offer.themes[iri]["en"],
        "image_display_url": "",
    }

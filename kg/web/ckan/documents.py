"""What a search looks at: the fields of a package as CKAN's index has them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Package = dict[str, Any]

FACETS: dict[str, Callable[[Package], list[str]]] = {
    "organization": lambda package: [package["organization"]["name"]],
    "groups": lambda package: [group["name"] for group in package["groups"]],
    "tags": lambda package: [tag["name"] for tag in package["tags"]],
    "res_format": lambda package: [resource["format"] for resource in package["resources"]],
    "license_id": lambda package: [package["license_id"]],
}


def document_of(package: Package) -> dict[str, Any]:
    """Give the fields of a package by the names that they have in CKAN's index."""
    extras = {f"extras_{extra['key']}": extra["value"] for extra in package["extras"]}
    facets = {name: values(package) for name, values in FACETS.items()}
    own = {name: package[name] for name in ("id", "name", "title", "notes", "version", "state", "owner_org")}
    tags = " ".join(facets["tags"])
    texts = [package["name"], package["title"], package["notes"], tags, package["organization"]["title"]]
    translated = [extras["extras_title_en"], extras["extras_notes_en"]]
    return (
        extras
        | facets
        | own
        | {
            "*": "*",
            "author": package["author"],
            "dataset_type": package["type"],
            "type": package["type"],
            "capacity": "public",
            "metadata_created": package["metadata_created"],
            "metadata_modified": package["metadata_modified"],
            "text": "\n".join([*texts, *translated]),
        }
    )

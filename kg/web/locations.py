"""Where data sets and their files are, by the addresses that the release itself states."""

from __future__ import annotations

from kg.release.datasets import DataSet, Offer


def dataset_iri(offer: Offer, dataset: DataSet) -> str:
    """Give the IRI of a data set."""
    return f"{offer.base}id/dataset/{dataset.id}"


def landing_page(offer: Offer, dataset: DataSet) -> str:
    """Give the address of the page about what a data set holds."""
    return dataset.topic or dataset_iri(offer, dataset)


def file_address(offer: Offer, dataset: DataSet, path: str) -> str:
    """Give the address of a file: within its release for the whole graph, else of the newest there is."""
    release = offer.release if dataset.kind == "whole" else "latest"
    return f"{offer.base}dumps/{release}/{path}"

"""The catalogue (DCAT-AP 3.0.1): what the release offers, for people who harvest.

A long catalogue is cut into pages. Each can be read by itself: it says what the catalogue and its services
are, and describes everything that its data sets lead to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from rdflib import Graph, URIRef

from kg.graph.iris import Iris
from kg.graph.statements import plain_graph
from kg.release.datasets import WHOLE, DataSet, Offer, Series
from kg.release.dcat import Describing
from kg.release.distribution import PACKED
from kg.release.listing import Listing
from kg.release.manifest import File

PAGE = 50
"""Data sets on a page of the catalogue."""


@dataclass(frozen=True)
class Catalogue:
    """Describes an offer: `files` are those of the release."""

    iris: Iris
    offer: Offer
    files: tuple[File, ...]

    @property
    def length(self) -> int:
        """The number of pages; there is always one."""
        return max(1, -(-len(self.offer.datasets) // PAGE))

    def pages(self) -> Iterator[Graph]:
        """Describe the catalogue page by page."""
        return map(self.page, range(1, self.length + 1))

    def page(self, number: int) -> Graph:
        """Describe one page of the catalogue, counted from 1."""
        return self._page(self._datasets(number))

    def names_release(self, number: int) -> bool:
        """Tell whether a page says the release's id."""
        return any(dataset.kind == WHOLE for dataset in self._datasets(number))

    def basis(self, number: int) -> list[object]:
        """Give all that a page is made from; pages of equal bases are the same."""
        datasets = self._datasets(number)
        offer = {
            name: value for name, value in vars(self.offer).items() if name not in {"series", "datasets"}
        }
        own = [self._series[each.series] for each in datasets if each.series]
        paths = [path for each in datasets for path in each.files]
        files = [self._files.get(path) for each in paths for path in (each, each.removesuffix(PACKED))]
        texts = [self.texts.get(source) for each in datasets for source in each.sources]
        offer["release"] = self.offer.release if self.names_release(number) else ""
        return [offer, len(self.offer.datasets), self.first, datasets, own, files, texts]

    @cached_property
    def first(self) -> str:
        """The day on which the first data set was issued."""
        days = (min(each.issued, each.modified) for each in self.offer.datasets)
        return min(days, default=self.offer.as_of)

    def _datasets(self, number: int) -> tuple[DataSet, ...]:
        return self.offer.datasets[(number - 1) * PAGE : number * PAGE]

    @cached_property
    def _files(self) -> dict[str, File]:
        return {file.path: file for file in self.files}

    @cached_property
    def _series(self) -> dict[str, Series]:
        return {series.id: series for series in self.offer.series}

    @cached_property
    def texts(self) -> dict[str, URIRef]:
        """Give the data sets that are documents as received, by the IRIs of the documents."""
        texts = (dataset for dataset in self.offer.datasets if dataset.kind == "text")
        return {text.topic: self.iris.dataset(text.id) for text in texts}

    def _page(self, datasets: Iterable[DataSet]) -> Graph:
        describing = Describing(plain_graph(), self.iris, self.offer)
        write = Listing(describing, self._files, self.texts, self.first)
        write.catalogue()
        write.services()
        for dataset in datasets:
            write.dataset(dataset)
            if dataset.series:
                write.series(self._series[dataset.series])
        return write.write.graph

"""The data sets that are read from documents: each agreement, its versions, its texts; and their series."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kg.graph.iris import Iris
from kg.namespaces import ONTOLOGY, SHAPES
from kg.release import wording
from kg.release.datasets import DataSet, Series
from kg.release.history import History
from kg.release.holdings import Holdings
from kg.release.wording import fill

JAPANESE = ("ja",)
EUROPEAN = tuple(wording.EUROPEAN_THEMES)


@dataclass(frozen=True)
class Documented:
    """Describes what the documents of agreements became; `licence` is that of the compiled data."""

    iris: Iris
    holdings: Holdings
    licence: str

    def agreement(self, history: History) -> DataSet:
        """Describe an agreement with all its versions."""
        return self._read(
            history,
            id=f"agreement-{history.id}",
            kind="agreement",
            title=fill(wording.TITLE["agreement"], title=history.title(), id=history.id),
            files=self.holdings.below(f"dumps/agreements/{history.id}."),
            topic=str(self.iris.agreement(history.id)),
        )

    def versions(self, history: History) -> Iterator[DataSet]:
        """Describe each version by itself."""
        previous = ""
        for part in history.parts():
            version = part.newest.source.version
            yield self._read(
                part,
                id=f"version-{history.id}_{version}",
                kind="version",
                title=fill(wording.TITLE["version"], title=part.title(), id=history.id, version=version),
                files=self.holdings.below(f"dumps/versions/{history.id}/{version}."),
                topic=str(self.iris.version(history.id, version)),
                series=f"series-{history.id}",
                previous=previous,
            )
            previous = f"version-{history.id}_{version}"

    def _read(self, history: History, kind: str, **own: Any) -> DataSet:
        """Describe what was read from the documents of an agreement."""
        issued, modified = history.received()
        applicable = history.newest.applicable_from
        names, version, standing = history.names(), history.newest.source.version, history.standing()
        return DataSet(
            kind=kind,
            description=fill(
                wording.DESCRIPTION[kind],
                parties=names,
                agreement=history.kind.one(),
                version=version,
                standing=standing or wording.NOT_DRAFT,
            ),
            rights=wording.COMPILED,
            provenance=fill(wording.READ_FROM, received=modified),
            keywords=history.keywords(),
            issued=issued,
            modified=modified,
            licence=self.licence,
            languages=JAPANESE,
            themes=(*EUROPEAN, *history.pillars()),
            conforms_to=(ONTOLOGY, SHAPES),
            sources=tuple(str(self.iris.source(each.source.id)) for each in history.outlines),
            places=history.places(),
            applicable_from=applicable,
            version=version,
            standing=standing,
            **own,
        )

    def text(self, part: History) -> DataSet:
        """Describe a document as received."""
        source, standing = part.newest.source, part.standing()
        received = source.received.isoformat()
        return DataSet(
            id=f"text-{source.id}",
            kind="text",
            title=fill(wording.TITLE["text"], title=part.document_title(), id=source.id),
            description=fill(wording.DESCRIPTION["text"], standing=standing or wording.NOT_DRAFT),
            rights=wording.OWN if source.licence else wording.UNKNOWN,
            provenance=fill(wording.RECEIVED, origin=source.origin, received=received),
            keywords=part.keywords(),
            issued=received,
            modified=received,
            licence=source.licence,
            languages=JAPANESE,
            themes=EUROPEAN,
            conforms_to=(),
            files=self.holdings.below(f"sources/{source.id}."),
            topic=str(self.iris.source(source.id)),
            places=part.places(),
            version=source.version,
            standing=standing,
        )

    def series(self, history: History) -> Series:
        """Describe the versions of an agreement as a series."""
        issued, modified = history.received()
        return Series(
            id=f"series-{history.id}",
            title=fill(wording.TITLE["series"], title=history.title(), id=history.id),
            description=fill(
                wording.DESCRIPTION["series"], parties=history.names(), agreement=history.kind.one()
            ),
            topic=str(self.iris.agreement(history.id)),
            issued=issued,
            modified=modified,
        )

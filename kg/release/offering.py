"""Compilation and files → the data sets that the release offers, with everything a catalogue says of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from rdflib import Graph, Literal, URIRef

from kg.namespaces import DCTERMS, ONTOLOGY, RDF, RENKEI, SHAPES, SKOS
from kg.release import wording
from kg.release.compilation import Compilation
from kg.release.datasets import DataSet, Offer, Words
from kg.release.documented import EUROPEAN, Documented
from kg.release.history import History, keywords
from kg.release.holdings import WHOLE, Holdings
from kg.release.kinds import Kinds
from kg.release.manifest import File
from kg.release.outline import Outline
from kg.release.wording import fill

BOTH = ("ja", "en")
SHACL = "https://www.w3.org/TR/shacl/"
OWL = "https://www.w3.org/TR/owl2-overview/"


def describe_offer(compilation: Compilation, release: str, files: Iterable[File]) -> Offer:
    """Describe what these files offer; `release` is "" while the id is still to be computed."""
    return _Offering(compilation, release, Holdings(tuple(files))).offer()


@dataclass(frozen=True)
class _Offering:
    """Describes data set by data set; `histories` are looked up again and again."""

    compilation: Compilation
    release: str
    holdings: Holdings

    def offer(self) -> Offer:
        publisher = self.compilation.publisher
        return Offer(
            base=self.compilation.iris.base,
            release=self.release,
            as_of=self.compilation.as_of.isoformat(),
            title=self.kinds.title(),
            description=self.description(),
            publisher=publisher.id,
            publisher_name=publisher.name,
            publisher_page=publisher.page,
            contact=publisher.contact,
            licence=publisher.licence,
            themes=wording.EUROPEAN_THEMES | _pillars(self.vocabulary),
            series=tuple(self.documented.series(history) for history in self.histories),
            datasets=tuple(map(self.sealed, self.datasets())),
        )

    def datasets(self) -> Iterator[DataSet]:
        yield self.whole()
        yield from (self.documented.agreement(history) for history in self.histories)
        yield from (dataset for history in self.histories for dataset in self.documented.versions(history))
        yield from (self.documented.text(part) for history in self.histories for part in history.parts())
        yield self.reference()
        yield self.written("vocabulary", "ontology/", ONTOLOGY, OWL)
        yield self.written("shapes", "shapes/", SHAPES, SHACL)

    def sealed(self, dataset: DataSet) -> DataSet:
        """Add the digest; the release's own name is no change of what it holds."""
        stated = replace(dataset, version="") if dataset.kind == "whole" else dataset
        checksums = [self.holdings.checksums[path] for path in dataset.files]
        text = json.dumps([vars(stated), checksums], default=vars, sort_keys=True)
        return replace(dataset, digest=hashlib.sha256(text.encode()).hexdigest())

    @property
    def documented(self) -> Documented:
        return Documented(self.compilation.iris, self.holdings, self.licence)

    @cached_property
    def vocabulary(self) -> Graph:
        return self.compilation.vocabulary

    @cached_property
    def histories(self) -> list[History]:
        """The agreements by id, each with its documents in registered order."""
        found: dict[str, list[Outline]] = {}
        for outline in sorted(self.compilation.outlines, key=lambda outline: outline.source.order):
            found.setdefault(outline.source.agreement, []).append(outline)
        return [self.history(found[name]) for name in sorted(found)]

    def history(self, outlines: list[Outline]) -> History:
        """Give the history of the agreement that these documents are of."""
        kind = self.compilation.kinds_of(outlines[-1:])
        return History(tuple(outlines), self.compilation.titles, self.compilation.governments, kind)

    @cached_property
    def kinds(self) -> Kinds:
        """The kinds of the agreements."""
        return self.compilation.kinds

    @cached_property
    def received(self) -> tuple[str, str]:
        """The first and the last day on which any document was received."""
        days = [day for history in self.histories for day in history.received()]
        return min(days), max(days)

    def description(self) -> Words:
        """Say what the whole is, and that it holds drafts, if it does."""
        drafts = any(each.is_draft for history in self.histories for each in history.outlines)
        words = self.kinds.description()
        return fill(wording.SOME_DRAFTS, description=words) if drafts else words

    def whole(self) -> DataSet:
        prefectures = {place.iri: place for history in self.histories for place in history.prefectures()}
        pillars = {pillar for history in self.histories for pillar in history.pillars()}
        held = self.holdings.below(f"dumps/{WHOLE}.", "csv/")
        return DataSet(
            id=WHOLE,
            kind="whole",
            title=fill(wording.TITLE["whole"], agreements=self.kinds.in_short()),
            description=self.description(),
            rights=wording.COMPILED,
            provenance=fill(wording.READ_FROM, received=self.received[1]),
            keywords=keywords(self.kinds),
            issued=self.received[0],
            modified=self.compilation.as_of.isoformat(),
            licence=self.licence,
            languages=BOTH,
            themes=(*EUROPEAN, *sorted(pillars)),
            conforms_to=(ONTOLOGY, SHAPES),
            files=tuple(path for path in held if not path.endswith(".json")),
            places=tuple(prefectures[iri] for iri in sorted(prefectures)),
            version=self.release,
        )

    def reference(self) -> DataSet:
        return self.own(
            "reference", "dumps/reference.", wording.FROM_REGISTERS, self.received, (ONTOLOGY, SHAPES)
        )

    def written(self, kind: str, directory: str, subject: str, standard: str) -> DataSet:
        days = _days(self.vocabulary, subject) or _days(self.vocabulary, ONTOLOGY) or self.received
        return self.own(kind, directory, wording.WRITTEN, days, (standard,))

    def own(
        self, kind: str, files: str, provenance: Words, days: tuple[str, str], conforms_to: tuple[str, ...]
    ) -> DataSet:
        """Describe what belongs to no agreement."""
        return DataSet(
            id=kind,
            kind=kind,
            title=fill(wording.TITLE[kind], agreements=self.kinds.in_short()),
            description=wording.DESCRIPTION[kind],
            rights=wording.OWN,
            provenance=provenance,
            keywords=keywords(self.kinds),
            issued=days[0],
            modified=days[1],
            licence=self.licence,
            languages=BOTH,
            themes=EUROPEAN,
            conforms_to=conforms_to,
            files=self.holdings.below(files),
        )

    @property
    def licence(self) -> str:
        return self.compilation.publisher.licence


def _pillars(vocabulary: Graph) -> dict[str, Words]:
    """Name the pillars, which are the themes of Japan's own scheme."""
    return {
        str(pillar): {
            label.language or "": str(label)
            for label in vocabulary.objects(pillar, SKOS.prefLabel)
            if isinstance(label, Literal)
        }
        for pillar in sorted(vocabulary.subjects(RDF.type, RENKEI.PolicyPillar), key=str)
    }


def _days(vocabulary: Graph, subject: str) -> tuple[str, str] | None:
    """Give the days on which a vocabulary was made and last changed, as it says of itself."""
    days = [vocabulary.value(URIRef(subject), each) for each in (DCTERMS.created, DCTERMS.modified)]
    return (str(days[0]), str(days[1])) if all(days) else None

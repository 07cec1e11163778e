"""What an entry is found by besides its own words: the names of what it belongs to, and its standing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.release.entries import Entry
from kg.web.search.facets import Traits


@dataclass(frozen=True)
class Joined:
    """The entries of a release, each with what others say of it."""

    entries: Sequence[Entry]

    @cached_property
    def by_iri(self) -> dict[str, Entry]:
        """The entries by IRI."""
        return {entry.iri: entry for entry in self.entries}

    @cached_property
    def recorded(self) -> dict[str, Entry]:
        """The instruments by the source that records them."""
        return {entry.source: entry for entry in self.entries if entry.type == "instrument"}

    @cached_property
    def standing(self) -> dict[str, str]:
        """The status of each agreement's newest version."""
        versions = (entry for entry in self.entries if entry.type == "version" and entry.current)
        return {entry.agreement: entry.status for entry in versions}

    @cached_property
    def agreements(self) -> int:
        """How many agreements there are."""
        return sum(entry.type == "agreement" for entry in self.entries)

    def label(self, iri: str) -> dict[str, str]:
        """Give the names of a thing by language; none when it is no entry."""
        entry = self.by_iri.get(iri)
        return entry.label if entry else {}

    def kana(self, iri: str) -> str:
        """Give the reading of a local government's name; "" of anything else."""
        entry = self.by_iri.get(iri)
        return entry.kana if entry else ""

    def agreement(self, entry: Entry) -> str:
        """Give the agreement that an entry belongs to: of a source, the one whose instrument it records."""
        instrument = self.recorded.get(entry.source)
        return entry.agreement or (instrument.agreement if instrument else "")

    def governments(self, entry: Entry) -> tuple[str, ...]:
        """Give the governments that an entry concerns: its own, or else its agreement's."""
        agreement = self.by_iri.get(self.agreement(entry))
        return entry.governments or (agreement.governments if agreement else ())

    def status(self, entry: Entry) -> str:
        """Give the status of the text that an entry comes from; "" when nothing states one."""
        if entry.type == "agreement":
            return self.standing.get(entry.iri, "")
        instrument = self.recorded.get(entry.source)
        return entry.status or (instrument.status if instrument else "")

    def context(self, entry: Entry) -> Iterator[str]:
        """Give the names of what an entry belongs to, in every language, with the readings in kana."""
        kinds = dict.fromkeys(passage.kind for passage in entry.passages if passage.kind)
        agreement = self.agreement(entry)
        for iri in (agreement, *self.governments(entry), entry.pillar, *kinds):
            if iri != entry.iri:
                yield from self.label(iri).values()
                yield self.kana(iri)

    def traits(self, entry: Entry) -> Traits:
        """Give what an entry has of each facet."""
        roles = {(passage.actor, passage.kind) for passage in entry.passages if passage.kind}
        values = {
            "type": {entry.type},
            "municipality": set(self.governments(entry)),
            "pillar": {entry.pillar},
            "kind": {kind for _, kind in roles},
            "status": {self.status(entry)},
        }
        return Traits(
            {facet: frozenset(local(iri) for iri in found if iri) for facet, found in values.items()},
            frozenset((local(actor), local(kind)) for actor, kind in roles),
        )


def local(iri: str) -> str:
    """Give the last part of an IRI, by which parameters name a thing: a code, or a term's name."""
    return iri.rpartition("/")[2].rpartition("#")[2]

"""The history of one agreement as registered: what its versions, parties and texts are called."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.agreement.governments import Government, Governments
from kg.graph.reference import standard_area
from kg.graph.statements import Titles
from kg.release import wording
from kg.release.datasets import Place, Words
from kg.release.kinds import Kinds
from kg.release.outline import Outline
from kg.release.wording import fill

KEYWORD = re.compile(r"[\w .-]{2,100}")
"""What CKAN takes as a tag; for any other keyword, such as 取組（案）, it refuses the whole data set."""


@dataclass(frozen=True)
class History:
    """The documents of one agreement in registered order, its kind, and the registers of names."""

    outlines: tuple[Outline, ...]
    titles: Titles
    governments: Governments
    kind: Kinds

    @property
    def id(self) -> str:
        """The registered id of the agreement."""
        return self.outlines[0].source.agreement

    @property
    def newest(self) -> Outline:
        """The last document in registered order."""
        return self.outlines[-1]

    def parts(self) -> list[History]:
        """Give each version as a history of its own."""
        return [replace(self, outlines=(each,)) for each in self.outlines]

    def title(self) -> Words:
        """Name the agreement: in its own words, and in our English where there is one."""
        words = self.newest.agreement_title
        return {"ja": words, "en": self.titles.english.get(words) or self.kind.names[0]["en"]}

    def document_title(self) -> Words:
        """Name the newest document."""
        words = self.newest.document_title
        return {"ja": words, "en": self.titles.english.get(words, "Agreement document")}

    def parties(self) -> list[Government]:
        """Give the local governments that are parties of any version, in the order of the newest."""
        found = {party.code: party for each in reversed(self.outlines) for party in each.parties}
        return list(found.values())

    def names(self) -> Words:
        """Name the parties in one phrase."""
        names = [self._named(party.name) for party in self.parties()]
        english = " and ".join([", ".join(name["en"] for name in names[:-1]), names[-1]["en"]])
        return {"ja": "、".join(name["ja"] for name in names), "en": english}

    def standing(self) -> Words:
        """Say that the newest version is a draft; say nothing when it is not."""
        return fill(wording.DRAFT, version=self.newest.source.version) if self.newest.is_draft else {}

    def places(self) -> tuple[Place, ...]:
        """Give the territories of the parties."""
        return tuple(Place(str(standard_area(party.code)), party.name) for party in self.parties())

    def prefectures(self) -> list[Place]:
        """Give the territories of the prefectures that the parties lie in."""
        codes = sorted({party.prefecture or party.code for party in self.parties()})
        return [Place(str(standard_area(code)), self.governments.by_code[code].name) for code in codes]

    def pillars(self) -> tuple[str, ...]:
        """Give the pillars that the initiatives stand under."""
        return tuple(sorted({pillar for each in self.outlines for pillar in each.pillars}))

    def keywords(self) -> dict[str, tuple[str, ...]]:
        """Give keywords that every portal takes: common ones, and the names of the parties."""
        names = [self._named(party.name) for party in self.parties()]
        return keywords(self.kind, names)

    def received(self) -> tuple[str, str]:
        """Give the first and the last day on which a document was received."""
        days = [each.source.received.isoformat() for each in self.outlines]
        return min(days), max(days)

    def _named(self, name: str) -> Words:
        return {"ja": name, "en": self.titles.english.get(name, name)}


def keywords(kinds: Kinds, names: Iterable[Words] = ()) -> dict[str, tuple[str, ...]]:
    """Give the keywords for these kinds and these names, without what some portal refuses, each once."""
    names, common = list(names), kinds.keywords()
    return {
        language: tuple(
            dict.fromkeys(
                word
                for word in (*common[language], *(name[language] for name in names))
                if KEYWORD.fullmatch(word)
            )
        )
        for language in ("ja", "en")
    }

"""How a text calls its parties: by designation (甲), or by name where it gives none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.agreement.model import Party
from kg.document.normalize import normalize

DESIGNATIONS = "甲乙丙丁戊己庚辛壬癸"
LOCAL_GOVERNMENT = r"[^\s\d、。()]{1,12}?[都道府県市区町村]"


@dataclass(frozen=True)
class Actors:
    """The keys of the parties in their order, and every word the text has for each, normalised."""

    keys: tuple[str, ...]
    words: Mapping[str, str]

    def key(self, words: str) -> str:
        """Give the key of the party that is called so; the words themselves when none is."""
        return self.words.get(words, words)

    @property
    def pattern(self) -> str:
        """Give a pattern of whatever may stand for a party, also for one that the text does not have."""
        known = sorted(map(re.escape, self.words), key=len, reverse=True)
        return "|".join([*known, f"[{DESIGNATIONS}]"])


def call(parties: Iterable[Party], designations: Iterable[str]) -> Actors:
    """Collect the words for the parties; `designations` are also those of parties that are not resolved."""
    words = {designation: designation for designation in designations}
    for party in parties:
        names = {party.government.name, *(normalize(name.exact).text for name in party.names)}
        words |= dict.fromkeys([party.key, *names], party.key)
    return Actors(tuple(dict.fromkeys(words.values())), words)

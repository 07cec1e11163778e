"""The words that decide: they are data (ontology/concepts), read elsewhere and handed to the parser."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

UNCLASSIFIED = "Unclassified"
USE = "Use"
CHOICES = {
    "kind": ("ConcludingInstrument", "AmendingInstrument", "RestatingInstrument"),
    "covers": ("Schedule", "WholeAgreement"),
    "status": ("Draft", "Concluded", "InForce", "Superseded", "Abolished"),
    "role": ("Lead", "Cooperate", USE, UNCLASSIFIED),
}
"""What a form lets one choose, by column, in the order of its lists; the labels are the vocabulary's."""


@dataclass(frozen=True)
class Cue:
    """Wording that decides a kind of role: the concept's name, and the words."""

    kind: str
    words: str


@dataclass(frozen=True)
class Pillar:
    """A policy pillar of the scheme: the concept's name, its numeral and its label as agreements write it."""

    name: str
    notation: str
    label: str


@dataclass(frozen=True)
class AgreementKind:
    """A kind of agreement: the concept's name, the words that titles end in, the pillars of its scheme."""

    name: str
    words: tuple[str, ...]
    pillars: tuple[Pillar, ...]


@dataclass(frozen=True)
class Choice:
    """What a form lets one choose: the concept's name, and its label."""

    name: str
    label: str


@dataclass(frozen=True)
class Lexicon:
    """Everything that the parser recognises by its wording; `pillars` are those of the kind at hand.

    That is the first kind, 連携協約, unless `of` names another. `choices` are those of a form's columns.
    """

    cues: tuple[Cue, ...]
    pillars: tuple[Pillar, ...]
    kinds: tuple[AgreementKind, ...]
    choices: Mapping[str, tuple[Choice, ...]]

    def of(self, kind: AgreementKind) -> Lexicon:
        """Give the words for an agreement of this kind: the same words may be a pillar of another."""
        return replace(self, pillars=kind.pillars)

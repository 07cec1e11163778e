"""The words that decide: they are data (ontology/concepts), read elsewhere and handed to the parser."""

from __future__ import annotations

from dataclasses import dataclass

UNCLASSIFIED = "Unclassified"


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
class Lexicon:
    """Everything that the parser recognises by its wording."""

    cues: tuple[Cue, ...]
    pillars: tuple[Pillar, ...]

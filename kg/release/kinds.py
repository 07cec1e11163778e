"""The kinds of agreement that are spoken of, and how: by their own names, or by a word that covers all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import Graph, Literal
from rdflib.term import Node

from kg.namespaces import RENKEI, SKOS
from kg.release import wording
from kg.release.datasets import Words
from kg.release.wording import fill


@dataclass(frozen=True)
class Kinds:
    """Kinds of agreement by their names in the vocabulary, at least one; `themes` names the kinds of area."""

    names: tuple[Words, ...]
    themes: tuple[Words, ...] = ()

    def in_short(self) -> Words:
        """Name the agreements in a title: 連携協約, or 連携協約等 for agreements of several kinds."""
        return self.in_full() if len(self.names) == 1 else fill(wording.TOGETHER, first=self.names[0]["ja"])

    def in_full(self) -> Words:
        """Name the agreements in a sentence: 連携協約及び定住自立圏形成協定."""
        english = [f"{_within(name['en'])}s" for name in self.names]
        return {"ja": _joined([name["ja"] for name in self.names], "、", "及び"), "en": _joined(english)}

    def one(self) -> Words:
        """Name one agreement, which is of one kind, in a sentence."""
        (name,) = self.names
        return {"ja": name["ja"], "en": _within(name["en"])}

    def keywords(self) -> dict[str, tuple[str, ...]]:
        """Give the keywords for agreements of these kinds."""
        named = (*self.names, *self.themes)
        return {
            "ja": (*(name["ja"] for name in named), *wording.KEYWORDS["ja"]),
            "en": (*(_within(name["en"]) for name in named), *wording.KEYWORDS["en"]),
        }

    def title(self) -> Words:
        """Name the knowledge graph."""
        return fill(wording.TITLE_OF_ALL, agreements=self.in_short())

    def description(self) -> Words:
        """Say what the knowledge graph is."""
        return fill(wording.DESCRIPTION_OF_ALL, agreements=self.in_full())


def read_kinds(vocabulary: Graph, names: Iterable[str], areas: Iterable[Node] = ()) -> Kinds:
    """Take these kinds of agreement, and kinds of `areas`, from the vocabulary, in order, each once."""
    agreements = [RENKEI[name] for name in sorted(set(names))]
    return Kinds(_labels(vocabulary, agreements), _labels(vocabulary, sorted(set(areas), key=str)))


def _labels(vocabulary: Graph, concepts: Iterable[Node]) -> tuple[Words, ...]:
    return tuple(
        {
            label.language or "": str(label)
            for label in vocabulary.objects(concept, SKOS.prefLabel)
            if isinstance(label, Literal)
        }
        for concept in concepts
    )


def _within(name: str) -> str:
    """Write an English name as it stands within a sentence."""
    return name[:1].lower() + name[1:]


def _joined(names: list[str], comma: str = ", ", last: str = " and ") -> str:
    return last.join(filter(None, [comma.join(names[:-1]), names[-1]]))

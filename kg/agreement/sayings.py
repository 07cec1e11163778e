"""What roles already say of costs: a share that is written again, in words of its own place, is the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.agreement.costs import cost_in
from kg.agreement.roles import sentences
from kg.document.model import Document, Passage
from kg.document.normalize import normalize


@dataclass(frozen=True)
class Saying:
    """Words on costs, and the party whose role says them or whose share is written; None for that of all."""

    party: str | None
    words: str

    @property
    def normal(self) -> str:
        """Give the words by which they are recognised, however they are spaced."""
        return normalize(self.words).without_spaces().text


def costs_within(document: Document, texts: Iterable[Passage]) -> Iterator[Passage]:
    """Give what the sentences say of costs, each to its end."""
    return (cost for text in texts if (cost := cost_in(document, text)))


def sayings_of(party: str, role: str) -> list[Saying]:
    """Give what a role, as text, says of costs when it is read."""
    document = Document("", "", "", role, (), ())
    texts = sentences(document, document.passage(0, len(role)))
    return [Saying(party, cost.exact) for cost in costs_within(document, texts)]


def said_already(written: Sequence[Saying], said: Sequence[Saying]) -> dict[int, int]:
    """Give the places of the written shares that roles say already, each with that of its own saying.

    A party's share is said by that party's role alone; the share of all, by any that is then left.
    """
    left, found = dict(enumerate(said)), {}
    for place, share in sorted(enumerate(written), key=lambda each: each[1].party is None):
        fits = (at for at, each in left.items() if _says(each, share))
        if (saying := next(fits, None)) is not None:
            found[place] = saying
            del left[saying]
    return found


def _says(saying: Saying, share: Saying) -> bool:
    return share.party in (None, saying.party) and share.normal == saying.normal

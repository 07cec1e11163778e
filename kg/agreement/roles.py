"""The kind of a role: read from its sentence, never from 甲/乙 nor from the pillar."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.agreement.actors import Actors
from kg.agreement.lexicon import UNCLASSIFIED, USE, Cue
from kg.agreement.predication import CLOSING, OPENING, is_said_of
from kg.document.composition import ITEM_MARK
from kg.document.model import Document, Passage
from kg.document.normalize import normalize

FULL_STOP = "。｡"
# Characters in common by which two nouns name the same: 高次都市機能, 高次の都市機能.
ENOUGH = 4
# What is used: 高次都市機能を活用することにより, also with an adverb: 施設を有効に.
USED = re.compile(r"(?P<object>[^、。をがは]+)を[^、。を]{0,8}$")
NOUNS = re.compile("[一-鿿々ァ-ヶーA-Za-z0-9]{2,}")


def sentences(document: Document, value: Passage) -> tuple[Passage, ...]:
    """Cut a passage after each full stop that does not stand in brackets; items are without their marks."""
    starts, depth = [value.start], 0
    for place in range(value.start, value.end):
        char = document.text[place]
        depth += (char in OPENING) - (char in CLOSING and depth > 0)
        if char in FULL_STOP and depth == 0:
            starts.append(place + 1)
    ends = pairwise([*starts, value.end])
    parts = (document.passage(_behind_mark(document, start, end), end) for start, end in ends)
    return tuple(part for part in parts if part.exact)


def _behind_mark(document: Document, start: int, end: int) -> int:
    """Give where the words begin: the mark of an item (・) is layout."""
    mark = ITEM_MARK.match(document.text, start, end)
    return mark.end() if mark else start


def decide(
    document: Document,
    actor: str,
    texts: Sequence[Passage],
    cues: Sequence[Cue],
    actors: Actors,
    provided: Sequence[Passage],
) -> tuple[str, tuple[Passage, ...]]:
    """Give the kind that the wording decides, and the deciding words; Unclassified when none or two fit.

    `actor` is the key of the party whose role it is, `actors` are all. `provided` are the pillar, heading and
    content of the initiative: to use something else (ICTを活用することにより) is no role of that kind.
    """
    found = [match for text in texts for match in _matches(document, actor, text, cues, actors, provided)]
    kinds = {kind for kind, _ in found}
    if len(kinds) != 1:
        return UNCLASSIFIED, ()
    return kinds.pop(), tuple(passage for _, passage in found)


def _matches(
    document: Document,
    actor: str,
    text: Passage,
    cues: Sequence[Cue],
    actors: Actors,
    provided: Sequence[Passage],
) -> Iterator[tuple[str, Passage]]:
    """Find where each cue first speaks of the actor, also where a line break runs through it."""
    words = document.normalized(text).without_spaces()
    for cue in cues:
        for match in re.finditer(re.escape(normalize(cue.words).text), words.text):
            passage = document.passage(*words.source(*match.span()))
            said = is_said_of(actor, words.text, *match.span(), actors)
            if cue.kind == USE:
                said = said and _is_provided(words.text[: match.start()], document, provided)
            if "".join(passage.exact.split()) == cue.words and said:
                yield cue.kind, passage
                break


def _is_provided(before: str, document: Document, provided: Sequence[Passage]) -> bool:
    """Tell whether what the words before a cue say is used is named by the initiative."""
    used = USED.search(before)
    named = [document.normalized(words).without_spaces().text for words in provided]
    nouns = NOUNS.findall(used["object"]) if used else ()
    parts = {
        noun[start : start + ENOUGH] for noun in nouns for start in range(max(1, len(noun) - ENOUGH + 1))
    }
    return any(part in words for part in parts for words in named)

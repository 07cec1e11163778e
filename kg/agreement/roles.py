"""The kind of a role: read from its sentence, never from 甲/乙 nor from the pillar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.agreement.lexicon import UNCLASSIFIED, Cue
from kg.document.model import Document, Passage

OPENING, CLOSING, FULL_STOP = "「『（(【", "」』）)】", "。｡"


def sentences(document: Document, value: Passage) -> tuple[Passage, ...]:
    """Cut a passage after each full stop that does not stand in brackets."""
    starts, depth = [value.start], 0
    for place in range(value.start, value.end):
        char = document.text[place]
        depth += (char in OPENING) - (char in CLOSING and depth > 0)
        if char in FULL_STOP and depth == 0:
            starts.append(place + 1)
    parts = (document.passage(start, end) for start, end in pairwise([*starts, value.end]))
    return tuple(part for part in parts if part.exact)


def decide(
    document: Document, texts: Sequence[Passage], cues: Sequence[Cue]
) -> tuple[str, tuple[Passage, ...]]:
    """Give the kind that the wording decides, and the deciding words; Unclassified when none or two fit."""
    found = [match for text in texts for match in _matches(document, text, cues)]
    kinds = {kind for kind, _ in found}
    if len(kinds) != 1:
        return UNCLASSIFIED, ()
    return kinds.pop(), tuple(passage for _, passage in found)


def _matches(document: Document, text: Passage, cues: Sequence[Cue]) -> Iterator[tuple[str, Passage]]:
    """Find each cue's first place in a sentence, also where a line break runs through it."""
    words = document.normalized(text).without_spaces()
    for cue in cues:
        start = words.text.find(cue.words)
        if start >= 0:
            yield cue.kind, document.passage(*words.source(start, start + len(cue.words)))

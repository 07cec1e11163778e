"""The kind of a role: read from its sentence, never from 甲/乙 nor from the pillar."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.agreement.lexicon import UNCLASSIFIED, Cue
from kg.agreement.parties import DESIGNATIONS
from kg.document.model import Document, Passage
from kg.document.normalize import normalize

OPENING, CLOSING, FULL_STOP = "「『（(【", "」』）)】", "。｡"
SUBJECT = re.compile(rf"([{DESIGNATIONS}])(?:が|は)")
NEGATION = re.compile(r"ない|ません|せず")
# 協力 with the state or with residents is not cooperation between parties.
PARTNER = re.compile(rf"(?:[{DESIGNATIONS}]|他の当事者|関係市町村?|相互|互い)と$")


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
    document: Document, actor: str, texts: Sequence[Passage], cues: Sequence[Cue]
) -> tuple[str, tuple[Passage, ...]]:
    """Give the kind that the wording decides, and the deciding words; Unclassified when none or two fit.

    `actor` is the designation of the party whose role it is.
    """
    found = [match for text in texts for match in _matches(document, actor, text, cues)]
    kinds = {kind for kind, _ in found}
    if len(kinds) != 1:
        return UNCLASSIFIED, ()
    return kinds.pop(), tuple(passage for _, passage in found)


def _matches(
    document: Document, actor: str, text: Passage, cues: Sequence[Cue]
) -> Iterator[tuple[str, Passage]]:
    """Find where each cue first speaks of the actor, also where a line break runs through it."""
    words = document.normalized(text).without_spaces()
    for cue in cues:
        for match in re.finditer(re.escape(normalize(cue.words).text), words.text):
            passage = document.passage(*words.source(*match.span()))
            if "".join(passage.exact.split()) == cue.words and _is_said_of(actor, words.text, *match.span()):
                yield cue.kind, passage
                break


def _is_said_of(actor: str, sentence: str, start: int, end: int) -> bool:
    """Tell whether the words from `start` to `end` say of the actor that it does so, and with a party."""
    before, after = sentence[:start], sentence[end:]
    subjects = SUBJECT.findall(before)
    return (
        not _is_quoted(before)
        and (not subjects or subjects[-1] == actor)
        and not NEGATION.search(after)
        and (not before.endswith("と") or PARTNER.search(before) is not None)
    )


def _is_quoted(before: str) -> bool:
    return sum(char in OPENING for char in before) > sum(char in CLOSING for char in before)

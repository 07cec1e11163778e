"""A role of a form: the kind that its sentence decides, or that a person chose where it decides none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from kg.agreement.actors import Actors
from kg.agreement.costs import cost_in
from kg.agreement.dates import convert
from kg.agreement.form.checks import choose
from kg.agreement.form.tables import Cells
from kg.agreement.lexicon import UNCLASSIFIED, Lexicon
from kg.agreement.reading import Reading
from kg.agreement.roles import decide, sentences
from kg.agreement.undertakings import Decision, Role
from kg.document.model import Document, Passage
from kg.errors import Message

DECIDED = ("who", "when", "why")


def read_role(
    reading: Reading,
    line: Cells,
    party: str,
    actors: Actors,
    lexicon: Lexicon,
    provided: Sequence[Passage],
) -> Role:
    """Read the sentences and the kind; what is wrong with a choice is noted at its cell.

    `provided` are the pillar, the heading and the content of the initiative.
    """
    document = reading.document
    texts = sentences(document, line["text"])
    duties = list(_duties(document, texts))
    kind, cues = decide(document, party, duties, lexicon.cues, actors, provided)
    chosen = choose(reading, line["kind"], lexicon.choices["role"]) if line["kind"].exact else None
    role = Role(line["party"], party, texts, kind, cues, labels=(line["initiative"],))
    if chosen in (None, kind):
        _refuse_decision(reading, line, kind)
        return replace(role, labels=(*role.labels, line["kind"])) if line["kind"].exact else role
    if kind != UNCLASSIFIED:
        _object_to_choice(reading, line, kind, cues, lexicon)
        return role
    decision = _decision(reading, line, str(chosen))
    return replace(role, kind=decision.kind, decision=decision) if decision else role


def _duties(document: Document, texts: Sequence[Passage]) -> Iterator[Passage]:
    """Give each sentence up to what it says of costs: no kind is read from that."""
    for text in texts:
        cost = cost_in(document, text)
        if cost is None:
            yield text
        elif cost.start > text.start:
            yield document.passage(text.start, cost.start)


def _refuse_decision(reading: Reading, line: Cells, kind: str) -> None:
    """Note who, when and why where no decision was made, or none is needed."""
    for cell in (line[key] for key in DECIDED if line[key].exact):
        if kind == UNCLASSIFIED:
            what = Message("A decision is explained here, but no kind is chosen.")
            reading.object(what, Message("Choose the kind, or clear this cell."), cell)
        else:
            what = Message("The sentence decides the kind: no person's decision is needed.")
            reading.object(what, Message("Clear this cell."), cell)


def _object_to_choice(
    reading: Reading, line: Cells, kind: str, cues: tuple[Passage, ...], lexicon: Lexicon
) -> None:
    labels = {choice.name: choice.label for choice in lexicon.choices["role"]}
    values = {
        "chosen": line["kind"].exact,
        "kind": labels[kind],
        "cues": "、".join(cue.exact for cue in cues),
    }
    what = Message("“{chosen}” is chosen, but the sentence says {kind} (“{cues}”).", values)
    remedy = Message("Compare the sentence with the original; if it is right, clear this cell.")
    reading.object(what, remedy, line["kind"])


def _decision(reading: Reading, line: Cells, kind: str) -> Decision | None:
    """Read who decided, when and why; each is needed, since the sentence does not show the kind."""
    lacking = [line[key] for key in DECIDED if not line[key].exact]
    for cell in lacking:
        what = Message("The sentence does not show the kind “{kind}”.", {"kind": line["kind"].exact})
        remedy = Message(
            "Write who decided it (an office), on which day and why; or clear the kind, and it stays open."
        )
        reading.object(what, remedy, cell)
    when = _day(reading, line["when"]) if line["when"].exact else None
    if lacking or when is None:
        return None
    words = tuple(line[key] for key in ("kind", *DECIDED))
    return Decision(kind, line["who"].exact, when, line["why"].exact, words)


def _day(reading: Reading, cell: Passage) -> date | None:
    words = reading.normal(cell)
    for read in (date.fromisoformat, convert):
        try:
            found = read(words)
        except ValueError:
            continue
        if isinstance(found, date):
            return found
    what = Message("“{words}” is no full date.", {"words": cell.exact})
    reading.object(what, Message("Write it like {example}.", {"example": "2026-11-26"}), cell)
    return None

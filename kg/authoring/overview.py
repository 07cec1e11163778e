"""What was understood of a document, as a table for the one who adds it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from unicodedata import east_asian_width

from kg.agreement.lexicon import Lexicon
from kg.agreement.model import Agreement, Step
from kg.agreement.undertakings import Initiative, Role
from kg.authoring.filled import all_pillars
from kg.authoring.understanding import Understanding
from kg.document.model import Passage
from kg.errors import Message

Say = Callable[[Message], str]
WIDTH = 110


def overview(understanding: Understanding, lexicon: Lexicon, say: Say) -> Iterator[str]:
    """Give the lines: titles, dates and parties; initiatives with their roles; what is left over."""
    agreement = understanding.agreement
    yield from _table(list(_particulars(agreement, lexicon, say)))
    yield ""
    labels = {choice.name: choice.label for choice in lexicon.choices["role"]}
    pillars = {pillar.name: pillar.notation for pillar in all_pillars(lexicon)}
    rows = [[say(each) for each in HEAD]]
    for initiative in agreement.schedule.initiatives:
        rows += _initiative(initiative, pillars[initiative.pillar], labels, say)
    yield from _table(rows)
    yield ""
    yield from _left_over(understanding, say)


HEAD = (
    Message("No."),
    Message("Pillar"),
    Message("Initiative, party"),
    Message("Kind"),
    Message("Read from"),
)


def _particulars(agreement: Agreement, lexicon: Lexicon, say: Say) -> Iterator[list[str]]:
    preamble = agreement.preamble
    kinds = {choice.name: choice.label for choice in lexicon.choices["kind"]}
    yield [say(Message("Title")), preamble.title.exact]
    yield [say(Message("Agreement")), preamble.agreement_title.exact]
    yield [say(Message("Kind of instrument")), kinds[preamble.kind.value]]
    yield [say(Message("Status")), _status(agreement, lexicon)]
    yield [
        say(Message("Date")),
        "、".join(dict.fromkeys(each.words.exact for each in preamble.signed)) or "―",
    ]
    yield from _several(say(Message("Legal basis")), preamble.basis)
    yield [say(Message("Applies")), _term(agreement)]
    yield from _several(say(Message("Procedure")), tuple(preamble.procedure))
    for party in agreement.parties:
        details = filter(None, (party.signatory, party.address))
        words = [f"{party.government.code} {party.government.name}", *(each.exact for each in details)]
        yield [say(Message("Party {sign}", {"sign": party.key})), "　".join(words)]
    yield [say(Message("Articles")), str(len(agreement.articles))]


def _status(agreement: Agreement, lexicon: Lexicon) -> str:
    labels = {choice.name: choice.label for choice in lexicon.choices["status"]}
    stated = agreement.preamble.status
    if agreement.preamble.draft_mark:
        return labels["Draft"]
    name = stated.name if stated else "Concluded" if agreement.concluded else ""
    return labels.get(name, "―")


def _term(agreement: Agreement) -> str:
    """Give the first and the last day, and the words of a term and of its renewal."""
    days = [day.isoformat() if day else "" for day in (agreement.applicable_from, agreement.applicable_until)]
    application = agreement.preamble.application
    said = (
        application.end.words if application and application.end else None,
        application and application.renewal,
    )
    words = [f"「{_flat(each)}」" for each in said if each]
    return "　".join(["～".join(days), *words] if any(days) else words) or "―"


def _several(label: str, found: Sequence[Passage | Step]) -> Iterator[list[str]]:
    """Give a line for each of the passages or steps, under one label; none where there is none."""
    for number, each in enumerate(found):
        yield ["" if number else label, _flat(each) if isinstance(each, Passage) else _step(each)]


def _step(step: Step) -> str:
    parts = (_flat(step.words), _flat(step.date.words) if step.date else "", step.party)
    return "　".join(filter(None, parts))


def _flat(words: Passage) -> str:
    return " ".join(words.exact.split())


def _initiative(initiative: Initiative, pillar: str, labels: dict[str, str], say: Say) -> Iterator[list[str]]:
    yield [str(initiative.position), pillar, initiative.heading.exact, "", ""]
    for role in initiative.roles:
        yield ["", "", f"　{role.party}", labels[role.kind], _ground(role, say)]
    for cost in initiative.costs:
        yield ["", "", f"　{cost.party or ''}", say(Message("Costs")), _flat(cost.words)]


def _ground(role: Role, say: Say) -> str:
    """Say what the kind rests on: words, a person, or nothing."""
    if role.cues:
        return "、".join(f"「{cue.exact}」" for cue in role.cues)
    if role.decision:
        return say(Message("decided by {who}", {"who": role.decision.who}))
    return "".join(sentence.exact for sentence in role.sentences)


def _left_over(understanding: Understanding, say: Say) -> Iterator[str]:
    """Say how much is carried, and each passage that is not."""
    coverage = understanding.coverage
    values = {
        "carried": coverage.carried,
        "characters": coverage.characters,
        "share": coverage.carried / coverage.characters,
    }
    yield say(
        Message("{carried} of {characters} characters ({share:.1%}) are carried into the graph.", values)
    )
    for passage in coverage.not_modelled:
        left = {"place": passage.where, "words": " ".join(passage.exact.split())}
        yield say(Message("  not modelled, {place}: “{words}”", left))


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Write rows with columns one below the other; full-width characters take two places."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def _width(text: str) -> int:
    return sum(1 + (east_asian_width(char) in "WFA") for char in text)

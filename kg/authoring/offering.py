"""What is offered to the one who registers a document, and what is wrong with an answer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

import jaconv

from kg.agreement.governments import Government
from kg.agreement.model import Agreement
from kg.document.register import EXAMPLES, FORMS, ID, Source, is_date
from kg.errors import Message

IDS = ("source", "agreement", "instrument", "version")
KINDS = re.compile(r"(?<=.)(し|ちょう|まち|そん|むら|く|と|ふ|けん)$")
"""How the reading of a local government's name ends: 市、町、村、区、都、府、県."""
LONG = re.compile(r"(?<=o)u|(?<=u)u|(?<=^o)o")
"""What Hepburn leaves out: Ōsaka is osaka, and Toyooka keeps its two."""
MANY = 3
RULES = {
    "received": Message("Write the day of receipt as in {example}.", {"example": EXAMPLES["received"]}),
    "licence": Message("Write an address that begins with https:// or http://, or leave it empty."),
    "origin": Message("Say where the document comes from, such as an office or a web page."),
    "order": Message("Write a whole number, from 1."),
    "reason": Message("Say why, in a few words."),
}
"""What to write, where that is no id."""


def normal(column: str, answer: str) -> str:
    """Give an answer as the register has it: full-width letters and capitals are no mistakes in an id."""
    if column in IDS:
        return unicodedata.normalize("NFKC", answer).strip().lower()
    return unicodedata.normalize("NFKC", answer).strip() if column in FORMS else answer.strip()


def objection(column: str, answer: str, sources: Iterable[Source]) -> Message | None:
    """Say what is wrong with an answer, and what to write; None where nothing is."""
    if column == "source" and any(each.id == answer for each in sources):
        return Message("“{id}” is the id of a registered document. Give another.", {"id": answer})
    if column == "order" and any(str(each.order) == answer for each in sources):
        what = (
            "Version {order} is registered. Where an older one comes later, number them anew in sources.csv."
        )
        return Message(what, {"order": answer})
    form = FORMS.get(column, re.compile(r".+", re.DOTALL))
    if form.fullmatch(answer) and (column != "received" or is_date(answer)):
        return None
    rule = Message(
        "Use only lower-case letters and digits, with single hyphens between them, as in {example}.",
        {"example": EXAMPLES.get(column, "")},
    )
    return RULES.get(column, rule)


def agreement_id(agreement: Agreement) -> str | None:
    """Offer an id made of the parties' readings, such as okayama-soja; none where they are many."""
    if len(agreement.parties) > MANY:
        return None
    found = "-".join(_latin(party.government) for party in agreement.parties)
    return found if ID.fullmatch(found) else None


def instrument_id(agreement: Agreement, name: str, sources: Sequence[Source]) -> str | None:
    """Offer an id made of the year and, for a draft, the word; numbered where the agreement has it."""
    values = [each.value for each in agreement.preamble.signed if each.value]
    year = re.match(r"\d{4}", values[-1].isoformat()) if values else None
    if year is None:
        return None
    draft = "-draft" if agreement.preamble.draft_mark else ""
    of = [each for each in sources if each.agreement == name]
    return free(f"{year[0]}{draft}", {part for each in of for part in (each.instrument, each.version)})


def free(name: str, taken: Iterable[str]) -> str:
    """Give the name, with a number where it is taken."""
    used = set(taken)
    numbered = (f"{name}-{number}" for number in range(2, len(used) + 3))
    return next(each for each in (name, *numbered) if each not in used)


def _latin(government: Government) -> str:
    reading = jaconv.kata2hira(government.kana)
    return LONG.sub("", re.sub(r"[^a-z]", "", jaconv.kana2alphabet(KINDS.sub("", reading))))

"""parse(document) → Agreement, or all that is wrong with the document."""

from __future__ import annotations

from collections.abc import Mapping

from kg.agreement.governments import Governments
from kg.agreement.lexicon import Lexicon
from kg.agreement.model import Agreement
from kg.agreement.parties import designations, read_parties
from kg.agreement.preamble import read_preamble
from kg.agreement.reading import Reading
from kg.agreement.schedule import read_schedule, split
from kg.document.model import Document


def parse(
    document: Document, lexicon: Lexicon, governments: Governments, decided: Mapping[str, str] | None = None
) -> Agreement:
    """Understand a document as an agreement.

    `decided` maps a designation (甲) to the code of the local government that the editor registered for it.
    ParsingError lists every problem with its line and remedy; text that fits no rule is left to `cover`.
    """
    reading = Reading(document)
    body, heading, rows = split(reading)
    parties = read_parties(reading, body, governments, decided or {})
    preamble = read_preamble(reading, body)
    schedule = read_schedule(reading, heading, rows, designations(body), lexicon) if heading else None
    if reading.problems or preamble is None or schedule is None:
        raise reading.refusal()
    return Agreement(document, preamble, parties, schedule)

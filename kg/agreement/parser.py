"""parse(document) → Agreement, or all that is wrong with the document."""

from __future__ import annotations

from collections.abc import Mapping

from kg.agreement.actors import call
from kg.agreement.articles import read_articles
from kg.agreement.form.parser import parse_form
from kg.agreement.form.tables import is_form
from kg.agreement.governments import Governments
from kg.agreement.lexicon import Lexicon
from kg.agreement.model import Agreement
from kg.agreement.parties import designations, read_parties
from kg.agreement.placeholders import object_to_placeholders
from kg.agreement.preamble import read_preamble
from kg.agreement.reading import Reading
from kg.agreement.schedule import read_schedule
from kg.agreement.sections import find_sections
from kg.document.model import Document


def parse(
    document: Document, lexicon: Lexicon, governments: Governments, decided: Mapping[str, str] | None = None
) -> Agreement:
    """Understand a document as an agreement.

    `decided` maps a designation (甲) to the code of the local government that the editor registered for it.
    ParsingError lists every problem with its line and remedy; text that fits no rule is left to `cover`.
    """
    if is_form(document):
        return parse_form(document, lexicon, governments, decided or {})
    reading = Reading(document)
    object_to_placeholders(reading)
    body, sections = find_sections(reading, lexicon.pillars)
    parties = read_parties(reading, body, governments, decided or {})
    preamble = read_preamble(reading, body)
    schedule = read_schedule(reading, sections, call(parties, designations(body)), lexicon)
    if reading.problems or preamble is None or schedule is None:
        raise reading.refusal()
    return Agreement(document, preamble, parties, read_articles(reading, body), schedule)

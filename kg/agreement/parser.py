"""parse(document) → Agreement, or all that is wrong with the document."""

from __future__ import annotations

from collections.abc import Mapping

from kg.agreement.actors import call
from kg.agreement.articles import read_articles
from kg.agreement.costs import costs_of_articles
from kg.agreement.form.parser import parse_form
from kg.agreement.form.tables import is_form
from kg.agreement.governments import Governments
from kg.agreement.lexicon import Lexicon
from kg.agreement.model import Agreement
from kg.agreement.parties import designations, read_parties
from kg.agreement.placeholders import object_to_placeholders
from kg.agreement.preamble import read_preamble
from kg.agreement.procedure import read_procedure
from kg.agreement.reading import Reading
from kg.agreement.schedule import read_schedule
from kg.agreement.sections import find_sections
from kg.agreement.wording import read_kind, wording
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
    kind = read_kind(reading, lexicon.kinds)
    object_to_placeholders(reading, wording(kind))
    body, sections = find_sections(reading, kind.pillars)
    articles = read_articles(reading, body)
    parties = read_parties(reading, body, governments, decided or {})
    actors = call(parties, designations(body))
    preamble = read_preamble(reading, body, kind, articles, read_procedure(reading, body, actors))
    schedule = read_schedule(reading, sections, actors, lexicon.of(kind))
    if reading.problems or preamble is None or schedule is None:
        raise reading.refusal()
    costs = costs_of_articles(document, articles)
    return Agreement(document, preamble, parties, articles, schedule, costs=costs)

"""parse_form(document) → Agreement, or all that is wrong with its cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kg.agreement.actors import call
from kg.agreement.costs import costs_of_articles
from kg.agreement.form.articles import read_form_articles
from kg.agreement.form.checks import check_tables
from kg.agreement.form.particulars import agreement_kind, read_particulars
from kg.agreement.form.parties import read_form_parties
from kg.agreement.form.procedure import read_form_procedure
from kg.agreement.form.schedule import read_form_schedule
from kg.agreement.form.tables import read_form
from kg.agreement.governments import Governments
from kg.agreement.lexicon import Lexicon
from kg.agreement.model import Agreement
from kg.agreement.placeholders import object_to_placeholders
from kg.agreement.reading import Reading
from kg.agreement.wording import wording
from kg.document.model import Document


def parse_form(
    document: Document, lexicon: Lexicon, governments: Governments, decided: Mapping[str, str]
) -> Agreement:
    """Understand a document in the form; ParsingError lists every problem with its cell."""
    reading = Reading(document)
    form = read_form(document)
    check_tables(reading, form)
    kind = agreement_kind(reading, form, lexicon)
    object_to_placeholders(reading, wording(kind))
    preamble = read_particulars(reading, form, lexicon)
    parties, called = read_form_parties(reading, form, governments, decided)
    actors = call(parties, called)
    schedule = read_form_schedule(reading, form, actors, lexicon.of(kind))
    procedure = read_form_procedure(reading, form, actors, governments)
    articles = read_form_articles(reading, form)
    if reading.problems or preamble is None:
        raise reading.refusal()
    return Agreement(
        document,
        replace(preamble, procedure=procedure),
        parties,
        articles,
        schedule,
        costs=costs_of_articles(document, articles),
        layout=tuple(form.layout),
    )

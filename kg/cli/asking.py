"""Questions to the one who registers a document: what is offered, and asked again where it cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import click

from kg.authoring.offering import normal, objection
from kg.cli.speech import Speech
from kg.document.register import Source
from kg.errors import Message
from kg.language import visible

COLUMNS = {
    "source": Message("Id of the document"),
    "agreement": Message("Id of the agreement"),
    "instrument": Message("Id of the instrument"),
    "version": Message("Id of the version"),
    "order": Message("Order of the version in the agreement"),
    "path": Message("File"),
    "encoding": Message("Encoding"),
    "received": Message("Received on"),
    "origin": Message("Where it comes from"),
    "licence": Message("Licence of the text"),
    "area": Message("Id of the cooperation area"),
    "area_reference": Message("What says so"),
    "parties": Message("Parties that share their name"),
}
"""What the columns of the register are called before a person; the sha256 is for programs."""
QUESTIONS = {
    "agreement": Message("Id of the agreement (part of its address; never changes)"),
    "source": Message("Id of the document (never changes)"),
    "instrument": Message("Id of the instrument, such as its year"),
    "order": Message("Order of this version (the last is published as the newest)"),
    "received": Message("Received on (YYYY-MM-DD)"),
    "origin": Message("Where it comes from (an office, a web page)"),
    "licence": Message("Address of its licence (empty when unknown)"),
    "reason": Message("Why (what was wrong)"),
}


def ask(speech: Speech, column: str, offered: str | None, sources: Iterable[Source] = ()) -> str:
    """Ask until the answer can be registered; a line break alone takes what is offered."""
    registered = tuple(sources)
    while True:
        question = speech.sentence(QUESTIONS[column])
        answer = normal(
            column, str(click.prompt(question, default=offered or "", show_default=bool(offered)))
        )
        wrong = objection(column, answer, registered)
        if wrong is None:
            return answer
        click.echo(visible(f"  {speech.sentence(wrong)}"))


def settle(
    speech: Speech,
    column: str,
    given: str | None,
    offered: str | None,
    yes: bool,
    sources: Iterable[Source] = (),
) -> str:
    """Take an option; with --yes what is offered, else the answer of the one who is asked."""
    if given is not None:
        return given
    if not yes:
        return ask(speech, column, offered, sources)
    if offered is None:
        message = Message("With --yes, --{name} is needed.", {"name": column})
        raise click.UsageError(speech.sentence(message))
    return offered


def tell_row(speech: Speech, row: Mapping[str, str]) -> None:
    """Show what will be registered, in words; what is empty is left out."""
    for column, label in COLUMNS.items():
        if row.get(column):
            click.echo(visible(f"  {speech.sentence(label)}: {row[column]}"))

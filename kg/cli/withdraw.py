"""kg withdraw: a document is taken out of the register, so that the next release says nothing of it."""

from __future__ import annotations

from pathlib import Path

import click

from kg.authoring.registering import registered
from kg.authoring.removing import check_withdrawal, find, row_of
from kg.authoring.removing import withdraw as withdraw_document
from kg.cli.asking import settle, tell_row
from kg.cli.loading import data_option
from kg.cli.speech import Speech
from kg.errors import Message


@click.command(help="Take a document out of the register: its file and its line are set aside.")
@click.argument("source")
@data_option
@click.option("--reason", help="Why it is withdrawn.")
@click.option("--yes", is_flag=True, help="Ask nothing.")
@click.pass_obj
def withdraw(speech: Speech, source: str, data: Path, reason: str | None, yes: bool) -> None:
    """Change nothing unless the editor agrees; what was published stays in the earlier releases."""
    found = find(data, source)
    check_withdrawal(data, found)
    speech.say("This will be withdrawn:")
    tell_row(speech, row_of(data, found))
    left = sum(each.agreement == found.agreement for each in registered(data)) - 1
    speech.say("Documents of this agreement that remain: {count}", count=left)
    why = settle(speech, "reason", reason, None, yes)
    if not yes:
        click.confirm(speech.sentence(Message("Withdraw it?")), abort=True)
    aside = withdraw_document(data, found, why)
    speech.say("“{id}” is withdrawn; its file is {aside}. “kg build” publishes that.", id=source, aside=aside)
    speech.say("Earlier releases still hold it; “kg prune” deletes them.")

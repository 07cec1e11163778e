"""kg add: a document is shown as it was understood, and registered when the editor agrees."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

import click

from kg.authoring.files import check_name
from kg.authoring.findings import Finding, examine, examine_together, grave
from kg.authoring.offering import IDS, agreement_id, free, instrument_id
from kg.authoring.overview import overview
from kg.authoring.registering import (
    Entry,
    check_entry,
    check_unregistered,
    next_order,
    path_of,
    register,
    registered,
)
from kg.authoring.removing import find, replace
from kg.authoring.understanding import Knowledge, Understanding, unregistered
from kg.cli.asking import settle, tell_row
from kg.cli.authored import encoding_option, knowledge, party_option
from kg.cli.loading import data_option
from kg.cli.speech import Speech
from kg.document.register import Source
from kg.errors import Message
from kg.language import visible


def _day(context: click.Context, parameter: click.Parameter, value: datetime | None) -> str | None:
    """Give a day as the register has it."""
    return value.date().isoformat() if value else None


def _registered(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command an option for each column of the register that no document tells."""
    helps = {
        "source": "Id of the document.",
        "agreement": "Id of the agreement.",
        "instrument": "Id of the act that concludes or amends.",
        "version": "Id of the version that it puts on record.",
        "order": "Place of the version in the agreement's history; default: behind the last.",
        "origin": "Where the document comes from.",
        "licence": "IRI of its licence; empty when unknown.",
        "area": "Id of the cooperation area (areas.csv).",
        "area-reference": "What says so (references.csv).",
    }
    day = click.DateTime(["%Y-%m-%d"])
    command = click.option("--received", type=day, callback=_day, help="Day of receipt; default: today.")(
        command
    )
    for name, text in reversed(helps.items()):
        kind = click.IntRange(min=1) if name == "order" else str
        command = click.option(f"--{name}", type=kind, help=text)(command)
    return command


@click.command(help="Read a document, show what was understood, and register it: copy it and add its line.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@data_option
@_registered
@click.option("--replaces", help="Id of a registered document, in whose place this one comes (a correction).")
@click.option("--reason", help="Why it is replaced.")
@party_option
@encoding_option
@click.option("--yes", is_flag=True, help="Ask nothing: take the options, and the defaults for the rest.")
@click.pass_obj
def add(
    speech: Speech,
    /,
    file: Path,
    data: Path,
    replaces: str | None,
    parties: dict[str, str],
    encoding: str | None,
    yes: bool,
    **options: Any,
) -> None:
    """Write nothing unless the document can be read, conforms, and the editor agrees."""
    check_name(file)
    file = file.resolve()
    before = find(data, replaces) if replaces else None
    source = unregistered(file, parties or (before.parties if before else {}), encoding)
    check_unregistered(data, source.sha256)
    known = knowledge(data)
    understanding = _understand(speech, known, file, source)
    if before:
        row = _corrected(speech, before, options, yes)
    else:
        row = _answers(speech, understanding, registered(data), options, yes)
    row |= {
        "path": path_of(row["source"], file),
        "encoding": source.encoding,
        "sha256": source.sha256,
        "parties": " ".join(f"{name}={code}" for name, code in source.parties.items()),
    }
    entry = Entry(row, file)
    checked = check_entry(data, entry, before)
    _object(speech, examine_together(known, understanding, checked, data, speech.language))
    reason = settle(speech, "reason", options["reason"], None, yes) if before else ""
    speech.say("This will be registered:")
    tell_row(speech, entry.row)
    if not yes:
        click.confirm(speech.sentence(Message("Register it so?")), abort=True)
    _write(speech, data, entry, before, reason)


def _write(speech: Speech, data: Path, entry: Entry, before: Source | None, reason: str) -> None:
    if before:
        aside = replace(data, before, entry, reason)
        speech.say("{path} takes its place; the earlier file is {aside}.", path=entry.file.name, aside=aside)
    else:
        register(data, entry)
    speech.say("{path} is registered. “kg build” publishes it.", path=data / entry.row["path"])


def _understand(speech: Speech, known: Knowledge, file: Path, source: Any) -> Understanding:
    """Show what was understood; end with code 1 where something is to be mended."""
    understanding, findings = examine(known, source, file.parent, speech.language)
    for finding in findings:
        click.echo(visible(f"{finding.where}: {finding.sentence}"), err=finding.grave)
    if understanding is None or grave(findings):
        _refuse(speech, len(grave(findings)))
    for line in overview(understanding, known.lexicon, speech.sentence):
        click.echo(visible(line))
    return understanding


def _object(speech: Speech, findings: list[Finding]) -> None:
    """End where the document contradicts what is registered of its agreement."""
    for finding in findings:
        click.echo(visible(f"{finding.where}: {finding.sentence}"), err=True)
    if findings:
        _refuse(speech, len(findings))


def _refuse(speech: Speech, count: int) -> NoReturn:
    speech.say("{count} error(s) to mend. Nothing was registered.", count=count)
    raise SystemExit(1)


def _answers(
    speech: Speech,
    understanding: Understanding,
    sources: Sequence[Source],
    options: dict[str, Any],
    yes: bool,
) -> dict[str, str]:
    """Settle the ids, from the agreement's down, and where the document comes from."""

    def settled(column: str, offered: str | None) -> str:
        return settle(speech, column, options[column], offered, yes, sources)

    agreement = settled("agreement", None if yes else agreement_id(understanding.agreement))
    instrument = options["instrument"] or instrument_id(understanding.agreement, agreement, sources)
    instrument = instrument or settled("instrument", None)
    document = free(f"{agreement}-{instrument}", (each.id for each in sources))
    versions = [each for each in sources if each.agreement == agreement]
    order = str(next_order(sources, agreement))
    return {
        "agreement": agreement,
        "source": settled("source", None if yes else document),
        "instrument": instrument,
        "version": options["version"] or instrument,
        "order": str(settle(speech, "order", options["order"], order, yes or not versions, versions)),
        "received": settled("received", date.today().isoformat()),
        "origin": settled("origin", None),
        "licence": settled("licence", ""),
        "area": options["area"] or "",
        "area_reference": options["area_reference"] or "",
    }


def _corrected(speech: Speech, before: Source, options: dict[str, Any], yes: bool) -> dict[str, str]:
    """Keep the ids and the place of a registered document; settle when and whence the new file came."""
    kept = {column: getattr(before, column) for column in (*IDS[1:], "area", "area_reference")}
    asked = {"received": date.today().isoformat(), "origin": before.origin, "licence": before.licence}
    found = {
        column: settle(speech, column, options[column], offered, yes) for column, offered in asked.items()
    }
    return {"source": before.id, **kept, "order": str(before.order), **found}

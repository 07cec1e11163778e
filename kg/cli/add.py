"""kg add: a document is shown as it was understood, and registered when the editor agrees."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

import click

from kg.authoring.files import check_name
from kg.authoring.findings import Finding, examine, examine_together, grave
from kg.authoring.overview import overview
from kg.authoring.registering import (
    Entry,
    check_entry,
    check_unregistered,
    next_order,
    path_of,
    register,
)
from kg.authoring.understanding import Knowledge, Understanding, unregistered
from kg.cli.authored import encoding_option, knowledge, party_option
from kg.cli.loading import data_option
from kg.cli.speech import Speech
from kg.document.register import ID
from kg.errors import Message
from kg.language import visible

PROMPTS = {
    "source": Message("Id of the document (lower case, digits, hyphens)"),
    "agreement": Message("Id of the agreement"),
    "instrument": Message("Id of the instrument"),
    "version": Message("Id of the version"),
    "order": Message("Order of the version in the agreement"),
    "received": Message("Received on (YYYY-MM-DD)"),
    "origin": Message("Where it comes from"),
    "licence": Message("IRI of its licence (empty when unknown)"),
}


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
    for name, text in reversed(helps.items()):
        kind = click.IntRange(min=1) if name == "order" else str
        command = click.option(f"--{name}", type=kind, help=text)(command)
    return command


@click.command(help="Read a document, show what was understood, and register it: copy it and add its line.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@data_option
@_registered
@click.option("--received", type=click.DateTime(["%Y-%m-%d"]), help="Day of receipt; default: today.")
@party_option
@encoding_option
@click.option("--yes", is_flag=True, help="Ask nothing: take the options, and the defaults for the rest.")
@click.pass_obj
def add(
    speech: Speech,
    /,
    file: Path,
    data: Path,
    parties: dict[str, str],
    encoding: str | None,
    yes: bool,
    received: datetime | None,
    **options: Any,
) -> None:
    """Write nothing unless the document can be read, conforms, and the editor agrees."""
    check_name(file)
    file = file.resolve()
    source = unregistered(file, parties, encoding)
    check_unregistered(data, source.sha256)
    known = knowledge(data)
    understanding = _understand(speech, known, file, source)
    row = {
        **_answers(speech, understanding, data, file, options, received, yes),
        "encoding": source.encoding,
        "sha256": source.sha256,
        "area": options["area"] or "",
        "area_reference": options["area_reference"] or "",
        "parties": " ".join(f"{name}={code}" for name, code in parties.items()),
    }
    entry = Entry(row | {"path": path_of(row["source"], file)}, file)
    registered = check_entry(data, entry)
    _object(speech, examine_together(known, understanding, registered, data, speech.language))
    _tell(speech, entry)
    if not yes:
        click.confirm(speech.sentence(Message("Register it so?")), abort=True)
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
    data: Path,
    file: Path,
    options: dict[str, Any],
    received: datetime | None,
    yes: bool,
) -> dict[str, str]:
    """Take each value from its option, else from the editor, who is offered what the document suggests."""
    found: dict[str, str] = {}
    stem = file.stem.lower()
    offered = {
        "source": stem if ID.fullmatch(stem) else None,
        "received": (received or datetime.today()).date().isoformat(),
        "instrument": _occasion(understanding),
        "licence": "",
    }
    for name, prompt in PROMPTS.items():
        if name == "version":
            offered[name] = found["instrument"]
        elif name == "order":
            offered[name] = str(next_order(data, found["agreement"]))
        given = options.get(name)
        if name == "received" and received:
            given = offered[name]
        found[name] = str(given) if given is not None else _ask(speech, name, prompt, offered.get(name), yes)
    return found


def _ask(speech: Speech, name: str, prompt: Message, offered: str | None, yes: bool) -> str:
    if not yes:
        return str(click.prompt(speech.sentence(prompt), default=offered)).strip()
    if offered is None:
        message = Message("With --yes, --{name} is needed.", {"name": name})
        raise click.UsageError(speech.sentence(message))
    return offered


def _occasion(understanding: Understanding) -> str | None:
    """Offer an id made of the year and, for a draft, the word; it says nothing but what the document has."""
    preamble = understanding.agreement.preamble
    values = [each.value for each in preamble.signed if each.value]
    year = re.match(r"\d{4}", values[-1].isoformat()) if values else None
    if year is None:
        return None
    return f"{year[0]}-draft" if preamble.draft_mark else year[0]


def _tell(speech: Speech, entry: Entry) -> None:
    speech.say("The line in sources.csv:")
    for name, value in entry.row.items():
        click.echo(visible(f"  {name}: {value or '―'}"))

"""Options that commands on single documents share."""

from __future__ import annotations

import re
from pathlib import Path

import click

from kg.authoring.understanding import Knowledge, load_knowledge
from kg.document.register import ENCODINGS
from kg.resources import asset

PARTY = re.compile(r"(?P<party>[^\s=]+)=(?P<code>[0-9]{6})")
BASE = "http://localhost:8000/"


def _parties(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """Accept 甲=331007."""
    found = {}
    for value in values:
        match = PARTY.fullmatch(value)
        if match is None:
            raise click.BadParameter(value, context, parameter)
        found[match["party"]] = match["code"]
    return found


party_option = click.option(
    "--party",
    "parties",
    multiple=True,
    callback=_parties,
    help="Which local government is meant where several bear a name, as in “甲=331007”. Repeatable.",
)
encoding_option = click.option(
    "--encoding", type=click.Choice(ENCODINGS), help="Encoding of a text; default: the one that fits."
)


def knowledge(data: Path | None = None) -> Knowledge:
    """Load the registers: those of the data directory where it has them, else those that come along."""
    own = data is not None and (data / "governments.csv").exists()
    reference = data if own and data else asset("data")
    return load_knowledge(reference, asset("ontology"), asset("shapes"), BASE)

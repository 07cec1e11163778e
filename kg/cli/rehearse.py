"""kg rehearse: what would a portal make of this catalogue?"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.publish import web_address
from kg.cli.speech import Speech
from kg.errors import Message, Problem
from kg.rehearsal.portal import PYTHON
from kg.rehearsal.rehearse import Broken, Event
from kg.rehearsal.rehearse import rehearse as rehearse_harvest
from kg.validation import describe_result

SITE = "http://localhost:8000/"


@click.command(help="Harvest a site as a data portal would, and say what it would stumble over.")
@click.argument("address", default=SITE, callback=web_address)
@click.option(
    "--ckan",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Python that has ckanext-dcat; default: the one that “make test” prepares.",
)
@click.pass_obj
def rehearse(speech: Speech, address: str, ckan: Path | None) -> None:
    """Report every problem; exit code 1 when there is one."""
    python = ckan or (PYTHON if PYTHON.exists() else None)
    if python is None:
        speech.say("CKAN's parser is not installed (make test does that); the rehearsal goes on without it.")
    problems = 0
    for event in rehearse_harvest(address, python):
        problems += not isinstance(event, Message)
        _tell(speech, event)
    outcome = "A portal would stumble: {count} problem(s)." if problems else "A portal can harvest all of it."
    speech.say(outcome, count=problems)
    sys.exit(1 if problems else 0)


def _tell(speech: Speech, event: Event) -> None:
    match event:
        case Message():
            click.echo(speech.sentence(event))
        case Problem():
            click.echo(speech.problem(event), err=True)
        case Broken():
            click.echo(describe_result(event.result, event.graph, speech.language), err=True)

"""kg template: the form to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from kg.authoring.files import write_new
from kg.authoring.filled import Filled
from kg.authoring.table import write_csv
from kg.authoring.workbook import write_workbook
from kg.cli.speech import Speech
from kg.document.editions import EDITION
from kg.graph.vocabulary import lexicon, read_vocabulary
from kg.resources import asset


@click.command(help="Write the form in which an agreement is filled in: a workbook or a CSV file.")
@click.argument("form", type=click.Choice(["xlsx", "csv"]))
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write; default: the form's name, here.",
)
@click.pass_obj
def template(speech: Speech, form: str, output: Path | None) -> None:
    """Write the form with nothing filled in; a file that is there is not overwritten."""
    output = output or Path(f"{EDITION.replace(' ', '-')}.{form}")
    words = lexicon(read_vocabulary(asset("ontology")))
    write_new(output, write_workbook(Filled(), words) if form == "xlsx" else write_csv(Filled()))
    speech.say("{path} was written. Fill it in, then: kg check {path}", path=output)

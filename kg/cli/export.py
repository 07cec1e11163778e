"""kg export: an agreement as a file to read, to change, and to add again."""

from __future__ import annotations

from pathlib import Path

import click
from rdflib import URIRef

from kg.authoring.exporting import FORMS
from kg.authoring.exporting import export as write
from kg.authoring.files import write_new
from kg.authoring.understanding import load_knowledge
from kg.cli.loading import load, release_option
from kg.cli.speech import Speech
from kg.errors import Message, ReleaseError
from kg.graph.iris import Iris
from kg.graph.rendering import newest_version
from kg.release.manifest import read_manifest
from kg.release.partitions import everything
from kg.release.publication import resolve
from kg.resources import asset


@click.command(help="Write an agreement's newest version as a file; reading it again gives the same graph.")
@click.argument("agreement")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    default="xlsx",
    show_default=True,
    help="The form as a workbook or CSV file, or a text as Word or Markdown.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write; default: the agreement's id, here.",
)
@release_option
@click.pass_obj
def export(speech: Speech, agreement: str, form: str, output: Path | None, release: Path) -> None:
    """Export; nothing is written where the file would say something else."""
    base = read_manifest(resolve(release)).base
    graph = everything(load(release))
    version = newest_version(graph, Iris(base).agreement(agreement))
    if version is None:
        raise ReleaseError(Message("The release holds no agreement “{agreement}”.", {"agreement": agreement}))
    knowledge = load_knowledge(asset("data"), asset("ontology"), asset("shapes"), base)
    exported = write(graph, URIRef(str(version)), form, knowledge)
    output = output or Path(f"{agreement}.{form}")
    write_new(output, exported.content)
    speech.say("{path} was written.", path=output)
    if exported.left_out:
        speech.say(
            "{count} passage(s) of the source that no statement carries are not in it.",
            count=exported.left_out,
        )

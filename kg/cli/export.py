"""kg export: an agreement as a file to read, to change, and to add again."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rdflib import Graph, URIRef

from kg.authoring.exporting import FORMS
from kg.authoring.exporting import export as write
from kg.authoring.files import write_new
from kg.authoring.understanding import Knowledge, load_knowledge
from kg.cli.loading import load, no_agreement, release_option
from kg.cli.speech import Speech
from kg.errors import KgError, Message
from kg.graph.rendering import newest_version
from kg.release.manifest import read_manifest
from kg.release.partitions import everything
from kg.release.publication import resolve
from kg.resources import asset


@click.command(help="Write agreements' newest versions as files; reading one again gives the same graph.")
@click.argument("agreements", nargs=-1, required=True)
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
def export(
    speech: Speech, agreements: tuple[str, ...], form: str, output: Path | None, release: Path
) -> None:
    """Export each; nothing is written of one whose file would say something else, and the exit code is 1."""
    if output and len(agreements) > 1:
        raise click.UsageError(speech.sentence(Message("--output is for one file.")))
    base = read_manifest(resolve(release)).base
    graph = everything(load(release))
    knowledge = load_knowledge(asset("data"), asset("ontology"), asset("shapes"), base)
    refused = 0
    for agreement in agreements:
        try:
            _export(speech, graph, knowledge, agreement, form, output or Path(f"{agreement}.{form}"))
        except KgError as error:
            reason = {"agreement": agreement, "reason": error.message}
            speech.complain(KgError(Message("{agreement}: {reason}", reason)))
            refused += 1
    sys.exit(1 if refused else 0)


def _export(
    speech: Speech, graph: Graph, knowledge: Knowledge, agreement: str, form: str, output: Path
) -> None:
    version = newest_version(graph, knowledge.iris.agreement(agreement))
    if version is None:
        raise no_agreement(graph, agreement)
    exported = write(graph, URIRef(str(version)), form, knowledge)
    write_new(output, exported.content)
    speech.say("{path} was written.", path=output)
    if exported.left_out:
        speech.say(
            "{count} passage(s) of the source that no statement carries are not in it.",
            count=exported.left_out,
        )

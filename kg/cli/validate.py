"""kg validate: any RDF file against the shapes."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.speech import Speech
from kg.graph.vocabulary import vocabulary_files
from kg.language import LANGUAGES
from kg.release.partitions import quads_of
from kg.release.serialization import FORMATS, serialize
from kg.resources import asset
from kg.validation import describe_result, load_shapes, read_rdf, report_graph
from kg.validation import validate as validate_graph

REPORT_BASE = "urn:renkei:"


@click.command(help="Validate RDF files against the shapes; exit code 1 when they do not conform.")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language of messages; default: from the locale.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "turtle"]),
    default="text",
    show_default=True,
    help="Readable lines, or the W3C validation report.",
)
@click.pass_obj
def validate(speech: Speech, files: tuple[Path, ...], lang: str | None, form: str) -> None:
    """Validate the union of the files and the vocabulary, so that a misspelt term of it is found."""
    speech = Speech(lang) if lang else speech
    graph = read_rdf(files, own=vocabulary_files(asset("ontology")))
    report = validate_graph(graph, load_shapes(asset("shapes")))
    if form == "turtle":
        click.echo(serialize(quads_of(report_graph(report, REPORT_BASE)), FORMATS[0]), nl=False)
    else:
        for result in report.results:
            click.echo(describe_result(result, graph, speech.language))
        verdict = "The files conform to the shapes." if report.conforms else "The files do not conform."
        speech.say(verdict)
    sys.exit(0 if report.conforms else 1)

"""kg build: registers and documents → a release."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path

import click

from kg.cli.loading import releases_option
from kg.cli.speech import Speech
from kg.document.register import Source
from kg.errors import Message
from kg.graph.iris import Iris
from kg.release.build import Release
from kg.release.build import build as build_release
from kg.release.compile import Compilation, Inputs, Progress, compile_graphs
from kg.release.partitions import union
from kg.resources import asset
from kg.validation import Report, describe_result, load_shapes
from kg.validation import validate as validate_graph

BASE = "http://localhost:8000/"


def _base(context: click.Context, parameter: click.Parameter, value: str) -> str:
    """Accept an http(s) address that ends in a slash."""
    try:
        return Iris(value).base
    except ValueError:
        raise click.BadParameter(value, context, parameter) from None


@click.command(help="Build the release from the registers and documents, validate it, and make it current.")
@click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path("data"),
    show_default=True,
    help="Directory of sources.csv and the documents.",
)
@releases_option
@click.option(
    "--base",
    envvar="KG_BASE",
    default=BASE,
    show_default=True,
    callback=_base,
    help="Where the data will be published.",
)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Date of the data; default: the newest date in the register.",
)
@click.pass_obj
def build(speech: Speech, data: Path, releases: Path, base: str, as_of: datetime | None) -> None:
    """Compile, validate, publish; nothing is written unless everything conforms."""
    inputs = _inputs(data, base, as_of.date() if as_of else None)
    compilation = compile_graphs(inputs, _progress(speech))
    _tell_coverage(speech, compilation)
    report = _validate(speech, compilation)
    _tell_release(speech, build_release(compilation, report, releases))


def _inputs(data: Path, base: str, as_of: date | None) -> Inputs:
    """Take the reference registers from the data directory where it has them, else those that come along."""
    reference = data if (data / "governments.csv").exists() else asset("data")
    return Inputs(data, reference, asset("ontology"), asset("shapes"), base, as_of)


def _progress(speech: Speech) -> Progress:
    """Show a bar on a terminal; elsewhere nothing."""
    label = speech.sentence(Message("Reading"))

    def show(sources: Iterable[Source]) -> Iterator[Source]:
        hidden = not sys.stderr.isatty()
        with click.progressbar(sources, label=label, file=sys.stderr, hidden=hidden) as bar:
            yield from bar

    return show


def _tell_coverage(speech: Speech, compilation: Compilation) -> None:
    for reading in compilation.readings:
        found = reading.coverage
        speech.say(
            "{source}: {carried} of {characters} characters ({share:.1%}) are carried into the graph.",
            source=reading.source.id,
            carried=found.carried,
            characters=found.characters,
            share=found.carried / found.characters,
        )
        for passage in found.not_modelled:
            words = " ".join(passage.exact.split())
            speech.say("  not modelled, {place}: “{words}”", place=passage.where, words=words)
        for problem in reading.remarks:
            click.echo(f"  {speech.problem(problem)}")


def _validate(speech: Speech, compilation: Compilation) -> Report:
    """Print every result; warnings do not stop a release, violations do."""
    graph = union(compilation.partitions)
    report = validate_graph(graph, load_shapes(compilation.inputs.shapes))
    for result in report.results:
        click.echo(describe_result(result, graph, speech.language), err=not report.conforms)
    if report.conforms:
        speech.say("The graph of {count} statements conforms to the shapes.", count=len(graph))
    return report


def _tell_release(speech: Speech, release: Release) -> None:
    outcome = "Release {release} is published." if release.fresh else "Release {release} is unchanged."
    speech.say(outcome, release=release.manifest.release)
    if not release.manifest.publishable:
        speech.say("Its IRIs name this machine: it is for trial. Set --base to publish.")

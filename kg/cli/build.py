"""kg build: registers and documents → a release."""

from __future__ import annotations

import signal
import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import NoReturn

import click

from kg.authoring.removing import removed_on
from kg.cli.loading import cache_option, data_option, releases_option
from kg.cli.progress import Shown, processors
from kg.cli.speech import Speech
from kg.errors import Message
from kg.graph.iris import Iris
from kg.release.build import Release
from kg.release.build import build as build_release
from kg.release.compilation import Compilation
from kg.release.compile import compile_graphs
from kg.release.crew import unseen
from kg.release.ground import Inputs, read_ground
from kg.release.kept import opened
from kg.release.publication import CURRENT
from kg.resources import asset

BASE = "http://localhost:8000/"


def _base(context: click.Context, parameter: click.Parameter, value: str) -> str:
    """Accept an http(s) address that ends in a slash."""
    try:
        return Iris(value).base
    except ValueError:
        raise click.BadParameter(value, context, parameter) from None


@click.command(help="Build the release from the registers and documents, validate it, and make it current.")
@data_option
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
    help="Date of the data; default: the newest day of receipt or of removal.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=processors,
    help="Processes that read and check agreements; default: as many as there are processors.",
)
@cache_option
@click.option("--no-cache", is_flag=True, help="Make everything anew and keep nothing.")
@click.option("--quiet", is_flag=True, help="Say only what is wrong.")
@click.pass_obj
def build(
    speech: Speech,
    data: Path,
    releases: Path,
    base: str,
    as_of: datetime | None,
    jobs: int,
    cache: Path,
    no_cache: bool,
    quiet: bool,
) -> None:
    """Compile, validate, publish; nothing is written unless everything conforms."""
    signal.signal(signal.SIGTERM, _interrupt)
    progress = unseen if quiet else Shown(speech)
    ground = read_ground(_inputs(data, base, as_of.date() if as_of else removed_on(data)))
    with opened(None if no_cache else _usable(speech, cache)) as place:
        compilation = compile_graphs(ground, place, jobs, progress)
        if not quiet:
            _tell_compilation(speech, compilation)
        _tell_results(speech, compilation, quiet)
        before = (releases.parent / CURRENT).resolve().name
        release = build_release(compilation, releases, place, jobs, progress)
    if not quiet:
        _tell_release(speech, release, before)


def _interrupt(*_: object) -> NoReturn:
    """End as an interrupt at the terminal does: with everything as it was."""
    raise KeyboardInterrupt


def _usable(speech: Speech, directory: Path) -> Path | None:
    """Give the cache's directory if it can be written to; else say so, and do without."""
    try:
        directory.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=directory).close()
    except OSError as error:
        template = "The cache {directory} cannot be used ({reason}): everything is made anew."
        values = {"directory": str(directory), "reason": error.strerror}
        click.echo(speech.sentence(Message(template, values)), err=True)
        return None
    return directory


def _inputs(data: Path, base: str, as_of: date | None) -> Inputs:
    """Take the reference registers from the data directory where it has them, else those that come along."""
    reference = data if (data / "governments.csv").exists() else asset("data")
    return Inputs(data, reference, asset("ontology"), asset("shapes"), base, as_of)


def _tell_compilation(speech: Speech, compilation: Compilation) -> None:
    for found in compilation.outlines:
        speech.say(
            "{source}: {carried} of {characters} characters ({share:.1%}) are carried into the graph.",
            source=found.source.id,
            carried=found.carried,
            characters=found.characters,
            share=found.carried / found.characters,
        )
        for where, words in found.not_modelled:
            speech.say("  not modelled, {place}: “{words}”", place=where, words=" ".join(words.split()))
        for problem in found.remarks:
            click.echo(f"  {speech.problem(problem)}")
    speech.say(
        "{made} of {count} agreement(s) were made anew, the others taken from the cache.",
        made=compilation.made,
        count=len(compilation.entries),
    )


def _tell_results(speech: Speech, compilation: Compilation, quiet: bool) -> None:
    """Print every result; warnings do not stop a release, violations do."""
    report = compilation.report
    for result in report.results if not (quiet and report.conforms) else ():
        click.echo(compilation.lines[result][speech.language], err=not report.conforms)
    if report.conforms and not quiet:
        speech.say("The graph of {count} statements conforms to the shapes.", count=compilation.statements)


def _tell_release(speech: Speech, release: Release, before: str) -> None:
    """Say what became of the release; one that was there may have been current `before`, or may be again."""
    outcome = "Release {release} is published."
    if not release.fresh:
        same = before == release.manifest.release
        outcome = (
            "Release {release} is unchanged."
            if same
            else "Release {release}, an earlier one, is published again."
        )
    speech.say(outcome, release=release.manifest.release)
    if not release.manifest.publishable:
        speech.say("Its IRIs name this machine: it is for trial. Set --base to publish.")

"""kg render: an agreement's schedule, written again from the graph."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.loading import load, no_agreement, release_option
from kg.cli.speech import Speech
from kg.graph.iris import Iris
from kg.graph.rendering import newest_version, render_schedule
from kg.release.manifest import read_manifest
from kg.release.partitions import everything
from kg.release.publication import resolve


@click.command(help="Write an agreement's schedule (別表) from the graph alone.")
@click.argument("agreement")
@release_option
@click.pass_obj
def render(speech: Speech, agreement: str, release: Path) -> None:
    """Render the newest version."""
    graph = everything(load(release))
    iris = Iris(read_manifest(resolve(release)).base)
    version = newest_version(graph, iris.agreement(agreement))
    if version is None:
        raise no_agreement(graph, agreement)
    click.echo(render_schedule(graph, version), nl=False)

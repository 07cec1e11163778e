"""kg prune: delete old releases."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.loading import releases_option
from kg.cli.speech import Speech
from kg.release.publication import prune as prune_releases


@click.command(help="Delete old releases; each leaves a tombstone, and the current one stays.")
@click.option("--keep", type=click.IntRange(min=1), required=True, help="How many of the newest to keep.")
@releases_option
@click.pass_obj
def prune(speech: Speech, keep: int, releases: Path) -> None:
    """Say what was deleted."""
    deleted = prune_releases(releases, keep)
    for release in deleted:
        speech.say("Release {release} is deleted; its tombstone stays.", release=release)
    if not deleted:
        speech.say("There is nothing to delete.")

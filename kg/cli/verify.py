"""kg verify: is a release whole?"""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.speech import Speech
from kg.errors import Message, ReleaseError
from kg.release.manifest import differences, read_manifest
from kg.release.publication import CURRENT, resolve


@click.command(help="Compare a release with its manifest, byte for byte.")
@click.argument("release", type=click.Path(path_type=Path), default=Path(CURRENT))
@click.pass_obj
def verify(speech: Speech, release: Path) -> None:
    """Report every file that is missing, foreign or altered."""
    directory = resolve(release)
    manifest = read_manifest(directory)
    found = differences(directory, manifest)
    for difference in found:
        click.echo(speech.sentence(difference), err=True)
    if found:
        raise ReleaseError(Message("Release {release} is not whole.", {"release": manifest.release}))
    speech.say(
        "Release {release} is whole: {count} files as recorded.",
        release=manifest.release,
        count=len(manifest.files),
    )

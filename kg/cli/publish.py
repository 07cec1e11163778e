"""kg publish: load a release into a remote triple store."""

from __future__ import annotations

import os
import time
from pathlib import Path
from urllib.parse import urlsplit

import click
import httpx

from kg.cli.loading import release_option
from kg.cli.speech import Speech
from kg.errors import Message
from kg.release.publication import resolve
from kg.store.endpoint import open_endpoint
from kg.store.naming import names_of
from kg.store.publishing import Target, withdraw_others
from kg.store.publishing import publish as load

PASSWORD = "KG_STORE_PASSWORD"


def web_address(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Accept an address that begins with http:// or https:// and names a host."""
    parts = urlsplit(value or "")
    if value and not (parts.scheme in {"http", "https"} and parts.hostname):
        raise click.BadParameter(value, context, parameter)
    return value


@click.command(help="Load a release into a remote triple store, where “kg serve” with KG_STORE asks it.")
@click.option(
    "--to", "url", required=True, envvar="KG_STORE", callback=web_address, help="The store's SPARQL endpoint."
)
@click.option(
    "--graph-store",
    callback=web_address,
    help="The store's address for whole graphs; default: Virtuoso's, beside its endpoint.",
)
@click.option("--user", help="Who may write; the password is in KG_STORE_PASSWORD or in a file.")
@click.option(
    "--password-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="File whose first line is the password.",
)
@click.option(
    "--grace",
    type=click.FloatRange(min=0),
    default=60.0,
    show_default=True,
    help="Seconds that releases in the store stay after this one, for servers to leave them.",
)
@release_option
@click.pass_obj
def publish(
    speech: Speech,
    url: str,
    graph_store: str | None,
    user: str | None,
    password_file: Path | None,
    grace: float,
    release: Path,
) -> None:
    """Load the release, let servers move to it, remove what it replaces."""
    auth = httpx.DigestAuth(user, _password(speech, password_file)) if user else None
    target = Target(open_endpoint(url), graph_store or f"{url}-graph-crud-auth", auth)
    manifest = load(resolve(release), target)
    speech.say("Release {release} is in the store at {address}.", release=manifest.release, address=url)
    if target.names_other_than(names_of(manifest)):
        time.sleep(grace)
        count = sum(1 for _ in withdraw_others(target, manifest))
        speech.say("{count} graph(s) of other releases were removed.", count=count)


def _password(speech: Speech, file: Path | None) -> str:
    if file:
        return file.read_text(encoding="utf-8").partition("\n")[0].strip("\r")
    if PASSWORD not in os.environ:
        template = "--user needs a password: in {variable}, or in a file named by --password-file."
        raise click.UsageError(speech.sentence(Message(template, {"variable": PASSWORD})))
    return os.environ[PASSWORD]

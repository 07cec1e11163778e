"""kg serve: the site of one release, until it is told to end."""

from __future__ import annotations

import json
import multiprocessing
import os
import resource
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import asdict
from pathlib import Path

import click

from kg.cli.limiting import limited
from kg.cli.loading import release_option
from kg.cli.operation import operated
from kg.cli.publish import web_address
from kg.cli.serving import end_on_signals, serve_until_told
from kg.cli.speech import Speech
from kg.errors import Message
from kg.release.publication import resolve
from kg.store import Limits, Store, open_store
from kg.store.remote import open_remote
from kg.web import server as web
from kg.web.ahead import keep_ahead
from kg.web.settings import CACHE


@click.command(help="Serve a release on the web.", context_settings={"auto_envvar_prefix": "KG"})
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Port to listen on; 0 takes a free one.",
)
@release_option
@click.option(
    "--store",
    "url",
    envvar=web.STORE,
    callback=web_address,
    help="SPARQL endpoint that holds the release; default: a store of the server's own.",
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=2,
    show_default=True,
    help="Processes that answer requests.",
)
@click.option(
    "--ahead/--no-ahead",
    default=True,
    show_default=True,
    help="Make the pages of the release before they are asked for.",
)
@limited
@operated
@click.pass_obj
def serve(
    speech: Speech,
    host: str,
    port: int,
    release: Path,
    url: str | None,
    limits: Limits,
    workers: int,
    ahead: bool,
) -> None:
    """Open the release and serve it; SIGTERM and Ctrl+C end every process."""
    end_on_signals()
    port = _available_port(speech, host, port)
    _allow_connections()
    resolve(release)
    with open_remote(release, url, limits) if url else open_store(release, limits) as store:
        _hand_on(store, url)
        with _keeping_ahead() if ahead and os.environ[CACHE] != "0" else nullcontext():
            serve_until_told(host, port, workers, lambda: _announce(speech, store, host, port))


@contextmanager
def _keeping_ahead() -> Iterator[None]:
    """Let a process make pages ahead until the block ends; Ctrl+C is not for it."""
    process = multiprocessing.get_context("spawn").Process(target=keep_ahead, daemon=True)
    ours = signal.signal(signal.SIGINT, signal.SIG_IGN)
    process.start()
    signal.signal(signal.SIGINT, ours)
    try:
        yield
    finally:
        process.terminate()
        process.join()


def _hand_on(store: Store, url: str | None) -> None:
    """Tell the workers, by the environment that they inherit, what to open and with whom to end."""
    os.environ[web.RELEASE] = str(store.release)
    os.environ[web.STORE] = url or ""
    os.environ[web.BROKER] = str(store.address)
    os.environ[web.LIMITS] = json.dumps(asdict(store.limits))
    os.environ[web.SERVER] = str(os.getpid())


def _allow_connections() -> None:
    """Let each process have as many descriptors as the system allows it: an idle connection takes one."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _announce(speech: Speech, store: Store, host: str, port: int) -> None:
    template = "Release {release} is served at {address} (Ctrl+C ends it)."
    place = f"[{host}]" if ":" in host else host
    speech.say(template, release=store.manifest.release, address=f"http://{place}:{port}/")


def _available_port(speech: Speech, host: str, port: int) -> int:
    """Give the port, or a free one for 0; one that another server has ends the command with exit code 2.

    Granian shares its port with whoever asks (SO_REUSEPORT), so it would not notice.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.create_server((host, port), family=family) as probe:
            return int(probe.getsockname()[1])
    except OSError as error:
        template = "{host}:{port} cannot be used: {reason}. Choose another with --port."
        values = {"host": host, "port": port, "reason": error.strerror}
        click.echo(speech.sentence(Message(template, values)), err=True)
        sys.exit(2)

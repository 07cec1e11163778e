"""make soak: honest readers of a real server, while others attack it without pause."""

from __future__ import annotations

import subprocess
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

import click

from benchmarks.attacks import attacks
from benchmarks.clients import Call, Tally, ask_all, promise_all
from benchmarks.peers import KG, OURS, ours
from benchmarks.processes import Watch, still_alive
from benchmarks.readers import Reader
from benchmarks.report import circumstances, document_option, replace
from benchmarks.soak_report import Soak, describe

READERS, ATTACKERS = 32, 4
SLOW_BODIES = (0, 40)
PATIENCE = 60.0
"""Seconds that a reader waits for its last answer."""
LEAD = 1.0
"""Seconds by which the attack begins before the readers, and in which it goes on after them."""
FAREWELL = 10.0
"""Seconds after the server's end in which all its processes must have ended."""


@click.command()
@click.option(
    "--release",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="The release to serve; default: one built from data/.",
)
@click.option(
    "--seconds", type=click.FloatRange(min=1), default=60.0, show_default=True, help="Of each scenario."
)
@click.option(
    "--slow-bodies",
    type=click.IntRange(min=0),
    multiple=True,
    default=SLOW_BODIES,
    show_default=True,
    help="Connections that announce a body and never send it; each number is a scenario.",
)
@document_option
def main(release: Path | None, seconds: float, slow_bodies: tuple[int, ...], document: Path) -> None:
    """Attack a server while honest readers ask it, and write what became of both."""
    begun = circumstances()
    with tempfile.TemporaryDirectory(prefix="renkei-soak-") as directory:
        release = (release or _build(Path(directory))).resolve()
        soaks = []
        for promisers in slow_bodies:
            soaks.append(soak(release, seconds, promisers))
            click.echo(soaks[-1].summary)
    replace("soak", describe(soaks, f"{begun}; {release.name}; {seconds:g} s"), document)
    click.echo(f"{document} says what became of whom.")


def soak(release: Path, seconds: float, promisers: int) -> Soak:
    """Serve a release and let everybody ask it at once."""
    reader = Reader(release)
    with _watched(release) as (address, watch), ProcessPoolExecutor(3, get_context("spawn")) as pool:
        whole = seconds + 2 * LEAD
        attackers = pool.submit(attack, address, whole)
        slow = pool.submit(promise_all, address, promisers, whole)
        time.sleep(LEAD)
        honest = pool.submit(read, address, reader, seconds)
        tallies = honest.result(), attackers.result(), slow.result()
    return Soak(promisers, *tallies, watch.peak, len(still_alive(watch.seen, FAREWELL)))


def read(address: str, reader: Reader, seconds: float) -> Tally:
    """Let honest readers ask, each something that no other asks."""
    return ask_all(address, READERS, reader.calls, seconds, PATIENCE)


def attack(address: str, seconds: float) -> Tally:
    """Let attackers send every attack again and again, each beginning at another one."""
    return ask_all(address, ATTACKERS, _attacks, seconds, 0)


def _attacks(attacker: int) -> Iterator[Call]:
    calls = [Call(name, "/sparql", query) for name, query in attacks().items()]
    first = attacker * len(calls) // ATTACKERS
    while True:
        yield from calls[first:]
        yield from calls[:first]


@contextmanager
def _watched(release: Path) -> Iterator[tuple[str, Watch]]:
    """Run the server and watch its processes until both end."""
    with (
        tempfile.TemporaryDirectory() as directory,
        ours(Path(directory), release, OURS, ()) as peer,
        Watch(peer.pid).watching() as watch,
    ):
        yield peer.endpoint, watch


def _build(directory: Path) -> Path:
    """Build the release that is published: that of the project's own data."""
    command = [*KG, "build", "--releases", str(directory / "releases")]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return directory / "current"


if __name__ == "__main__":
    main()

"""make bench-endpoint: our endpoint beside others that are installed: same data, same queries, same load."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from importlib.metadata import version
from pathlib import Path

import click

from benchmarks import load, peers, virtuoso
from benchmarks.comparison import INPROCESS, Comparison, compare
from benchmarks.endpoint_report import describe
from benchmarks.national import AGREEMENTS, write_national
from benchmarks.peers import Peer
from benchmarks.processes import memory
from benchmarks.report import DOCUMENT, replace
from benchmarks.unchanged import measure_unchanged
from kg.store.loading import load as load_release

Starter = Callable[[Path, Path], AbstractContextManager[Peer]]


@click.command()
@click.option(
    "--release", type=click.Path(path_type=Path, exists=True, file_okay=False), help="A synthetic release."
)
@click.option("--agreements", type=click.IntRange(min=1), default=AGREEMENTS, show_default=True)
@click.option(
    "--seconds", type=click.FloatRange(min=1), default=2.0, show_default=True, help="Of each measurement."
)
@click.option("--rounds", type=click.IntRange(min=1), default=2, show_default=True)
@click.option(
    "--peers-venv",
    "environment",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A virtual environment with rdflib-endpoint in it.",
)
@click.option(
    "--document", type=click.Path(path_type=Path, dir_okay=False), default=DOCUMENT, show_default=True
)
def main(
    release: Path | None,
    agreements: int,
    seconds: float,
    rounds: int,
    environment: Path | None,
    document: Path,
) -> None:
    """Start every peer that is installed, compare their answers, measure, and write the document."""
    if load.PROGRAM is None:
        click.echo("The load generator is missing: install wrk (Debian: wrk).", err=True)
        sys.exit(2)
    with ExitStack() as stack:
        directory = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="renkei-bench-")))
        release = release or write_national(directory, agreements)
        before = memory([os.getpid()])
        store = load_release(release)
        held = memory([os.getpid()]) - before
        running = [*_start(stack, directory, release, environment)]
        for name, found in compare(
            [peer for peer in running if peer.name != peers.NGINX], store, seconds, rounds
        ):
            _print(name, found)
        found.memory[INPROCESS] = held
        unchanged = measure_unchanged(running, seconds)
    versions = {peer.name: peer.version for peer in running} | {INPROCESS: version("pyoxigraph")}
    replace("endpoint", describe(found, versions, unchanged, len(store)), document)
    click.echo(f"{document} says how they compare.")


def _start(stack: ExitStack, directory: Path, release: Path, environment: Path | None) -> Iterator[Peer]:
    """Start the peers that are installed, and say which are not."""
    for name, (starter, missing) in _starters(environment).items():
        if missing:
            click.echo(f"{name}: not compared, {missing}", err=True)
            continue
        own = directory / name.replace(" ", "-")
        own.mkdir()
        peer = stack.enter_context(starter(own, release))
        click.echo(f"{name} {peer.version} is up.")
        yield peer


def _starters(environment: Path | None) -> dict[str, tuple[Starter, str]]:
    """Give how each peer is started, and why it cannot be."""
    caching = "" if peers.has_cache() else "there is no cache of results"
    uncached = () if caching else ("--cache", "0")
    return {
        peers.OURS: (partial(peers.ours, name=peers.OURS, options=()), caching),
        peers.UNCACHED: (partial(peers.ours, name=peers.UNCACHED, options=uncached), ""),
        peers.VIRTUOSO: (
            peers.virtuoso_7,
            _missing(virtuoso.PROGRAM and virtuoso.CLIENT, "virtuoso-opensource-7-bin"),
        ),
        peers.RDFLIB: (
            partial(peers.rdflib_endpoint, environment=environment or Path()),
            "" if environment else "--peers-venv names no environment that has it",
        ),
        peers.NGINX: (peers.nginx, _missing(peers.NGINX_PROGRAM, "nginx")),
    }


def _missing(program: str | None, package: str) -> str:
    return "" if program else f"it is not installed (Debian: {package})"


def _print(query: str, found: Comparison) -> None:
    for (name, peer), measured in found.figures.items():
        if name == query:
            times = f"p50 {measured.p50:.2f} ms, p99 {measured.p99:.2f} ms"
            click.echo(f"{query}  {peer}: {measured.rate:,.0f}/s, {times}")
    for name, peer, reason in found.differing:
        if name == query:
            click.echo(f"{query}  {peer} does not say the same: {reason}", err=True)


if __name__ == "__main__":
    main()

"""make bench-endpoint: our endpoint beside others that are installed: same data, same queries, same load."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path

import click

from benchmarks import isolation, load
from benchmarks.comparison import INPROCESS, Comparison, Query, queries
from benchmarks.endpoint_report import describe
from benchmarks.national import AGREEMENTS, write_national
from benchmarks.peers import NGINX, PEERS, Installed, Peer, installed
from benchmarks.processes import memory
from benchmarks.report import circumstances, document_option, replace
from benchmarks.unchanged import measure_unchanged
from kg.store.loading import load as load_release


@click.command()
@click.option(
    "--release",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A release of benchmarks.national; default: writes one.",
)
@click.option("--agreements", type=click.IntRange(min=1), default=AGREEMENTS, show_default=True)
@click.option(
    "--seconds", type=click.IntRange(min=1), default=2, show_default=True, help="Of each measurement."
)
@click.option("--rounds", type=click.IntRange(min=1), default=2, show_default=True)
@click.option(
    "--peers-venv",
    "environment",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A virtual environment with rdflib-endpoint in it.",
)
@click.option("--peer", "chosen", type=click.Choice(PEERS), multiple=True, help="Only this one (repeatable).")
@click.option("--query", "asked", multiple=True, help="Only this one, by its file's name (repeatable).")
@document_option
def main(
    release: Path | None,
    agreements: int,
    seconds: int,
    rounds: int,
    environment: Path | None,
    chosen: tuple[str, ...],
    asked: tuple[str, ...],
    document: Path,
) -> None:
    """Start every peer that is installed, compare their answers, measure, and write the document."""
    if load.PROGRAM is None:
        raise click.UsageError("The load generator is missing: install wrk (Debian: wrk).")
    begun, wanted = circumstances(), _asked(asked)
    with ExitStack() as stack:
        directory = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="renkei-bench-")))
        release = release or write_national(directory, agreements)
        before = memory([os.getpid()])
        store = load_release(release)
        held = memory([os.getpid()]) - before
        running = [*_start(stack, directory, release, _wanted(environment, chosen))]
        endpoints = [peer for peer in running if peer.name != NGINX]
        comparison = Comparison(endpoints, store, seconds, rounds)
        comparison.memory[INPROCESS] = held
        for query in wanted:
            comparison.measure(query)
            _print(query, comparison)
        # A choice of queries is measured for their own sake.
        unchanged = [] if asked else measure_unchanged(running, seconds)
    costs = [] if asked else isolation.measure()
    versions = {peer.name: peer.version for peer in running} | {INPROCESS: version("pyoxigraph")}
    begun = f"{begun}; {len(store):,} statements"
    replace("endpoint", describe(begun, comparison, versions, unchanged, costs), document)
    click.echo(f"{document} says how they compare.")


def _wanted(environment: Path | None, chosen: Sequence[str]) -> Installed:
    """Give the peers that were chosen, or all."""
    return {name: how for name, how in installed(environment).items() if name in (chosen or PEERS)}


def _asked(names: Sequence[str]) -> list[Query]:
    """Give the queries that were chosen, or all; UsageError when there is none of a name."""
    known = {query.name: query for query in queries()}
    if unknown := [name for name in names if name not in known]:
        raise click.UsageError(f"There is no query {unknown[0]}. There are: {', '.join(known)}.")
    return [known[name] for name in names or known]


def _start(stack: ExitStack, directory: Path, release: Path, found: Installed) -> Iterator[Peer]:
    """Start the peers that are installed, and say which are not."""
    for name, (starter, missing) in found.items():
        if missing:
            click.echo(f"{name}: not compared, {missing}", err=True)
            continue
        own = directory / name.replace(" ", "-")
        own.mkdir()
        peer = stack.enter_context(starter(own, release))
        click.echo(f"{name} {peer.version} is up.")
        yield peer


def _print(query: Query, found: Comparison) -> None:
    for (name, peer), measured in found.figures.items():
        if name == query.name:
            times = f"p50 {measured.p50:.2f} ms, p99 {measured.p99:.2f} ms"
            click.echo(f"{name}  {peer}: {measured.rate:,.0f}/s, {times}")
    for name, peer, reason in found.differing:
        if name == query.name:
            click.echo(f"{name}  {peer} does not say the same: {reason}", err=True)


if __name__ == "__main__":
    main()

"""make bench: how long the pages of things take for ten readers at once, made for the first time and kept.

On the first document's release, and on the synthetic nation: about a million statements.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import cycle, islice
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import click

from benchmarks.clients import Call, Tally, ask_all
from benchmarks.load import percentile
from benchmarks.national import write_national
from benchmarks.report import circumstances, document_option, replace, table
from kg.web.ahead import LAST
from tests.web.site import Site, running

READERS = 10
SAMPLE = 600
PATIENCE = 60.0
STILL = 6.0
REST = 0.1
"""A process rests that in STILL seconds has used no more than REST seconds of CPU."""
OPTIONS = ("--log", "warning", "--cache", "512")
TARGETS = {"the first document": 50, "the synthetic nation": 150}
"""Milliseconds at the 95th percentile; targets to read the figures by, not assertions."""
HEAD = ("release, pages", "answers", "p50 ms", "p95 ms", "target ms", "failures")


@click.command(help=__doc__)
@document_option
def main(document: Path) -> None:
    """Build, serve and read; write the table."""
    with tempfile.TemporaryDirectory() as directory:
        seed, nation = _seed(Path(directory)), write_national(Path(directory) / "nation")
        releases = dict(zip(TARGETS, (seed, nation), strict=True))
        rows = [row for name, release in releases.items() for row in _rows(name, release)]
    text = f"{circumstances()}. {READERS} readers at once, each page as soon as the last one is there.\n\n"
    replace("pages", text + table(HEAD, rows) + "\n", document)
    click.echo(text + table(HEAD, rows))


def _seed(directory: Path) -> Path:
    command = [sys.executable, "-m", "kg", "build", "--releases", str(directory / "releases")]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return (directory / "current").resolve()


def _rows(name: str, release: Path) -> list[tuple[object, ...]]:
    with running(release, *OPTIONS) as site:
        paths = addresses(site)
        _read(site, ["/ja/", "/en/"] * READERS, 1)  # every process has then read its templates
        asked = _row(f"{name}, made when asked for", TARGETS[name], _read(site, paths, 1))
    with running(release, *OPTIONS, "--ahead") as site:
        waited = _wait(site)
        ahead = _row(f"{name}, made ahead (in {waited:.0f} s)", TARGETS[name], _read(site, paths, 1))
    return [asked, ahead]


def _wait(site: Site) -> float:
    """Wait until the pages are made ahead, and what makes them rests; give the seconds that took."""
    begun, spent = time.monotonic(), -1.0
    while (now := _makers_time(site)) > spent + REST:
        spent = now
        time.sleep(STILL)
    return time.monotonic() - begun - STILL


def _makers_time(site: Site) -> float:
    """Give the CPU seconds of the processes of the lowest priority."""
    own = [pid for pid in site.descendants() if os.getpriority(os.PRIO_PROCESS, pid) == LAST]
    stats = (Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in own)
    return sum(int(stat[11]) + int(stat[12]) for stat in stats) / os.sysconf("SC_CLK_TCK")


def addresses(site: Site) -> list[str]:
    """Give a sample of the pages that the sitemap lists, always the same."""
    lists = _locations(site, "/sitemap.xml")
    pages = [page for one in lists for page in _locations(site, one) if "/doc/" in page]
    return random.Random(1).sample(pages, min(SAMPLE, len(pages)))


def _locations(site: Site, path: str) -> list[str]:
    with urlopen(f"{site.address.rstrip('/')}{path}") as answer:
        return [urlsplit(one).path for one in re.findall(r"<loc>(.*?)</loc>", answer.read().decode())]


def _read(site: Site, paths: Sequence[str], turns: int) -> Tally:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(read, site.address, paths, turns).result()


def read(address: str, paths: Sequence[str], turns: int) -> Tally:
    """Share the pages out among the readers, and let each read its own so many times."""

    def calls(reader: int) -> list[Call]:
        own = paths[reader::READERS]
        return [Call(path, path) for path in islice(cycle(own), turns * len(own))]

    return ask_all(address, READERS, lambda reader: iter(calls(reader)), PATIENCE, PATIENCE)


def _row(name: str, target: int, tally: Tally) -> tuple[object, ...]:
    failed = sum(count for outcome, count in tally.outcomes.items() if outcome != "200")
    p50, p95 = (f"{percentile(tally.times, part):.0f}" for part in (50, 95))
    return name, len(tally.times), p50, p95, target, failed


if __name__ == "__main__":
    main()

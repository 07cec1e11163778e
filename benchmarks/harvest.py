"""make bench: how long a page of a nation's catalogue takes, and how much memory a harvest of all needs.

The release is built of 2,000 made-up agreements, as a real one would be.
"""

from __future__ import annotations

import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from http.client import HTTPConnection
from multiprocessing import get_context
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlsplit

import click

from benchmarks.build import build
from benchmarks.registers import write_registers
from benchmarks.report import circumstances, document_option, number, replace, table
from kg.cli.progress import processors
from kg.release.datasets import read_offer
from tests.web.site import Site, running

AGREEMENTS = 2000
PAGE = 50
HEAD = (
    "",
    "ページ / pages",
    "p50 (ms)",
    "p95 (ms)",
    "サーバー / server process (MiB)",
    "収集する側 / harvester (MiB)",
)
TARGETS = ("目標 / target", "", "", "≤ 300", "", "")


@click.command()
@click.option("--agreements", type=click.IntRange(min=1), default=AGREEMENTS, show_default=True)
@document_option
def main(agreements: int, document: Path) -> None:
    """Build, serve, and take every page of the catalogue and of CKAN's API."""
    around = circumstances()
    with tempfile.TemporaryDirectory() as directory:
        place = Path(directory)
        documents = write_registers(place / "data", agreements)
        built = build(place / "data", place, processors())
        release = (place / "current").resolve()
        datasets = len(read_offer(release).datasets)
        with running(release) as site:
            rows = [_row(name, site, paths) for name, paths in _addresses(datasets).items()]
    size = f"{agreements:,} agreements, {documents:,} documents, {datasets:,} data sets"
    needed = f"{number(built.processor)} s of CPU, {built.memory / 2**20:,.0f} MiB"
    took = f"built in {number(built.wall)} s ({needed})"
    text = f"{around}; {size}; {took}.\n\n{table(HEAD, [*rows, TARGETS])}"
    click.echo(text)
    replace("harvest", text, document)


def _addresses(datasets: int) -> dict[str, list[str]]:
    pages, search = range(-(-datasets // PAGE)), "/api/3/action/package_search"
    return {
        "`/catalog`": [f"/catalog?page={page + 1}" for page in pages],
        "`package_search`": [f"{search}?rows={PAGE}&start={PAGE * page}" for page in pages],
    }


def _row(name: str, site: Site, paths: list[str]) -> list[object]:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        times, needed = pool.submit(harvest, site.address, paths).result()
    cuts = quantiles(times, n=20)
    slow = [number(cuts[9]), number(cuts[-1])]
    return [name, len(paths), *slow, f"{_memory(site):,.0f}", f"{needed:,.0f}"]


def harvest(address: str, paths: list[str]) -> tuple[list[float], float]:
    """Take the pages one by one; give the milliseconds of each, and the MiB that this process needed."""
    times = []
    for path in paths:
        start = time.perf_counter()
        connection = HTTPConnection(urlsplit(address).netloc)
        connection.request("GET", path)
        answer = connection.getresponse()
        assert answer.status == 200
        answer.read()
        connection.close()
        times.append((time.perf_counter() - start) * 1000)
    return times, peak("self")


def _memory(site: Site) -> float:
    """Give the greatest memory, in MiB, that one of the server's processes has needed."""
    return max(map(peak, site.descendants()))


def peak(process: object) -> float:
    """Give the most memory, in MiB, that a process has needed."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main()

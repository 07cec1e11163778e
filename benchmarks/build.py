"""make bench: how long a build takes, and how much memory: the first document, and a nation's, made up.

What is measured is the command as a user runs it, its validation included.
"""

from __future__ import annotations

import csv
import hashlib
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click

from benchmarks.processes import Watch
from benchmarks.registers import BASE, DOCUMENTS, ROOT, agreements_of, write_registers
from benchmarks.report import circumstances, document_option, number, replace, table
from kg.cli.progress import processors
from kg.store.confinement import die_with

RUNS = 5
HEAD = (
    "",
    "実時間 / wall (s)",
    "CPU (s)",
    "最大メモリ / peak memory (MiB, PSS)",
    "新たに作った協約 / made anew",
)
TARGETS = ("目標 / target", "≤ 180", "", "< 2,048", "")
MADE = " agreement(s) were made anew"


@dataclass(frozen=True)
class Build:
    """What a build took: seconds by the clock and of CPU, bytes of all its processes; what it made anew."""

    wall: float
    processor: float
    memory: int
    made: str

    def row(self, name: str) -> list[object]:
        """Give a line of the table."""
        return [name, number(self.wall), number(self.processor), f"{self.memory / 2**20:,.0f}", self.made]


@click.command()
@click.option("--documents", type=click.IntRange(min=1), default=DOCUMENTS, show_default=True)
@click.option("--jobs", type=click.IntRange(min=1), default=processors)
@document_option
def main(documents: int, jobs: int, document: Path) -> None:
    """Build the first document some times; build the made-up ones, and again with one of them changed."""
    around = circumstances()
    first = [_build_first() for _ in range(RUNS)]
    with tempfile.TemporaryDirectory() as directory:
        place, data = Path(directory), Path(directory) / "data"
        count = write_registers(data, agreements_of(documents))
        anew = build(data, place, jobs)
        change(data)
        again = build(data, place, jobs)
    median = sorted(first, key=lambda each: each.wall)[RUNS // 2]
    size = f"合成文書{count:,}件 / {count:,} made-up documents"
    rows = [
        median.row(f"最初の文書（{RUNS}回の中央値） / the first document (median of {RUNS})"),
        anew.row(size),
        again.row("一件を変えてもう一度 / again, one of them changed"),
        TARGETS,
    ]
    spread = statistics.stdev(each.wall for each in first)
    text = f"{around}; {jobs} processes; the first document ± {number(spread)} s.\n\n{table(HEAD, rows)}"
    click.echo(text)
    replace("build", text, document)


def build(data: Path, place: Path, jobs: int) -> Build:
    """Build below `place`, with the cache there."""
    places = ("--data", data, "--releases", place / "releases", "--cache", place / "cache")
    return _measured([*places, "--base", BASE, "--jobs", jobs])


def change(data: Path) -> None:
    """Change a word in the first document, and register it."""
    with (data / "sources.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    path, sha256 = rows[0].index("path"), rows[0].index("sha256")
    text = (data / rows[1][path]).read_text(encoding="utf-8").replace("架空", "仮想")
    (data / rows[1][path]).write_text(text, encoding="utf-8")
    rows[1][sha256] = hashlib.sha256(text.encode()).hexdigest()
    with (data / "sources.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)


def _build_first() -> Build:
    with tempfile.TemporaryDirectory() as directory:
        return _measured(["--data", ROOT / "data", "--releases", Path(directory) / "releases", "--no-cache"])


def _measured(options: Sequence[object]) -> Build:
    command = [sys.executable, "-m", "kg", "--lang", "en", "build", *map(str, options)]
    before, start = _processor(), time.perf_counter()
    ends = partial(die_with, os.getpid())  # a build goes on for minutes when nobody waits for it any more
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8", preexec_fn=ends) as process,
        Watch(process.pid).watching() as watch,
    ):
        said, _ = process.communicate()
    if process.returncode:
        raise click.ClickException(said)
    made = next(line.split(MADE)[0] for line in said.splitlines() if MADE in line)
    return Build(time.perf_counter() - start, _processor() - before, watch.peak, made)


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()

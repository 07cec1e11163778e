"""make bench: how long readers wait for a page of search results, on the first document and on a nation.

Ten readers search at once and without pause, each for words of its own choice in turn; some narrow, some turn
pages. The nation is the synthetic one of `benchmarks.national`.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from benchmarks.clients import Call, Tally, ask_all
from benchmarks.load import percentile
from benchmarks.national import write_national
from tests.web.site import running

READERS = 10
SECONDS = 10.0
TARGETS = {"the first document": 50, "a synthetic nation": 150}
"""Milliseconds at the 95th percentile; targets to read the figures by, not assertions."""
WORDS = """
総社 岡山市 そうじゃ Sōja kurashiki 332089 33100 災害 観光 協力 の 情報共有 地域産業の振興 圏域 消防 企業誘致
図書館 a synthetic 移住定住 中心となって 存在しない語
"""
NARROWED: tuple[dict[str, str], ...] = (
    {},
    {},
    {"kind": "Lead"},
    {"municipality": "331007", "kind": "Cooperate"},
    {"page": "3"},
)


def main() -> None:
    """Build, serve, search, and print what readers waited."""
    with tempfile.TemporaryDirectory() as directory:
        releases = Path(directory) / "releases"
        command = [sys.executable, "-m", "kg", "build", "--releases", str(releases)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        _report("the first document", (releases.parent / "current").resolve())
        _report("a synthetic nation", write_national(Path(directory) / "nation"))


def _report(name: str, release: Path) -> None:
    with running(release, "--log", "error") as site, ProcessPoolExecutor(1, get_context("spawn")) as pool:
        pool.submit(search, site.address, 1.0).result()
        tally = pool.submit(search, site.address, SECONDS).result()
    waited = f"median {median(tally.times):.0f} ms, p95 {percentile(tally.times, 95):.0f} ms"
    print(
        f"search in {name}: {waited} (target {TARGETS[name]} ms), {READERS} readers; {dict(tally.outcomes)}"
    )


def search(address: str, seconds: float) -> Tally:
    """Let the readers search for some seconds."""
    return ask_all(address, READERS, calls, seconds, 30)


def calls(reader: int) -> Iterator[Call]:
    """Give the searches of one reader, without end; each word comes with each way of narrowing."""
    asked = WORDS.split()
    for number in count(7 * reader):
        words, narrowed = asked[number % len(asked)], NARROWED[number % len(NARROWED)]
        language = ("ja", "en")[number // len(asked) % 2]
        yield Call(words, f"/{language}/search?{urlencode({'q': words, **narrowed})}")


if __name__ == "__main__":
    main()

"""make bench: how long a page of a nation's catalogue takes, and how much memory a harvest of all needs.

The catalogue lists 2,000 made-up agreements (6,004 data sets), all with the files of the first document.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from http.client import HTTPConnection
from multiprocessing import get_context
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlsplit

from tests.harvest.nation import write_long_catalogue
from tests.web.site import Site, running

AGREEMENTS = 2000
PAGES = 121
TARGET = 300
"""Milliseconds at the 95th percentile; a target to read the figures by, not an assertion."""
ADDRESSES = {
    "/catalog": [f"/catalog?page={number}" for number in range(1, PAGES + 1)],
    "CKAN": [f"/api/3/action/package_search?rows=50&start={50 * number}" for number in range(PAGES)],
}


def main() -> None:
    """Build, multiply, serve, and take every page of the catalogue and of CKAN's API."""
    with tempfile.TemporaryDirectory() as directory:
        releases = Path(directory) / "releases"
        command = [sys.executable, "-m", "kg", "build", "--releases", str(releases)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        built = (releases.parent / "current").resolve()
        with running(write_long_catalogue(releases, built, AGREEMENTS)) as site:
            for name, paths in ADDRESSES.items():
                _report(name, site, paths)


def _report(name: str, site: Site, paths: list[str]) -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        times, needed = pool.submit(harvest, site.address, paths).result()
    slow = f"p95 {quantiles(times, n=20)[-1]:.0f} ms a page (first {times[0]:.0f}, target {TARGET})"
    memory = f"server process {_memory(site):.0f} MiB, harvester {needed:.0f} MiB"
    print(f"{name}: {slow}; memory at most: {memory}")


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

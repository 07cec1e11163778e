"""make bench: how long a build of the first document takes, validation included, as a user runs it."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 5
TARGET = 5.0
"""Seconds; a target to read the figures by, not an assertion: machines differ."""


def main() -> None:
    """Build into a new directory each time and print the times."""
    times = [_build() for _ in range(RUNS)]
    print(f"kg build of data/: median {statistics.median(times):.2f} s", end="")
    print(f" (least {min(times):.2f}, most {max(times):.2f}, {RUNS} runs; target {TARGET:.0f} s)")


def _build() -> float:
    with tempfile.TemporaryDirectory() as directory:
        command = [sys.executable, "-m", "kg", "build", "--releases", str(Path(directory) / "releases")]
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - start


if __name__ == "__main__":
    main()

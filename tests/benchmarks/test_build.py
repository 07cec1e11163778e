"""The benchmark of the build leaves nothing running."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT
from tests.store.processes import descendants, eventually, is_alive


def test_a_build_ends_with_the_benchmark_that_measures_it(document: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.build", "--documents", "3", "--document", str(document)]
    with subprocess.Popen(command, cwd=ROOT) as benchmark:
        assert eventually(
            lambda: any("kg --lang en build" in command for command in descendants(benchmark.pid).values())
        )
        builds = list(descendants(benchmark.pid))
        benchmark.kill()
    assert eventually(lambda: not any(map(is_alive, builds)))

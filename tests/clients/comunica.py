"""Comunica, which is JavaScript: installed by `make test`, run by the machine's own node."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

HERE = Path(__file__).parent
NODE = shutil.which("node")
MODULE = HERE / "node_modules/@comunica/query-sparql"


def require_comunica() -> None:
    """Skip the test where node or Comunica is not installed; in continuous integration both must be."""
    if NODE is None or not MODULE.exists():
        message = "needs node, and Comunica, which “make test” installs with npm"
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)


def ask(endpoint: str, queries: Sequence[tuple[str, str]]) -> list[str]:
    """Ask queries, each of a type of source; give the answers as Comunica writes them."""
    run = subprocess.run(
        [str(NODE), str(HERE / "ask.mjs"), endpoint],
        input=json.dumps(queries),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return [str(answer) for answer in json.loads(run.stdout)]

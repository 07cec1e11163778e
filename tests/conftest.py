"""What tests share: the command line as its users call it, and releases that it has built."""

from __future__ import annotations

import csv
import hashlib
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from tests.web.site import Site, running

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
SYNTHETIC = ROOT / "tests" / "competency" / "synthetic"

Run = subprocess.CompletedProcess[str]
Kg = Callable[..., Run]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with files of few tests, which are long ones: many short ones fill up the rest of the time."""
    sizes = Counter(item.path for item in items)
    items.sort(key=lambda item: sizes[item.path])


def run_kg(*arguments: object, cwd: Path = ROOT, **environment: str) -> Run:
    """Run the command line in its own process."""
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("KG_", "LC_", "LANG"))}
    kept = {"XDG_CACHE_HOME": str(ROOT / ".venv" / "cache")}
    return subprocess.run(
        command, cwd=cwd, env=clean | kept | environment, capture_output=True, encoding="utf-8", check=False
    )


def build(directory: Path, data: Path, *options: object) -> Path:
    """Build a release below `directory` and give its path."""
    built = run_kg("build", "--data", data, "--releases", directory / "releases", *options)
    assert built.returncode == 0, built.stdout + built.stderr
    return (directory / "current").resolve()


def write_register(path: Path, rows: Iterable[dict[str, str]]) -> None:
    """Write a sources.csv."""
    rows = list(rows)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def registered(document: Path, **changes: str) -> dict[str, str]:
    """Give a register row for a document of the tests."""
    row = {
        "source": document.stem,
        "agreement": document.stem,
        "instrument": "first",
        "version": "first",
        "order": "1",
        "path": f"documents/{document.name}",
        "encoding": "utf-8",
        "sha256": hashlib.sha256(document.read_bytes()).hexdigest() if document.exists() else "0" * 64,
        "received": "2026-11-22",
        "origin": "架空の文書 (synthetic)",
        "licence": "",
        "area": "",
        "area_reference": "",
        "parties": "",
    }
    return row | changes


@pytest.fixture(scope="session")
def kg() -> Kg:
    return run_kg


@pytest.fixture(scope="session")
def seed_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("seed"), DATA)


@pytest.fixture(scope="session")
def synthetic_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("synthetic"), SYNTHETIC)


@pytest.fixture(scope="session")
def seed_site(seed_release: Path) -> Iterator[Site]:
    """The first document, served."""
    with running(seed_release) as site:
        yield site

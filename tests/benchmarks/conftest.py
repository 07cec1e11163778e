"""A small synthetic national graph, as the benchmarks write it."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.national import write_national


@pytest.fixture(scope="session")
def national(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_national(tmp_path_factory.mktemp("national"), 3)


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A document with a place for each benchmark's figures."""
    path = tmp_path / "benchmarks.md"
    names = ("endpoint", "soak")
    path.write_text("# Title\n" + "".join(f"<!-- {name} -->\n<!-- /{name} -->\n" for name in names))
    return path

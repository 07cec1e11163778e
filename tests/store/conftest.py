"""Stores that tests share, on a release that is written by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.store import Store, open_store
from tests.store.handmade import write_release


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small synthetic release."""
    return write_release(tmp_path_factory.mktemp("stored"))


@pytest.fixture(scope="session")
def store(release: Path) -> Iterator[Store]:
    """A store as it comes."""
    with open_store(release) as store:
        yield store

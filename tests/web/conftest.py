"""Servers that tests share; each is `kg serve` on a release that is written by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.handmade import write_release
from tests.web.site import Site, running


@pytest.fixture(scope="session")
def handmade(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small synthetic release."""
    return write_release(tmp_path_factory.mktemp("served") / "releases")


@pytest.fixture(scope="session")
def site(handmade: Path) -> Iterator[Site]:
    """A server as it comes."""
    with running(handmade) as site:
        yield site


@pytest.fixture(scope="session")
def impatient(handmade: Path) -> Iterator[Site]:
    """A server that stops a query after one second."""
    with running(handmade, "--timeout", "1") as site:
        yield site

"""Releases in a real Virtuoso, loaded there by the command."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.store import Store, open_store
from kg.store.remote import open_remote
from tests.conftest import Run, run_kg
from tests.remote.virtuoso import Virtuoso, running_virtuoso


def publish(release: Path, server: Virtuoso, *options: object) -> Run:
    """Load a release by the command."""
    arguments = ("publish", "--to", server.url, "--user", server.user, "--release", release, *options)
    return run_kg("--lang", "en", *arguments, KG_STORE_PASSWORD=server.password)


def published(release: Path, server: Virtuoso) -> None:
    """Load a release, and let no other go that the tests still use."""
    run = publish(release, server, "--grace", 0)
    assert run.returncode == 0, run.stderr


@pytest.fixture(scope="package")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Virtuoso]:
    """A server for the first document's release."""
    with running_virtuoso(tmp_path_factory.mktemp("virtuoso")) as server:
        yield server


@pytest.fixture(scope="package")
def other_virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Virtuoso]:
    """A server for the made-up documents' release."""
    with running_virtuoso(tmp_path_factory.mktemp("other")) as server:
        yield server


@pytest.fixture(scope="package")
def remote_seed(seed_release: Path, virtuoso: Virtuoso) -> Iterator[Store]:
    published(seed_release, virtuoso)
    with open_remote(seed_release, virtuoso.url) as store:
        yield store


@pytest.fixture(scope="package")
def remote_synthetic(synthetic_release: Path, other_virtuoso: Virtuoso) -> Iterator[Store]:
    published(synthetic_release, other_virtuoso)
    with open_remote(synthetic_release, other_virtuoso.url) as store:
        yield store


@pytest.fixture(scope="package")
def embedded_synthetic(synthetic_release: Path) -> Iterator[Store]:
    with open_store(synthetic_release) as store:
        yield store

"""A server follows `current` once the remote store holds it: nothing fails, and nothing is mixed."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kg.store import open_remote
from tests.remote.conftest import publish
from tests.remote.virtuoso import Virtuoso, running_virtuoso
from tests.store.processes import children, eventually
from tests.web.site import Site, running
from tests.web.test_reload import NAMES, point, read, served, write_day

PATIENT = 30
DAY = "SELECT DISTINCT ?day { ?s <http://example.org/day> ?day }"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Virtuoso]:
    """A server whose releases come and go."""
    with running_virtuoso(tmp_path_factory.mktemp("switching")) as server:
        yield server


@pytest.fixture
def place(tmp_path: Path, server: Virtuoso) -> Path:
    """A place with three releases, of which the first is current, and alone in the store."""
    for name in NAMES:
        write_day(tmp_path, name)
    point(tmp_path, NAMES[0])
    load(tmp_path, NAMES[0], server, 0)
    return tmp_path


def load(place: Path, name: str, server: Virtuoso, grace: float) -> None:
    run = publish(place / "releases" / name, server, "--grace", grace)
    assert run.returncode == 0, run.stderr


def test_no_request_fails_while_releases_replace_each_other(place: Path, server: Virtuoso) -> None:
    """The link moves before the store has the release, or after; the old one goes when its time is over."""
    enough = threading.Event()

    def stream(site: Site) -> list[str]:
        seen = []
        while not enough.is_set():
            seen.append(read(site))
        return seen

    with running(place / "current", "--store", server.url) as site, ThreadPoolExecutor(4) as readers:
        workers = children(site.process.pid)
        streams = [readers.submit(stream, site) for _ in range(4)]
        try:
            point(place, NAMES[1])
            load(place, NAMES[1], server, 5)
            assert served(site) == NAMES[1]
            with ThreadPoolExecutor(1) as publisher:
                loading = publisher.submit(load, place, NAMES[2], server, 5)
                point(place, NAMES[2])
                assert eventually(lambda: served(site) == NAMES[2], PATIENT)
                loading.result()
        finally:
            enough.set()
        for seen in (each.result() for each in streams):
            assert seen == sorted(seen)
            assert Counter(seen).keys() == set(NAMES)
        assert not [graph for graph in server.graphs() if NAMES[1] in graph]
        assert children(site.process.pid) == workers


def test_a_release_that_the_store_lacks_is_waited_for(
    place: Path, server: Virtuoso, capfd: pytest.CaptureFixture[str]
) -> None:
    with running(place / "current", "--store", server.url) as site:
        point(place, NAMES[1])
        assert eventually(lambda: "is waited for" in capfd.readouterr().err, PATIENT)
        assert read(site) == served(site) == NAMES[0]
        point(place, NAMES[0])
        assert not eventually(lambda: served(site) != NAMES[0], 2)
        point(place, NAMES[2])
        load(place, NAMES[2], server, 5)
        assert read(site) == served(site) == NAMES[2]
        assert "Traceback" not in capfd.readouterr().err


def test_a_release_that_was_altered_at_hand_is_refused(
    place: Path, server: Virtuoso, capfd: pytest.CaptureFixture[str]
) -> None:
    with (place / "releases" / NAMES[1] / "dumps/renkei.nq").open("a", encoding="utf-8") as dump:
        dump.write("more\n")
    with running(place / "current", "--store", server.url) as site:
        for name in (NAMES[1], "2025-01-09-missing"):
            point(place, name)
            assert eventually(lambda name=name: f"{name} is refused" in capfd.readouterr().err, PATIENT)  # type: ignore[misc]
            assert read(site) == served(site) == NAMES[0]


def test_a_release_that_is_named_itself_stays(place: Path, server: Virtuoso) -> None:
    with running(place / "releases" / NAMES[0], "--store", server.url) as site:
        point(place, NAMES[1])
        assert not eventually(lambda: served(site) != NAMES[0], 2)


def test_a_pinned_store_stays_with_its_release(place: Path, server: Virtuoso) -> None:
    with open_remote(place / "current", server.url) as store:
        pinned = store.pinned()
        point(place, NAMES[1])
        with ThreadPoolExecutor(1) as publisher:
            loading = publisher.submit(load, place, NAMES[1], server, 5)
            assert eventually(lambda: store.manifest.release == NAMES[1], PATIENT)
            assert NAMES[1] in store.query(DAY).body.decode()
            assert NAMES[0] in pinned.query(DAY).body.decode()
            assert pinned.manifest.release == NAMES[0]
            loading.result()

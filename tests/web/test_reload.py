"""When `current` moves, the server follows: no request is dropped, and no answer is a mixture."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.store.handmade import write_manifest, write_release
from tests.store.processes import children, command, eventually, is_alive
from tests.web.site import Site, running
from tests.web.test_sparql_limits import PRODUCT

NAMES = [f"2025-01-0{day}-handmade" for day in (1, 2, 3)]
MARKED = "SELECT ?day (COUNT(*) AS ?count) { ?s <http://example.org/day> ?day } GROUP BY ?day"
COUNT = 500


def write_day(place: Path, name: str) -> Path:
    """Write a release whose statements all say its name."""
    release = write_release(place / "releases", name)
    with (release / "dumps/renkei.nq").open("a", encoding="utf-8") as dump:
        for number in range(COUNT):
            dump.write(f'<http://example.org/{number}> <http://example.org/day> "{name}" .\n')
    write_manifest(release)
    return release


def point(place: Path, name: str) -> None:
    """Make a release the current one, as a build does."""
    fresh = place / ".current"
    fresh.symlink_to(Path("releases") / name)
    fresh.replace(place / "current")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A place with three releases, of which the first is current."""
    for name in NAMES:
        write_day(tmp_path, name)
    point(tmp_path, NAMES[0])
    return tmp_path


@pytest.fixture
def followed(place: Path) -> Iterator[Site]:
    with running(place / "current", "--timeout", "2") as site:
        yield site


def served(site: Site) -> str:
    return str(site.ask("/health/ready").json["release"])


def read(site: Site) -> str:
    """Give the release that a query's answer, and the dumps' list, are from, each wholly."""
    (row,) = site.query(MARKED).json["results"]["bindings"]
    assert row["count"]["value"] == str(COUNT)
    listing = site.ask("/dumps/").json
    assert all(listing["latest"] in file["url"] for file in listing["files"])
    assert json.loads(site.ask("/dumps/latest/manifest.json").body)["release"] in NAMES
    return str(row["day"]["value"])


def test_a_stream_of_requests_sees_one_release_after_another(followed: Site, place: Path) -> None:
    enough = threading.Event()

    def stream() -> list[str]:
        seen = []
        while not enough.is_set():
            seen.append(read(followed))
        return seen

    with ThreadPoolExecutor(4) as readers:
        streams = [readers.submit(stream) for _ in range(4)]
        try:
            for name in NAMES[1:]:
                point(place, name)
                assert eventually(lambda name=name: served(followed) == name, 10)  # type: ignore[misc]
            assert eventually(lambda: len(brokers(followed)) == 1, 20)
        finally:
            enough.set()
        for seen in (each.result() for each in streams):
            assert seen == sorted(seen)
            assert Counter(seen).keys() == set(NAMES)


def brokers(site: Site) -> list[int]:
    return [pid for pid in children(site.process.pid) if "kg.store.broker" in command(pid)]


def test_a_running_query_ends_on_the_release_where_it_began(followed: Site, place: Path) -> None:
    (old, *_) = brokers(followed)
    with ThreadPoolExecutor(1) as asker:
        slow = asker.submit(followed.query, PRODUCT)
        point(place, NAMES[1])
        assert eventually(lambda: served(followed) == NAMES[1], 10)
        reply = slow.result()
    assert reply.status == 503
    assert "stopped after 2 seconds" in reply.json["detail"]
    assert eventually(lambda: not is_alive(old), 10)
    assert served(followed) == NAMES[1]


def test_a_broken_release_is_refused_and_the_present_one_goes_on(
    place: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with (place / "releases" / NAMES[1] / "dumps/renkei.nq").open("a", encoding="utf-8") as dump:
        dump.write("more\n")
    unreadable = place / "releases" / NAMES[2]
    (unreadable / "dumps/renkei.nq").write_text("this is no statement\n", encoding="utf-8")
    write_manifest(unreadable)
    with running(place / "current") as site:
        refused = ""
        for name in NAMES[1:]:
            point(place, name)

            def is_refused(name: str = name) -> bool:
                nonlocal refused
                refused += capfd.readouterr().err
                return f"Release {name} is refused" in refused

            assert eventually(is_refused, 10)
            assert read(site) == served(site) == NAMES[0]
        assert "Traceback" not in refused
        write_day(place, "2025-01-04-handmade")
        point(place, "2025-01-04-handmade")
        assert eventually(lambda: served(site) == "2025-01-04-handmade", 10)


def test_a_link_that_leads_to_itself_is_passed_over(followed: Site, place: Path) -> None:
    loop = place / ".loop"
    loop.symlink_to("current")
    loop.replace(place / "current")
    assert not eventually(lambda: served(followed) != NAMES[0], 2)
    point(place, NAMES[1])
    assert eventually(lambda: served(followed) == NAMES[1], 10)


def test_a_release_that_is_named_itself_stays(place: Path) -> None:
    with running(place / "releases" / NAMES[0]) as site:
        point(place, NAMES[1])
        assert not eventually(lambda: served(site) != NAMES[0], 2)

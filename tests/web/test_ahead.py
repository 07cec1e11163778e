"""Pages are made before they are asked for, of whatever release is served; how they read is the same."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.store.processes import children, command, eventually
from tests.web.site import Site, running
from tests.web.test_operations import figures

ENOUGH = 60.0
"""Seconds within which so few pages are made on any machine."""
PLACE = (1 << 19) / 4
"""Bytes that are filled ahead of half a cache of one mebibyte."""
MANY = 400
"""Pages that together take more than half a cache of one mebibyte."""
WORKERS = 2
"""Processes that answer requests, as long as nobody says otherwise."""


@pytest.fixture
def current(tmp_path: Path, seed_release: Path) -> Path:
    """A link to a release, as a build leaves it."""
    link = tmp_path / "current"
    link.symlink_to(seed_release)
    return link


@pytest.fixture
def prepared(current: Path) -> Iterator[Site]:
    # So small a cache is full of the first release's pages when the other one comes.
    with running(current, "--ahead", "--timeout", "2", "--cache", "1") as site:
        yield site


def pages(site: Site) -> Iterator[str]:
    """Give the addresses that the sitemap lists, short ones first."""
    (part,) = locations(site, "/sitemap.xml")
    yield from sorted(locations(site, part), key=lambda address: address.count("/"))


def is_full(site: Site) -> bool:
    """Tell whether as many pages are kept as are made ahead."""
    return figures(site)["renkei_page_bytes"] > PLACE


def locations(site: Site, path: str) -> list[str]:
    return [urlsplit(one).path for one in re.findall("<loc>(.*?)</loc>", site.ask(path).text)]


def is_kept(site: Site, unasked: Iterator[str]) -> bool:
    """Ask for the next page, a second after the last: asking once makes it a page that was asked for."""
    time.sleep(1)
    page = next(unasked, None)
    assert page, "all pages have been asked for"
    return "page;desc=kept" in site.ask(page).headers["Server-Timing"]


def test_a_page_is_there_before_anybody_asks_for_it(prepared: Site) -> None:
    unasked = pages(prepared)
    assert eventually(lambda: is_kept(prepared, unasked), ENOUGH)


def test_whatever_is_asked_for_drives_out_no_page_that_was_made_ahead(prepared: Site) -> None:
    assert eventually(lambda: is_full(prepared))
    for number in range(MANY):
        assert prepared.ask(f"/en/?nothing={number}").status == 200
    unasked = pages(prepared)
    assert eventually(lambda: is_kept(prepared, unasked), ENOUGH)


def test_the_pages_of_another_release_are_made_when_it_is_served(
    prepared: Site, current: Path, synthetic_release: Path
) -> None:
    assert eventually(lambda: is_full(prepared))
    fresh = current.with_name("fresh")
    fresh.symlink_to(synthetic_release)
    fresh.replace(current)
    assert eventually(lambda: prepared.ask("/health/ready").json["release"] == synthetic_release.name)
    unasked = pages(prepared)
    assert eventually(lambda: is_kept(prepared, unasked), ENOUGH)


def test_a_page_made_ahead_reads_as_one_that_is_asked_for(prepared: Site, seed_site: Site) -> None:
    for page in [page for page in pages(prepared) if "/doc/" in page][:20]:
        assert prepared.ask(page).text == seed_site.ask(page).text, page


def test_a_page_that_is_kept_is_kept_for_its_own_address(prepared: Site) -> None:
    page = next(page for page in pages(prepared) if "/doc/" in page)
    assert [prepared.ask(f"{page}?x?").status for _ in range(2)] == [200, 200]
    assert prepared.ask(f"{page}%3Fx").status == 404


def test_what_makes_pages_ahead_ends_with_the_server(seed_release: Path) -> None:
    with running(seed_release, "--ahead") as site:
        assert len(started(site)) == WORKERS + 1
        assert eventually(lambda: 19 in priorities(site))
        before = site.descendants()
    assert eventually(lambda: not [pid for pid in before if Path(f"/proc/{pid}").exists()])


@pytest.mark.parametrize("options", [("--no-ahead",), ("--ahead", "--cache", "0")])
def test_nothing_makes_pages_ahead_where_it_shall_not_or_has_no_place(
    seed_release: Path, options: tuple[str, ...]
) -> None:
    with running(seed_release, *options) as site:
        assert len(started(site)) == WORKERS


def started(site: Site) -> list[int]:
    """Give the processes that the server's first has started from its own code."""
    return [pid for pid in children(site.process.pid) if "spawn_main" in command(pid)]


def priorities(site: Site) -> set[int]:
    return {os.getpriority(os.PRIO_PROCESS, pid) for pid in site.descendants()}

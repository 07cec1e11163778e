"""What servers leave behind: nothing in the end, even of one that is killed."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.store.processes import eventually, is_alive
from tests.web.site import Site, running

AGO = 3600.0


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where servers have their directories; a short path, for sockets lie below it."""
    with TemporaryDirectory() as directory:
        monkeypatch.setenv("TMPDIR", directory)
        yield Path(directory)


def age(place: Path) -> set[Path]:
    """Make the directories older than they are; give them."""
    found = {*place.iterdir()}
    for directory in found:
        os.utime(directory, times=(time.time() - AGO,) * 2)
    return found


def kill(site: Site) -> None:
    processes = [site.process.pid, *site.descendants()]
    site.process.send_signal(signal.SIGKILL)
    assert eventually(lambda: not any(map(is_alive, processes[1:])))


def test_a_server_that_ends_leaves_nothing(place: Path, handmade: Path) -> None:
    with running(handmade):
        assert {*place.iterdir()}
    assert not {*place.iterdir()}


def test_what_a_killed_server_left_is_removed_by_the_next(place: Path, handmade: Path) -> None:
    with running(handmade) as site:
        kill(site)
    left = age(place)
    assert left
    with running(handmade):
        assert not left & {*place.iterdir()}


def test_a_server_that_lives_keeps_what_it_has_however_old(place: Path, handmade: Path) -> None:
    with running(handmade) as first:
        own = age(place)
        with running(handmade):
            assert own <= {*place.iterdir()}
        assert first.query("ASK {}").json["boolean"]


def test_what_others_left_there_stays(place: Path, handmade: Path) -> None:
    others = {place / "other", place / "renkei-run-file"}
    (place / "other").mkdir()
    (place / "renkei-run-file").write_text("", encoding="utf-8")
    (place / "renkei-run-link").symlink_to(place / "other")
    age(place)
    with running(handmade):
        assert others <= {*place.iterdir()}

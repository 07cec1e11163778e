"""Large answers go by way of files, which have room together only."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from kg.web.front.spooling import MOST, Spool
from tests.web.site import running


def test_what_slow_readers_still_read_takes_room_also_when_it_has_been_removed(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    read = spool.put(b"first")
    with read.open("r+b") as reading:
        reading.truncate(MOST)
        assert spool.put(b"second").read_bytes() == b"second"
        assert not read.exists()
        with pytest.raises(OSError, match="No space"):
            spool.put(b"third")
    assert spool.put(b"third").read_bytes() == b"third"
    assert {path.read_bytes() for path in tmp_path.iterdir()} == {b"second", b"third"}


def test_a_large_answer_without_room_is_refused_and_small_ones_are_given(
    handmade: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = "SELECT * { " + " ".join(f"VALUES ?v{number} {{ 1 2 3 4 }}" for number in range(9)) + " }"
    with TemporaryDirectory() as directory:
        monkeypatch.setenv("TMPDIR", directory)
        with running(handmade) as site:
            assert site.query(large, "text/csv").status == 200
            for kept in Path(directory).glob("*/data.mdb"):
                shutil.rmtree(kept.parent)
            refused = site.query(large, "text/csv")
            assert (refused.status, refused.media_type) == (503, "application/problem+json")
            assert int(refused.headers["Retry-After"]) > 0
            assert site.query("ASK { ?s ?p 1 }").status == 200

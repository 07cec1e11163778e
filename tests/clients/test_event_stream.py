"""A client of event streams (ldes-client, from npm) replays what each release changed."""

from __future__ import annotations

import os
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox
import pytest

from kg.namespaces import ACTIVITY, DCTERMS, RDF
from tests.clients.comunica import HERE, NODE
from tests.conftest import build
from tests.harvest.nation import cities, write_registers
from tests.remote.virtuoso import free_ports
from tests.web.site import Site, running

CLIENT = HERE / "node_modules" / "ldes-client" / "dist" / "bin" / "cli.js"
EDITED, LEFT_OUT = (f"okayama-{code}" for code, _ in cities()[1:3])
OF_AN_AGREEMENT = ("agreement-{}", "text-{}", "version-{}_first")
SECOND = {
    *((pattern.format(EDITED), "Update") for pattern in OF_AN_AGREEMENT),
    *((pattern.format(LEFT_OUT), "Delete") for pattern in OF_AN_AGREEMENT),
    ("renkei", "Update"),
    ("reference", "Update"),
}

Members = Counter[tuple[str, str]]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Three made-up agreements, then one edited and one left out, served where they say that they are."""
    if NODE is None or not CLIENT.exists():
        message = "needs node, and ldes-client, which “make test” installs with npm"
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
    place, (port,) = tmp_path_factory.mktemp("stream"), free_ports(1)
    base = ("--base", f"http://127.0.0.1:{port}/")
    build(place, write_registers(place / "before", 3), *base)
    current = build(place, write_registers(place / "after", 3, edited=(1,), left_out=(2,)), *base)
    with running(current, "--port", str(port)) as site:
        yield site


def replayed(site: Site, *options: str, state: Path | None = None) -> Members:
    """Give the members that the client hands out: which data set, and what became of it."""
    kept = ["--save", str(state)] if state else []
    command = [str(NODE), str(CLIENT), f"{site.address}changes", *options, *kept]
    with TemporaryDirectory() as directory:  # where it leaves what it has read
        clean = os.environ | {"TMPDIR": directory}
        run = subprocess.run(
            command, env=clean, capture_output=True, encoding="utf-8", check=False, timeout=120
        )
    assert run.returncode == 0, run.stderr
    said: dict[str, dict[str, str]] = {}
    for quad in ox.parse(run.stdout, format=ox.RdfFormat.TRIG):
        said.setdefault(quad.subject.value, {})[quad.predicate.value] = quad.object.value
    kinds = {name: each[str(RDF.type)].removeprefix(str(ACTIVITY)) for name, each in said.items()}
    return Counter((each[str(DCTERMS.identifier)], kinds[name]) for name, each in said.items())


def test_it_finds_every_change_once(home: Site) -> None:
    found = replayed(home)
    assert set(found.values()) == {1}
    assert Counter(kind for _, kind in found) == {"Create": 13, "Update": 5, "Delete": 3}
    assert {member for member in found if member[1] != "Create"} == SECOND


def test_it_finds_what_changed_since_it_last_looked(home: Site) -> None:
    assert set(replayed(home, "--after", "2026-11-22T12:00:00Z")) == SECOND


def test_it_knows_the_last_that_became_of_each_data_set(home: Site) -> None:
    found = replayed(home, "--last-version-only")
    assert len(found) == 13
    assert set(found) >= SECOND


def test_it_does_not_read_again_what_it_has_read(home: Site, tmp_path: Path) -> None:
    state = tmp_path / "state"
    assert len(replayed(home, "--ordered", "ascending", state=state)) == 21
    assert replayed(home, "--ordered", "ascending", state=state) == {}

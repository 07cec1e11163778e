"""Releases come into a remote store whole, and leave it so that no reader takes a part for the whole."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from kg.errors import QueryError, ReleaseError
from kg.store import Store
from kg.store.endpoint import open_endpoint
from kg.store.naming import names_of
from kg.store.publishing import Target, withdraw_others
from kg.store.publishing import publish as load
from kg.store.remote import open_remote
from tests.conftest import run_kg
from tests.remote.conftest import publish
from tests.remote.virtuoso import Virtuoso, running_virtuoso
from tests.web.site import running

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Virtuoso]:
    """A server whose releases come and go."""
    with running_virtuoso(tmp_path_factory.mktemp("publishing")) as server:
        yield server


@pytest.fixture
def target(server: Virtuoso) -> Iterator[Target]:
    endpoint = open_endpoint(server.url)
    auth = httpx.DigestAuth(server.user, server.password)
    yield Target(endpoint, server.url + "-graph-crud-auth", auth)
    endpoint.close()


def test_a_release_replaces_the_other(server: Virtuoso, seed_release: Path, synthetic_release: Path) -> None:
    assert publish(seed_release, server).returncode == 0
    with open_remote(seed_release, server.url) as before:
        assert count(before) > 0
        run = publish(synthetic_release, server, "--grace", 0)
        assert run.returncode == 0, run.stderr
        assert "removed" in run.stdout
        assert not [name for name in server.graphs() if before.manifest.release in name]
        with pytest.raises(QueryError, match="no longer holds") as caught:
            count(before)
        assert caught.value.status == 503
    with open_remote(synthetic_release, server.url) as after:
        assert count(after) > 0


def test_the_replaced_release_answers_until_its_time_is_over(
    server: Virtuoso, seed_release: Path, synthetic_release: Path
) -> None:
    assert publish(synthetic_release, server, "--grace", 0).returncode == 0
    with open_remote(synthetic_release, server.url) as before:
        runs: list[int] = []
        thread = threading.Thread(
            target=lambda: runs.append(publish(seed_release, server, "--grace", 3).returncode)
        )
        thread.start()
        expected, answers = count(before), set()
        with suppress(QueryError):
            while thread.is_alive():
                answers.add(count(before))
        thread.join()
    assert runs == [0]
    assert answers == {expected}


def test_a_release_that_is_there_is_not_loaded_again(target: Target, seed_release: Path) -> None:
    load(seed_release, target)
    start = time.monotonic()
    manifest = load(seed_release, target)
    assert time.monotonic() - start < 1
    list(withdraw_others(target, manifest))
    assert target.names_other_than(names_of(manifest)) == []


def test_half_a_release_is_none_and_is_mended(target: Target, server: Virtuoso, seed_release: Path) -> None:
    manifest = load(seed_release, target)
    target.delete(names_of(manifest).names)
    with pytest.raises(ReleaseError, match="kg publish"):
        open_remote(seed_release, server.url)
    load(seed_release, target)
    with open_remote(seed_release, server.url) as store:
        assert count(store) > 0


def test_a_release_that_is_not_there_is_not_served(server: Virtuoso, synthetic_release: Path) -> None:
    run = run_kg("--lang", "ja", "serve", "--release", synthetic_release, "--store", server.url, "--port", 0)
    assert run.returncode == 1
    assert "kg publish" in run.stderr


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--to", "{url}", "--user", "dba", "--password-file", "{wrong}"], 1),
        (["--to", "{url}"], 1),
        (["--to", "http://127.0.0.1:1/sparql"], 1),
        (["--to", "{url}", "--user", "dba"], 2),
        (["--to", "ftp://example.org/"], 2),
        ([], 2),
    ],
)
def test_what_cannot_be_published_says_why(
    options: list[str], code: int, server: Virtuoso, synthetic_release: Path, tmp_path: Path
) -> None:
    wrong = tmp_path / "password"
    wrong.write_text("wrong\n", encoding="utf-8")
    written = [option.format(url=server.url, wrong=wrong) for option in options]
    target = ["--graph-store", f"{server.url}-graph-crud-auth"] if "{url}" in options else []
    run = run_kg("--lang", "ja", "publish", *written, *target, "--release", synthetic_release)
    assert run.returncode == code
    assert "Traceback" not in run.stderr


def test_a_site_on_a_remote_store_answers_and_describes(server: Virtuoso, seed_release: Path) -> None:
    assert publish(seed_release, server, "--grace", 0).returncode == 0
    with running(seed_release, "--store", server.url) as site:
        assert site.ask("/health/ready").json["status"] == "ready"
        reply = site.query("SELECT ?s { ?s a <https://w3id.org/renkei/def#Initiative> }", "text/csv")
        assert reply.text.count("\n") == 14
        assert site.ask("/doc/agreement/okayama-soja.ttl").status == 200
        assert site.ask("/en/", headers={"Accept": "text/html"}).status == 200
        assert site.ask("/en/sparql", headers={"Accept": "text/html"}).status == 200


def count(store: Store) -> int:
    found = json.loads(store.query(COUNT).body)
    return int(found["results"]["bindings"][0]["n"]["value"])

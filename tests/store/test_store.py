"""A store answers from its release, whole answers or none, and ends without a trace."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError, ReleaseError
from kg.store import Limits, Store, open_store
from kg.store.loading import QUADS
from tests.store.handmade import BASE, write_manifest, write_release
from tests.store.processes import children, command, eventually, is_alive

AGREEMENT = NamedNode(BASE + "id/agreement/example")
PRODUCT = "SELECT (COUNT(*) AS ?count) WHERE { " + " ".join(f"?s{i} ?p{i} ?o{i} ." for i in range(9)) + " }"
ROWS = "SELECT * WHERE { " + " ".join(f"?s{i} ?p{i} ?o{i} ." for i in range(4)) + " }"


def status(store: Store, query: str, **options: object) -> int:
    with pytest.raises(QueryError) as caught:
        store.query(query, **options)  # type: ignore[arg-type]
    return caught.value.status


@pytest.mark.parametrize(
    ("query", "kind", "media_type"),
    [
        ("SELECT * { ?s ?p ?o }", "solutions", "application/sparql-results+json"),
        ("ASK { ?s ?p ?o }", "boolean", "application/sparql-results+json"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "graph", "text/turtle"),
        ("DESCRIBE ?s { ?s a ?type }", "graph", "text/turtle"),
    ],
)
def test_an_answer_says_its_kind_and_its_media_type(
    store: Store, query: str, kind: str, media_type: str
) -> None:
    answer = store.query(query)
    assert (answer.kind, answer.media_type) == (kind, media_type)


def test_a_term_can_be_put_in_a_variables_place(store: Store) -> None:
    query = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
    about = store.query(query, media_type="application/n-triples", substitutions={"s": AGREEMENT})
    assert len(about.body.splitlines()) == 3
    for value in (Literal("架空市", language="ja"), Literal(2)):
        found = store.query(query, media_type="application/n-triples", substitutions={"o": value})
        assert found.body.endswith(f"{value} .\n".encode())
    nothing = store.query(query, substitutions={"o": Literal('"} SERVICE <http://a> {')})
    assert b'"' not in nothing.body


def test_the_catalogue_has_a_graph_of_its_own(store: Store) -> None:
    query = f"ASK {{ GRAPH <{BASE}graph/catalogue> {{ ?catalogue a ?type }} }}"
    assert b"true" in store.query(query).body
    assert b"true" not in store.query("ASK { ?catalogue a <http://www.w3.org/ns/dcat#Catalog> }").body


def test_a_limit_can_be_less_but_not_more_than_the_stores_own(release: Path) -> None:
    with open_store(release, 1, limits=Limits(answer=1000)) as store:
        assert status(store, ROWS, limit=1 << 40) == 413
        assert status(store, "SELECT * { ?s ?p ?o }", limit=10) == 413
        start = time.monotonic()
        assert status(store, PRODUCT, timeout=3600) == 503
        assert status(store, PRODUCT, timeout=0.2) == 503
        assert time.monotonic() - start < 3


def test_a_query_that_needs_more_memory_than_allowed_is_ended(release: Path) -> None:
    with open_store(release, limits=Limits(memory=64 << 20)) as store:
        assert status(store, ROWS.replace("}", "?s ?p ?o . ?q ?r ?t } ORDER BY ?o")) == 503
        assert store.query("ASK {}").kind == "boolean"


def test_queries_beyond_the_number_of_children_wait(release: Path) -> None:
    with open_store(release, 1, limits=Limits(children=1)) as store, ThreadPoolExecutor(2) as askers:
        slow = askers.submit(status, store, PRODUCT)
        time.sleep(0.2)
        assert store.query("ASK {}").kind == "boolean"
        assert slow.done()
        assert slow.result() == 503


def test_a_query_that_waits_too_long_for_its_turn_is_told_so(release: Path) -> None:
    limits = Limits(children=1, queue=0.3)
    with open_store(release, 2, limits=limits) as store, ThreadPoolExecutor(1) as asker:
        slow = asker.submit(status, store, PRODUCT)
        time.sleep(0.2)
        with pytest.raises(QueryError, match="busy"):
            store.query("ASK {}")
        assert slow.result() == 503
        assert store.query("ASK {}").kind == "boolean"


def test_queries_wait_while_a_broker_is_replaced(release: Path) -> None:
    with open_store(release) as store:
        (broker,) = brokers()
        for _ in range(3):
            os.kill(broker, signal.SIGKILL)
            assert has_ended(broker)
            assert store.query("ASK {}", timeout=10).kind == "boolean"
            (replaced,) = brokers()
            assert replaced != broker
            broker = replaced


def has_ended(pid: int) -> bool:
    return eventually(lambda: not is_alive(pid), 2)


def brokers() -> set[int]:
    """Give the brokers that the present test has started."""
    return set(children(os.getpid())) - BEFORE


BEFORE: set[int] = set()


@pytest.fixture(autouse=True)
def _before(store: Store) -> None:
    BEFORE.clear()
    BEFORE.update(children(os.getpid()))


def test_children_that_have_ended_are_collected(store: Store) -> None:
    for _ in range(20):
        store.query("ASK {}")
    (broker,) = (pid for pid in children(os.getpid()) if "kg.store.broker" in command(pid))
    assert eventually(lambda: children(broker) == [])


def test_a_store_that_is_closed_leaves_nothing_behind(release: Path) -> None:
    store = open_store(release)
    (broker,) = brokers()
    store.close()
    assert not is_alive(broker)
    assert not store.address.parent.exists()


def test_a_broker_ends_with_the_process_that_started_it(release: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path; from kg.store import open_store\n"
        "store = open_store(Path(sys.argv[1])); print('open', flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", program, str(release)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        (broker,) = children(process.pid)
        process.kill()
    assert has_ended(broker)


def test_a_release_that_is_not_whole_is_refused(tmp_path: Path) -> None:
    release = write_release(tmp_path)
    (release / QUADS).write_text("", encoding="utf-8")
    with pytest.raises(ReleaseError, match=QUADS):
        open_store(release)
    with pytest.raises(ReleaseError):
        open_store(tmp_path / "nowhere")
    assert brokers() == set()


def test_a_release_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    release = write_release(tmp_path)
    (release / QUADS).write_text("this is no statement\n", encoding="utf-8")
    write_manifest(release)
    with pytest.raises(ReleaseError, match="cannot be loaded"):
        open_store(release)
    assert brokers() == set()

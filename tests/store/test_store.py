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
from kg.store.formats import RESULTS
from kg.store.loading import QUADS
from tests.store.handmade import BASE, write_manifest, write_release
from tests.store.processes import children, command, descendants, eventually, is_alive, is_busy

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
    with open_store(release, Limits(timeout=1, answer=1000)) as store:
        assert status(store, ROWS, limit=1 << 40) == 413
        assert status(store, "SELECT * { ?s ?p ?o }", limit=10) == 413
        start = time.monotonic()
        assert status(store, PRODUCT, timeout=3600) == 503
        assert status(store, PRODUCT, timeout=0.2) == 503
        assert time.monotonic() - start < 3


@pytest.mark.parametrize("media_type", [*RESULTS, "application/n-triples"])
def test_an_answer_has_at_most_so_many_rows(release: Path, media_type: str) -> None:
    rows = "(1 'a') (2 '}},{\"') (3 '\\n<result>},{')"
    form = "CONSTRUCT { ?a <urn:p> ?b }" if media_type.endswith("n-triples") else "SELECT *"
    query = f"{form} {{ VALUES (?n ?b) {{ {rows} }} BIND(IRI(CONCAT('urn:', STR(?n))) AS ?a) }}"
    with open_store(release, Limits(rows=3, workers=1)) as store:
        assert store.query(query, media_type=media_type).body
    with open_store(release, Limits(rows=2, workers=1)) as store:
        with pytest.raises(QueryError, match="more than 2 rows") as caught:
            store.query(query, media_type=media_type)
        assert caught.value.status == 413
        assert store.query(query + " LIMIT 2", media_type=media_type).body


def test_a_query_that_needs_more_memory_than_allowed_is_ended(release: Path) -> None:
    with open_store(release, Limits(memory=64 << 20)) as store:
        assert status(store, ROWS.replace("}", "?s ?p ?o . ?q ?r ?t } ORDER BY ?o")) == 503
        assert store.query("ASK {}").kind == "boolean"


def test_queries_beyond_the_number_of_workers_wait(release: Path) -> None:
    with open_store(release, Limits(timeout=1, workers=1)) as store, ThreadPoolExecutor(2) as askers:
        slow = askers.submit(status, store, PRODUCT)
        time.sleep(0.2)
        assert store.query("ASK {}").kind == "boolean"
        assert slow.result() == 503


def test_a_query_that_waits_too_long_for_its_turn_is_told_so(release: Path) -> None:
    limits = Limits(timeout=2, workers=1, queue=0.3)
    with open_store(release, limits) as store, ThreadPoolExecutor(1) as asker:
        slow = asker.submit(status, store, PRODUCT)
        time.sleep(0.2)
        with pytest.raises(QueryError, match="busy"):
            store.query("ASK {}")
        assert slow.result() == 503
        assert store.query("ASK {}").kind == "boolean"


def test_a_query_too_many_is_refused_at_once(release: Path) -> None:
    limits = Limits(timeout=2, workers=1, waiting=1)
    with open_store(release, limits) as store, ThreadPoolExecutor(4) as askers:
        running = [askers.submit(status, store, PRODUCT)]
        time.sleep(0.2)
        running += [askers.submit(status, store, PRODUCT, timeout=0.1) for _ in range(2)]
        time.sleep(0.05)
        start = time.monotonic()
        with pytest.raises(QueryError, match="busy"):
            store.query("ASK {}")
        assert time.monotonic() - start < 0.5
        assert [each.result() for each in running] == [503] * 3


def test_long_queries_leave_workers_for_short_ones(release: Path) -> None:
    limits = Limits(timeout=3, workers=3, long=1, short=0.5)
    with open_store(release, limits) as store, ThreadPoolExecutor(3) as askers:
        start = time.monotonic()
        slow = [askers.submit(ended, store, start) for _ in range(3)]
        time.sleep(1.5)
        assert sum(each.done() for each in slow) == 2
        assert sum(is_busy(worker) for worker in workers()) == 1
        assert store.query("ASK {}").kind == "boolean"
        ends = sorted(each.result() for each in slow)
        assert "Too many long queries" in ends[0][1]
        assert "Too many long queries" in ends[1][1]
        assert ends[2][0] > 2.9
        assert "stopped" in ends[2][1]


def test_a_query_that_computes_for_long_makes_way(release: Path) -> None:
    with (
        open_store(release, Limits(timeout=3, workers=1, polite=0.2)) as store,
        ThreadPoolExecutor(1) as asker,
    ):
        (worker,) = workers()
        assert store.query("ASK {}").kind == "boolean"
        usual = os.getpriority(os.PRIO_PROCESS, worker)
        slow = asker.submit(status, store, PRODUCT)
        assert eventually(lambda: os.getpriority(os.PRIO_PROCESS, worker) == 19, 3)
        assert slow.result() == 503
        assert store.query("ASK {}").kind == "boolean"
        (other,) = workers()
        assert os.getpriority(os.PRIO_PROCESS, other) == usual


def ended(store: Store, start: float) -> tuple[float, str]:
    """Ask something long; tell after how many seconds it ended, and why."""
    with pytest.raises(QueryError) as caught:
        store.query(PRODUCT)
    return time.monotonic() - start, str(caught.value)


def test_a_query_ends_with_the_process_that_asks(release: Path) -> None:
    with open_store(release) as store:
        program = (
            "import sys; from pathlib import Path; from kg.store import open_store\n"
            "open_store(Path(), address=Path(sys.argv[1])).query(sys.argv[2])"
        )
        asker = subprocess.Popen([sys.executable, "-c", program, str(store.address), PRODUCT])
        assert eventually(lambda: any(map(is_busy, workers())), 5)
        asker.kill()
        asker.wait()
        assert eventually(lambda: not any(map(is_busy, workers())), 2)


def test_a_worker_that_has_had_its_share_is_replaced(release: Path) -> None:
    with open_store(release, Limits(workers=1, uses=3)) as store:
        seen = set()
        for _ in range(10):
            assert store.query("ASK {}").kind == "boolean"
            seen.update(workers())
        assert len(seen) >= 3
    with open_store(release, Limits(workers=1, spent=0.2)) as store:
        (worker,) = workers()
        assert store.query(ROWS, limit=1 << 30).kind == "solutions"
        assert has_ended(worker)
        assert store.query("ASK {}").kind == "boolean"


def test_a_worker_that_is_killed_is_replaced(release: Path) -> None:
    with open_store(release, Limits(workers=2)) as store:
        for worker in workers():
            os.kill(worker, signal.SIGKILL)
            assert has_ended(worker)
            assert store.query("ASK {}").kind == "boolean"
        assert eventually(lambda: len(workers()) == 2)


def test_queries_wait_while_a_broker_is_replaced(release: Path) -> None:
    with open_store(release) as store:
        (broker,) = brokers()
        for _ in range(3):
            everything = [broker, *children(broker)]
            os.kill(broker, signal.SIGKILL)
            assert all(map(has_ended, everything))
            assert store.query("ASK {}", timeout=10).kind == "boolean"
            (replaced,) = brokers()
            assert replaced != broker
            broker = replaced


def has_ended(pid: int) -> bool:
    return eventually(lambda: not is_alive(pid), 2)


def brokers() -> set[int]:
    """Give the brokers that the present test has started."""
    return {pid for pid in children(os.getpid()) if "kg.store.broker" in command(pid)} - BEFORE


BEFORE: set[int] = set()


@pytest.fixture(autouse=True)
def _before(store: Store) -> None:
    BEFORE.clear()
    BEFORE.update(children(os.getpid()))


def workers() -> list[int]:
    """Give the workers of the broker that the present test has started."""
    (broker,) = brokers()
    return children(broker)


def test_a_store_that_is_closed_leaves_nothing_behind(release: Path) -> None:
    store = open_store(release)
    everything = [*brokers(), *workers()]
    store.close()
    assert eventually(lambda: not any(map(is_alive, everything)), 2)
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
        everything = [*descendants(process.pid)]
        assert len(everything) == 1 + Limits().workers
        process.kill()
    assert eventually(lambda: not any(map(is_alive, everything)), 2)


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

"""A query that asks too much costs its asker an answer, and nobody else anything."""

from __future__ import annotations

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.store.processes import children, eventually, is_alive
from tests.web.site import Reply, Site

PRODUCT = "SELECT (COUNT(*) AS ?count) WHERE { " + " ".join(f"?s{i} ?p{i} ?o{i} ." for i in range(9)) + " }"
LONG = "SELECT * WHERE { " + " ".join(f"?s{i} ?p{i} ?o{i} ." for i in range(5)) + " }"
DOUBLED = (
    "SELECT (STRLEN(?a30) AS ?length) WHERE { BIND('0123456789abcdef' AS ?a0) "
    + " ".join(f"BIND(CONCAT(?a{i}, ?a{i}) AS ?a{i + 1})" for i in range(30))
    + " }"
)

NESTED = {
    "round": "SELECT * WHERE {{ FILTER({open} 1 {close}) }}",
    "curly": "SELECT * WHERE {{ {open} ?s ?p ?o {close} }}",
    "square": "SELECT * WHERE {{ ?s ?p {open} ?q ?o {close} }}",
    "not": "SELECT * WHERE {{ FILTER({open} true) }}",
    "plus": "SELECT ({open} 1 AS ?sum) WHERE {{ }}",
    "unclosed": "SELECT * WHERE {{ {open}",
}
PAIRS = {
    "round": ("(", ")"),
    "curly": ("{", "}"),
    "square": ("[ ?p ", "]"),
    "not": ("!", ""),
    "plus": ("1+", ""),
    "unclosed": ("{", ""),
}


def answered(site: Site) -> Reply:
    """Ask something that nobody has kept the answer of."""
    return site.query("ASK { BIND(NOW() AS ?now) }")


def is_well(site: Site) -> bool:
    reply = answered(site)
    return reply.status == 200 and bool(reply.json["boolean"])


def nested(kind: str, depth: int) -> str:
    opening, closing = PAIRS[kind]
    return NESTED[kind].format(open=opening * depth, close=closing * depth)


@pytest.mark.parametrize("depth", [300, 2_500, 20_000])
@pytest.mark.parametrize("kind", NESTED)
def test_nesting_ends_at_most_its_own_query(impatient: Site, kind: str, depth: int) -> None:
    reply = impatient.query(nested(kind, depth), method="POST")
    assert reply.status in {200, 400, 503}
    assert is_well(impatient)


def test_a_slow_query_is_stopped_at_the_deadline(impatient: Site) -> None:
    start = time.monotonic()
    reply = impatient.query(PRODUCT)
    assert (reply.status, reply.media_type) == (503, "application/problem+json")
    assert "stopped after 1 seconds" in reply.json["detail"]
    assert int(reply.headers["Retry-After"]) > 0
    assert 1 <= time.monotonic() - start < 5
    assert is_well(impatient)


def test_a_person_is_told_on_the_page(impatient: Site) -> None:
    reply = impatient.query(PRODUCT, "text/html")
    assert (reply.status, reply.media_type) == (503, "text/html")
    assert int(reply.headers["Retry-After"]) > 0


def test_slow_queries_do_not_keep_others_waiting(impatient: Site) -> None:
    with ThreadPoolExecutor(4) as askers:
        slow = [askers.submit(impatient.query, PRODUCT) for _ in range(4)]
        time.sleep(0.2)
        start = time.monotonic()
        assert is_well(impatient)
        assert time.monotonic() - start < 1
        assert [reply.result().status for reply in slow] == [503] * 4


def test_more_queries_than_workers_wait_for_their_turn(impatient: Site) -> None:
    with ThreadPoolExecutor(12) as askers:
        slow = [askers.submit(impatient.query, PRODUCT) for _ in range(12)]
        assert {reply.result().status for reply in slow} == {503}
    assert is_well(impatient)


def test_a_query_that_eats_memory_is_ended(site: Site) -> None:
    reply = site.query(DOUBLED)
    assert reply.status == 503
    assert "memory" in reply.json["detail"]
    assert is_well(site)


def test_an_answer_that_is_too_large_is_refused_not_cut(site: Site) -> None:
    reply = site.query(LONG, "text/csv")
    assert (reply.status, reply.media_type) == (413, "application/problem+json")
    assert is_well(site)


def test_a_broker_that_is_killed_is_replaced(site: Site) -> None:
    broker = site.broker()
    os.kill(broker, signal.SIGKILL)
    start = time.monotonic()
    assert eventually(lambda: not is_alive(broker), 2)
    assert eventually(lambda: answered(site).status == 200, 5)
    assert time.monotonic() - start < 3
    assert site.broker() != broker


def test_a_killed_broker_takes_its_queries_with_it(site: Site) -> None:
    with ThreadPoolExecutor(1) as asker:
        slow = asker.submit(site.query, PRODUCT)
        time.sleep(0.5)
        assert children(site.broker())
        running = set(site.descendants())
        os.kill(site.broker(), signal.SIGKILL)
        reply = slow.result(timeout=5)
    assert reply.status == 503
    assert eventually(lambda: is_well(site))
    assert len(running & set(site.descendants())) == 3  # the two workers and what watches them


def test_web_processes_that_are_killed_are_replaced(site: Site) -> None:
    for _ in range(4):
        for worker in web_processes(site):
            os.kill(worker, signal.SIGKILL)
        assert eventually(lambda: len(web_processes(site)) == 2)
        assert eventually(site.is_ready)


def web_processes(site: Site) -> list[int]:
    return [pid for pid, line in site.descendants().items() if "spawn_main" in line and is_alive(pid)]

"""An answer that was given is given again, the same, and only to the same question of the same release."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError
from kg.store import Cache, CachedStore, Store
from kg.store.wire import Answer
from tests.store.handmade import BASE

SIZE = 4 << 20
ALL = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o"


def key(number: int) -> bytes:
    return number.to_bytes(32, "big")


@pytest.fixture
def cached(store: Store, tmp_path: Path) -> CachedStore:
    return CachedStore(store, Cache(tmp_path, SIZE))


def test_the_second_answer_is_the_first(cached: CachedStore) -> None:
    first, second, third = cached.query(ALL), cached.query(ALL), cached.query(ALL.replace(" ", "  "))
    assert not first.is_kept
    assert second == third == first._replace(is_kept=True)


def test_an_event_loop_gets_what_a_thread_has_put(cached: CachedStore) -> None:
    first = cached.query(ALL)
    second = asyncio.run(cached.pinned().answer_in_loop(cached.request(ALL)))
    third = asyncio.run(cached.answer_in_loop(cached.request(ALL + " LIMIT 1")))
    assert second == first._replace(is_kept=True)
    assert not third.is_kept


def test_another_process_gets_it_too(tmp_path: Path) -> None:
    Cache(tmp_path, SIZE).put(key(1), Answer("graph", "text/turtle", b"0123", "0f"))
    program = (
        "import sys; from pathlib import Path; from kg.store import Cache\n"
        f"print(Cache(Path(sys.argv[1]), {SIZE}).get((1).to_bytes(32, 'big')).body)"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "b'0123'\n"


@pytest.mark.parametrize(
    "options",
    [
        {"media_type": "text/csv"},
        {"default_graphs": [BASE + "graph/reference"]},
        {"named_graphs": [BASE + "graph/reference"]},
        {"substitutions": {"s": NamedNode(BASE + "id/agreement/example")}},
        {"substitutions": {"o": Literal("x", language="ja")}},
    ],
)
def test_another_question_has_its_own_answer(cached: CachedStore, options: dict[str, object]) -> None:
    query = ALL.partition(" ORDER")[0]
    cached.query(query)
    first, second = (cached.query(query, **options) for _ in range(2))  # type: ignore[arg-type]
    assert (first.is_kept, second.is_kept) == (False, True)
    assert second.body == first.body == cached.store.query(query, **options).body  # type: ignore[arg-type]


def test_what_is_new_each_time_is_not_kept(cached: CachedStore) -> None:
    answers = [cached.query("SELECT (STRUUID() AS ?id) {}") for _ in range(2)]
    assert not any(answer.is_kept for answer in answers)
    assert answers[0].body != answers[1].body


def test_a_refusal_is_not_kept(cached: CachedStore) -> None:
    for _ in range(2):
        with pytest.raises(QueryError) as caught:
            cached.query("SELECT nonsense")
        assert caught.value.status == 400


def test_a_kept_answer_that_is_too_long_for_the_asker_is_refused_all_the_same(cached: CachedStore) -> None:
    assert cached.query(ALL).body
    with pytest.raises(QueryError) as caught:
        cached.query(ALL, limit=10)
    assert caught.value.status == 413


def test_the_whole_stays_within_its_size_and_what_is_asked_for_stays(tmp_path: Path) -> None:
    cache = Cache(tmp_path, SIZE)
    answer = Answer("solutions", "text/csv", os.urandom(30_000), "0f")
    cache.put(key(0), answer)
    for number in range(1, 1000):
        cache.put(key(number), answer)
        assert cache.get(key(0)) == answer._replace(is_kept=True)
        assert cache.bytes_kept() <= SIZE
    assert cache.get(key(999))
    assert not cache.get(key(1))


@pytest.mark.parametrize("share", [17, 20, 40, 100, 4000])
def test_pieces_of_any_size_find_room(tmp_path: Path, share: int) -> None:
    cache = Cache(tmp_path, SIZE)
    for number in range(3 * share):
        cache.put(key(number), Answer("graph", "text/turtle", bytes(SIZE // share - 200 + number % 7), "0f"))
    assert cache.bytes_kept() <= SIZE
    assert cache.get(key(3 * share - 1))


def test_what_is_too_large_is_not_kept(tmp_path: Path) -> None:
    cache = Cache(tmp_path, SIZE)
    cache.put(key(1), Answer("graph", "text/turtle", bytes(SIZE // 10), "0f"))
    assert not cache.get(key(1))


def test_what_a_killed_process_was_reading_keeps_nobody_from_an_answer(tmp_path: Path) -> None:
    cache = Cache(tmp_path, SIZE)
    cache.put(key(0), Answer("graph", "text/turtle", bytes(1000), "0f"))
    opened = (
        "import sys; from pathlib import Path; from kg.store import Cache\n"
        f"cache = Cache(Path(sys.argv[1]), {SIZE})"
    )
    reads = (
        f"{opened}\nreading = cache.file.begin(); reading.stat(cache.halves[0]); print(flush=True); input()"
    )
    command = [sys.executable, "-c", reads, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as reader:
        assert reader.stdout
        assert reader.stdout.readline()
        reader.kill()
    answer = Answer("graph", "text/turtle", bytes(SIZE // 20), "0f")
    for number in range(1, 100):
        cache.put(key(number), answer)
    subprocess.run([sys.executable, "-c", opened, str(tmp_path)], check=True)  # the process that replaces it
    cache.put(key(100), answer)
    assert cache.get(key(100))

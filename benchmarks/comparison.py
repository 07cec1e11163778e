"""Compares peers query by query: first that they say the same, then how fast, in turns."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pyoxigraph as ox

from benchmarks.answers import Client, NoAnswerError, accepted, read_answer
from benchmarks.load import Measurement, load, median, one_by_one
from benchmarks.peers import Peer
from benchmarks.processes import is_computing, memory, tree

QUERIES = Path(__file__).with_name("queries")
INPROCESS = "Oxigraph, in process"
SLOW = 0.25
"""Seconds from which a query is asked by one client after another: 16 at once would only queue."""
REST = 60.0
"""Seconds that a server has to finish what nobody waits for any more."""


@dataclass(frozen=True)
class Query:
    """A query of the benchmark: the name of its file, its text."""

    name: str
    text: str

    @property
    def accept(self) -> str:
        """The media type that it is asked for with."""
        return accepted(self.text)


@dataclass
class Comparison:
    """What was found: figures by query and peer, those that did not say the same, the most memory of each."""

    figures: dict[tuple[str, str], Measurement] = field(default_factory=dict)
    differing: list[tuple[str, str, str]] = field(default_factory=list)
    memory: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))

    def rate(self, query: str, peer: str) -> float | None:
        """Give the answers in a second; None where they were not measured."""
        found = self.figures.get((query, peer))
        return found.rate if found else None


def queries() -> list[Query]:
    """Read the ten queries."""
    return [Query(path.stem, path.read_text(encoding="utf-8")) for path in sorted(QUERIES.glob("*.rq"))]


def compare(
    peers: Sequence[Peer], store: ox.Store, seconds: float, rounds: int
) -> Iterator[tuple[str, Comparison]]:
    """Measure one query after another; give its name, and all that is known by then."""
    found = Comparison()
    for query in queries():
        own = partial(evaluate, store, query)
        times = dict(_verified(peers, query, own(), found))
        taken: defaultdict[str, list[Measurement]] = defaultdict(list)
        for _ in range(rounds):
            taken[INPROCESS].append(one_by_one(own, seconds / 2))
            for peer in (peer for peer in peers if peer.name in times):
                taken[peer.name].append(_measured(peer, query, seconds, times[peer.name]))
                found.memory[peer.name] = max(found.memory[peer.name], memory(tree(peer.pid)))
                _rest(peer)
        found.figures |= {(query.name, name): median(measured) for name, measured in taken.items()}
        yield query.name, found


def evaluate(store: ox.Store, query: Query) -> bytes:
    """Evaluate a query in this process, and write its answer as a server would."""
    result = store.query(query.text)
    if isinstance(result, ox.QueryTriples):
        return result.serialize(format=ox.RdfFormat.TURTLE) or b""
    assert isinstance(result, ox.QuerySolutions)
    return result.serialize(format=ox.QueryResultsFormat.JSON) or b""


def _verified(
    peers: Sequence[Peer], query: Query, own: bytes, found: Comparison
) -> Iterator[tuple[str, float]]:
    """Give each peer that answers, with the seconds it takes; note those that answer otherwise."""
    expected = read_answer(own, query.accept)
    for peer in peers:
        client = Client(peer.endpoint)
        try:
            answer = read_answer(client.ask(peer.address(query.text), query.accept), query.accept)
            start = time.perf_counter()
            client.ask(peer.address(query.text), query.accept)
            yield peer.name, time.perf_counter() - start
        except (NoAnswerError, OSError) as error:
            found.differing.append((query.name, peer.name, f"no answer: {error}"))
            continue
        if answer != expected:
            reason = f"{answer.total()} rows instead of {expected.total()}"
            found.differing.append((query.name, peer.name, reason))


def _measured(peer: Peer, query: Query, seconds: float, alone: float) -> Measurement:
    url = peer.address(query.text)
    if alone > SLOW:
        return one_by_one(partial(Client(peer.endpoint).ask, url, query.accept), seconds)
    return load(url, seconds, {"Accept": query.accept})


def _rest(peer: Peer) -> None:
    end = time.monotonic() + REST
    while is_computing(peer.pid) and time.monotonic() < end:
        continue

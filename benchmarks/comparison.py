"""Compares peers query by query: first that they say the same, then how fast, in turns."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pyoxigraph as ox

from benchmarks.answers import Answer, Client, NoAnswerError, accepted, read_answer
from benchmarks.load import CONNECTIONS, Measurement, load, median, one_by_one, timed
from benchmarks.peers import Peer
from benchmarks.processes import is_computing, memory, processor, tree

QUERIES = Path(__file__).with_name("queries")
INPROCESS = "Oxigraph, in process"
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
    """Measures peers and, beside them, the engine in this process; `store` holds what they serve.

    Gathers figures by query and peer, those that do not say the same, and the most memory of each.
    """

    peers: Sequence[Peer]
    store: ox.Store
    seconds: float
    rounds: int
    figures: dict[tuple[str, str], Measurement] = field(default_factory=dict)
    differing: list[tuple[str, str, str]] = field(default_factory=list)
    memory: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))

    def rate(self, query: str, peer: str) -> float | None:
        """Give the answers in a second; None where they were not measured."""
        found = self.figures.get((query, peer))
        return found.rate if found else None

    def measure(self, query: Query) -> None:
        """Compare what all say to a query, then how fast, in turns, so that drift falls on all."""
        own = partial(evaluate, self.store, query)
        times = dict(self._verified(query, read_answer(own(), query.accept)))
        taken: defaultdict[str, list[Measurement]] = defaultdict(list)
        for _ in range(self.rounds):
            alone = partial(one_by_one, own, self.seconds / 2)
            taken[INPROCESS].append(timed(time.process_time, alone))
            for peer in (peer for peer in self.peers if peer.name in times):
                measure = partial(_measured, peer, query, self.seconds, times[peer.name])
                taken[peer.name].append(timed(partial(processor, peer.pid), measure))
                self.memory[peer.name] = max(self.memory[peer.name], memory(tree(peer.pid)))
                _rest(peer)
        self.figures |= {(query.name, name): median(measured) for name, measured in taken.items()}

    def _verified(self, query: Query, expected: Answer) -> Iterator[tuple[str, float]]:
        """Give each peer that answers, with the seconds it takes; note those that answer otherwise."""
        for peer in self.peers:
            try:
                answer, seconds = _asked(peer, query)
            except (NoAnswerError, OSError) as error:
                self.differing.append((query.name, peer.name, f"no answer: {error}"))
                continue
            yield peer.name, seconds
            if answer != expected:
                reason = f"{answer.total()} rows instead of {expected.total()}, or others"
                self.differing.append((query.name, peer.name, reason))


def queries() -> list[Query]:
    """Read the ten queries."""
    return [Query(path.stem, path.read_text(encoding="utf-8")) for path in sorted(QUERIES.glob("*.rq"))]


def evaluate(store: ox.Store, query: Query) -> bytes:
    """Evaluate a query in this process, and write its answer as a server would."""
    result = store.query(query.text)
    if isinstance(result, ox.QueryTriples):
        return result.serialize(format=ox.RdfFormat.TURTLE) or b""
    assert isinstance(result, ox.QuerySolutions)
    return result.serialize(format=ox.QueryResultsFormat.JSON) or b""


def _asked(peer: Peer, query: Query) -> tuple[Answer, float]:
    """Give a peer's answer, and the seconds that it takes when it is asked again."""
    url = peer.address(query.text)
    with closing(Client(peer.endpoint)) as client:
        answer = read_answer(client.ask(url, query.accept), query.accept)
        start = time.perf_counter()
        client.ask(url, query.accept)
        return answer, time.perf_counter() - start


def _measured(peer: Peer, query: Query, seconds: float, alone: float) -> Measurement:
    url = peer.address(query.text)
    if alone * CONNECTIONS > seconds:  # asked all at once, none might be answered in the time
        with closing(Client(peer.endpoint)) as client:
            return one_by_one(partial(client.ask, url, query.accept), seconds)
    return load(url, seconds, {"Accept": query.accept})


def _rest(peer: Peer) -> None:
    end = time.monotonic() + REST
    while is_computing(peer.pid) and time.monotonic() < end:
        continue

"""A worker: a fork of the broker that answers one query at a time, for as long as it stays harmless.

It takes queries from the listening socket itself, so that nothing stands between a query and its evaluation.
The kernel ends it when a query passes its deadline, breaks a limit or nobody waits for its answer any more.
"""

from __future__ import annotations

import os
import resource
import socket
import time
from dataclasses import dataclass
from typing import NamedTuple, NoReturn

from pyoxigraph import Store

from kg.errors import QueryError
from kg.store import wire
from kg.store.arrivals import Arrivals
from kg.store.confinement import (
    bound,
    close_all_but,
    die_with,
    end_after,
    end_with_peer,
    let_make_way,
    make_way_after,
    outlive_peer,
)
from kg.store.evaluation import evaluate
from kg.store.limits import Limits

DRAINED = 0
"""Exit status of a worker that no more queries can reach; every other asks for a replacement."""
REPLACE = 1

BRIEF = 0.005
"""Seconds within which a query cannot have taken much."""
MANY = 64
"""Brief queries that together may have."""


@dataclass(frozen=True)
class Worker:
    """A store in a process of its own, and the socket where queries arrive."""

    store: Store
    listener: socket.socket
    limits: Limits

    def run(self, broker: int, size: int) -> NoReturn:
        """Be the fork of the process `broker`, which has `size` bytes: confine oneself and answer queries."""
        status = REPLACE
        try:
            close_all_but(self.listener.fileno())
            die_with(broker)
            bound(self.limits, size)
            let_make_way()
            status = self.serve()
        finally:
            os._exit(status)

    def serve(self) -> int:
        """Answer queries until none can arrive any more or the worker has had its share."""
        first, arrivals = taken(), Arrivals(self.listener)
        for use in range(self.limits.uses):
            connection = arrivals.take()
            if connection is None:
                return DRAINED
            start = time.monotonic()
            with connection:
                self.answer(connection)
            # To ask the kernel costs a tenth of a small query, which can have taken little of anything.
            is_weighed = time.monotonic() - start > BRIEF or use % MANY == 0
            if is_weighed and self.has_had_its_share(first):
                break
        return REPLACE

    def has_had_its_share(self, first: Share) -> bool:
        """Tell whether the worker is to be replaced, by what it has taken since it began with `first`."""
        now = taken()
        return (
            now.seconds > self.limits.spent
            or now.peak > first.peak + self.limits.memory // 8
            or now.priority > first.priority
        )

    def answer(self, connection: socket.socket) -> None:
        """Answer the query on the connection; nothing when its client has gone or talks nonsense."""
        end_after(self.limits.timeout)
        try:
            request = wire.receive_request(connection)
            end_with_peer(connection)
            connection.send(b"")  # BrokenPipeError where a client that waited too long for its turn has gone
            reply = self.reply(request)
            outlive_peer(connection)
            wire.send_reply(connection, reply)
        except (OSError, ValueError, TypeError):
            return
        finally:
            end_after(0)

    def reply(self, request: wire.Request) -> wire.Answer | QueryError:
        """Evaluate the query, for as long and as much as it may."""
        if request.timeout < self.limits.timeout:
            end_after(request.timeout)
        make_way_after(self.limits.polite)
        try:
            return evaluate(self.store, request, min(request.limit, self.limits.answer), self.limits.rows)
        except QueryError as error:
            return error


class Share(NamedTuple):
    """What a process has taken: seconds of CPU, the most bytes held at once, and the priority left to it.

    Memory that a query took stays with the process, and so does the priority that it lost.
    """

    seconds: float
    peak: int
    priority: int


def taken() -> Share:
    """Give what this process has taken."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return Share(time.process_time(), peak, os.getpriority(os.PRIO_PROCESS, 0))

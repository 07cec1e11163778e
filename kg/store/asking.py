"""Put one query to the workers: wait for its turn, for the answer, or for the reason why there is none."""

from __future__ import annotations

import socket
import time
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import Message, QueryError
from kg.store import wire
from kg.store.admission import long_place
from kg.store.generation import QUERIES
from kg.store.limits import Limits
from kg.store.wire import Answer

GRACE = 2.0
"""Seconds beyond the deadline in which the kernel has certainly ended a query."""
GLANCES = 4
"""How often, in the time of a short query, its client looks whether it runs."""


def ask(address: Path, request: wire.Request, limits: Limits, patience: float) -> Answer:
    """Put a query to the workers at `address`; it waits at most `patience` seconds for its turn."""
    with socket.socket(socket.AF_UNIX) as connection:
        turn = Turn(wire.Incoming(connection), request, limits, patience)
        connection.settimeout(patience)
        try:
            connection.connect(f"{address}/{QUERIES}")
            wire.send_request(connection, request)
        except OSError as error:  # the queue is full, or there is no queue any more
            raise _busy() from error
        return turn.answer(address)


@dataclass
class Turn:
    """A query that was sent: until when it may wait, and the latest time at which it was seen waiting."""

    incoming: wire.Incoming
    request: wire.Request
    limits: Limits
    patience: float
    waiting: float = field(default_factory=time.monotonic)

    def answer(self, address: Path) -> Answer:
        """Give the answer; QueryError 503 when the query got no turn, no place for a long one, or no end."""
        try:
            answer = self._short()
            if answer is None:
                with long_place(address.parent, self.limits.long) as is_free:
                    answer = self._long() if is_free else None
        except OSError as error:
            raise self._stopped() from error
        if answer is None:
            template = "Too many long queries are running. Try again in a few seconds, or ask for less."
            raise QueryError(Message(template), 503)
        return answer

    def _short(self) -> Answer | None:
        """Wait for the answer; None when it takes longer than a short query may."""
        end = self.waiting + self.patience
        connection = self.incoming.connection
        connection.settimeout(min(self.patience, self.limits.short / GLANCES))
        while True:
            try:
                return self.incoming.reply()
            except TimeoutError:
                now = time.monotonic()
            if wire.is_unread(connection):
                self.waiting = now
                if now > end:
                    raise _busy()
            elif now > self.waiting + self.limits.short:
                return None

    def _long(self) -> Answer:
        left = self.waiting + self.request.timeout - time.monotonic()
        self.incoming.connection.settimeout(max(0, left) + GRACE)
        return self.incoming.reply()

    def _stopped(self) -> QueryError:
        if time.monotonic() < self.waiting + self.request.timeout:
            template = "The query ended its process: it needs too much memory, or it is nested too deeply."
            return QueryError(Message(template), 503)
        template = "The query was stopped after {seconds} seconds. Ask for less, for example with LIMIT."
        return QueryError(Message(template, {"seconds": f"{self.request.timeout:g}"}), 503)


def _busy() -> QueryError:
    return QueryError(Message("The endpoint is busy. Try again in a few seconds."), 503)

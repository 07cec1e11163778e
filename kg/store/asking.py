"""Put one query to the workers: wait for its turn, for the answer, or for the reason why there is none.

`Turn` knows how long a query may wait for what, and never waits itself; `ask` drives it in a thread,
`ask_in_loop` in an event loop, where a query that waits costs no thread.
"""

from __future__ import annotations

import asyncio
import os
import socket
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from kg.errors import Message, QueryError
from kg.store import wire
from kg.store.admission import take_long_place
from kg.store.generation import QUERIES
from kg.store.limits import Limits
from kg.store.wire import Answer

GRACE = 2.0
"""Seconds beyond the deadline in which the kernel has certainly ended a query."""
ENDED = (
    "The query ended without an answer: it needs too much memory, is nested too deeply, or its process was "
    "ended. Try again later, or ask for less."
)
GLANCES = 4
"""How often, in the time of a short query, its client looks whether it runs."""


class Turn:
    """A query that is sent: until when it may wait, and the latest time at which it was seen waiting."""

    def __init__(self, address: Path, request: wire.Request, limits: Limits) -> None:
        self.address = address
        self.request = request
        self.limits = limits
        self.connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_NONBLOCK)
        self.incoming = wire.Incoming()
        self.waiting = time.monotonic()
        self.end = self.waiting + request.patience
        self.place: int | None = None

    def send(self) -> bytes:
        """Send the query and give what of it did not fit yet; QueryError when nobody listens."""
        frame = wire.written_request(self.request)
        try:
            self.connection.connect(f"{self.address}/{QUERIES}")
            return frame[self.connection.send(frame) :]
        except OSError as error:  # the queue is full, or there is no queue any more
            raise busy() from error

    def look(self) -> Answer | None:
        """Give the answer once it is there; QueryError 503 when it got no turn, no place or no end."""
        try:
            if self.incoming.receive(self.connection):
                return self.incoming.reply()
        except (BlockingIOError, TimeoutError):
            self._consider(time.monotonic())
        except OSError as error:
            raise self._stopped() from error
        return None

    def next_look(self) -> float:
        """Give the seconds until the next look, if nothing arrives before."""
        if self.place is not None:
            return max(0.0, self._deadline() + GRACE - time.monotonic())
        return min(self.request.patience, self.limits.short / GLANCES)

    def __enter__(self) -> Self:
        """Give the turn itself."""
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        """Give everything back; a query that still runs is ended by that."""
        self.connection.close()
        if self.place is not None:
            os.close(self.place)

    def _consider(self, now: float) -> None:
        """Judge a query that has no answer yet."""
        if self.place is not None:
            if now >= self._deadline() + GRACE:
                raise self._stopped()
        elif wire.is_unread(self.connection):
            self.waiting = now
            if now > self.end:
                raise busy()
        elif now > self.waiting + self.limits.short:
            self._take_long_place()

    def _take_long_place(self) -> None:
        self.place = take_long_place(self.address.parent, self.limits.long)
        if self.place is None:
            template = "Too many long queries are running. Try again in a few seconds, or ask for less."
            raise QueryError(Message(template), 503)

    def _deadline(self) -> float:
        return self.waiting + self.request.timeout

    def _stopped(self) -> QueryError:
        if time.monotonic() < self._deadline():
            return QueryError(Message(ENDED), 503)
        template = "The query was stopped after {seconds} seconds. Ask for less, for example with LIMIT."
        return QueryError(Message(template, {"seconds": f"{self.request.timeout:g}"}), 503)


def ask(address: Path, request: wire.Request, limits: Limits) -> Answer:
    """Put a query to the workers at `address`."""
    with Turn(address, request, limits) as turn:
        unsent = turn.send()
        if unsent:
            _send(turn, unsent)
        while True:
            turn.connection.settimeout(turn.next_look())
            answer = turn.look()
            if answer is not None:
                return answer


async def ask_in_loop(address: Path, request: wire.Request, limits: Limits) -> Answer:
    """Put a query to the workers as `ask` does, without keeping the event loop."""
    loop = asyncio.get_running_loop()
    with Turn(address, request, limits) as turn:
        unsent = turn.send()
        if unsent:
            await _send_in_loop(turn, unsent)
        try:
            while True:
                await _arrival(loop, turn.connection, turn.next_look())
                answer = turn.look()
                if answer is not None:
                    return answer
        finally:
            loop.remove_reader(turn.connection)


def busy() -> QueryError:
    """Give the error for a query that finds no worker."""
    return QueryError(Message("The endpoint is busy. Try again in a few seconds."), 503)


def _send(turn: Turn, unsent: bytes) -> None:
    """Send the rest of a long query, which a worker has to begin to read."""
    turn.connection.settimeout(turn.request.patience)
    try:
        turn.connection.sendall(unsent)
    except OSError as error:
        raise busy() from error


async def _send_in_loop(turn: Turn, unsent: bytes) -> None:
    try:
        async with asyncio.timeout(turn.request.patience):
            await asyncio.get_running_loop().sock_sendall(turn.connection, unsent)
    except (OSError, TimeoutError) as error:
        raise busy() from error


async def _arrival(loop: asyncio.AbstractEventLoop, connection: socket.socket, seconds: float) -> None:
    """Wait until something arrives on the connection, or the time is over."""
    arrived: asyncio.Future[None] = loop.create_future()
    loop.add_reader(connection, _wake, arrived)
    late = loop.call_later(seconds, _wake, arrived)
    try:
        await arrived
    finally:
        late.cancel()


def _wake(waiter: asyncio.Future[None]) -> None:
    if not waiter.done():
        waiter.set_result(None)

"""A client that goes away ends its query."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from granian.rsgi import HTTPProtocol

UNWATCHED = 0.5
"""Seconds before anybody looks: most queries have been answered by then."""


class LeftError(Exception):
    """The client has gone before its answer."""


@contextmanager
def awaited_by(protocol: HTTPProtocol) -> Iterator[None]:
    """Cancel what the block waits for when the client goes away; LeftError tells so."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    watch = _Watch(protocol, task)
    timer = loop.call_later(UNWATCHED, watch.start)
    try:
        yield
    except asyncio.CancelledError:
        if task is None or not watch.has_left or task.uncancel() > 0:
            raise
        raise LeftError from None
    finally:
        timer.cancel()
        watch.stop()


class _Watch:
    def __init__(self, protocol: HTTPProtocol, waiting: asyncio.Task[object] | None) -> None:
        self.protocol = protocol
        self.waiting = waiting
        self.watching: asyncio.Task[None] | None = None
        self.has_left = False

    def start(self) -> None:
        self.watching = asyncio.get_running_loop().create_task(self._watch())

    def stop(self) -> None:
        if self.watching:
            self.watching.cancel()

    async def _watch(self) -> None:
        await self.protocol.client_disconnect()
        self.has_left = True
        if self.waiting:
            self.waiting.cancel()

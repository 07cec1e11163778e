"""A client that goes away ends its query."""

from __future__ import annotations

import asyncio
from types import TracebackType

from granian.rsgi import HTTPProtocol

UNWATCHED = 0.5
"""Seconds before anybody looks: most queries have been answered by then."""
CLOSED = 499
"""The status under which a request is counted and logged whose client has gone, as in nginx."""


class LeftError(Exception):
    """The client has gone before its answer."""


class Awaited:
    """Cancel what the block waits for when the client goes away; LeftError tells so."""

    def __init__(self, protocol: HTTPProtocol) -> None:
        self.protocol = protocol
        self.waiting = asyncio.current_task()
        self.watching: asyncio.Task[None] | None = None
        self.has_left = False

    def __enter__(self) -> None:
        """Begin to look, after a while."""
        self.timer = asyncio.get_running_loop().call_later(UNWATCHED, self._start)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Look no more; where it was this that cancelled the block, say why."""
        self.timer.cancel()
        if self.watching:
            self.watching.cancel()
        if kind is asyncio.CancelledError and self.has_left and self.waiting and not self.waiting.uncancel():
            raise LeftError from None

    def _start(self) -> None:
        self.watching = asyncio.get_running_loop().create_task(self._watch())

    async def _watch(self) -> None:
        await self.protocol.client_disconnect()
        self.has_left = True
        if self.waiting:
            self.waiting.cancel()

"""Threads, and who waits for one: clients take turns, so that a crowd of one's requests delays one's own."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar, TypeVarTuple

from granian.rsgi import HTTPProtocol

from kg.store.asking import busy
from kg.web.front.leaving import Awaited

EACH = 256
"""Requests of one client that wait; one more is refused."""
ALL = 1024
"""Requests that wait together: what their heads take is memory."""
PATIENCE = 10.0
"""Seconds that a request waits, like a query for its worker."""

Arguments = TypeVarTuple("Arguments")
Result = TypeVar("Result")
Turn = asyncio.Future[None]


class Turns:
    """Calls functions in so many threads; who waits for one waits so long, behind so many, and no more."""

    def __init__(self, threads: int, name: str) -> None:
        self.threads = ThreadPoolExecutor(threads, name)
        self.free = threads
        self.lines: dict[str, deque[Turn]] = {}
        self.waiting = 0

    async def run(
        self,
        client: str,
        protocol: HTTPProtocol,
        function: Callable[[*Arguments], Result],
        *arguments: *Arguments,
    ) -> Result:
        """Call the function when it is the client's turn.

        QueryError 503 when too many wait or it takes too long, LeftError when the client goes away meanwhile.
        """
        if self.free:
            self.free -= 1
        else:
            await self._wait(client, protocol)
        try:
            return await asyncio.get_running_loop().run_in_executor(self.threads, function, *arguments)
        finally:
            self._pass_on()

    async def _wait(self, client: str, protocol: HTTPProtocol) -> None:
        """Stand in the client's line until its turn comes."""
        line = self.lines.get(client, deque())
        if len(line) >= EACH or self.waiting >= ALL:
            raise busy()
        turn: Turn = asyncio.get_running_loop().create_future()
        self.lines[client] = line
        line.append(turn)
        self.waiting += 1
        has_come = False
        try:
            async with asyncio.timeout(PATIENCE):
                with Awaited(protocol):
                    await turn
            has_come = True
        except TimeoutError:
            raise busy() from None
        finally:
            if not has_come:
                self._give_up(client, turn)

    def _give_up(self, client: str, turn: Turn) -> None:
        """Leave the line; a turn that came at the same moment is another's."""
        if not turn.cancelled():
            self._pass_on()
        elif turn in self.lines.get(client, ()):
            self._take_out(client, turn)

    def _take_out(self, client: str, turn: Turn) -> None:
        line = self.lines.pop(client)
        line.remove(turn)
        self.waiting -= 1
        if line:
            self.lines[client] = line

    def _pass_on(self) -> None:
        """Give the turn to the first in the line of the client that has not had one for the longest time."""
        while self.lines:
            client, line = next(iter(self.lines.items()))
            turn = line[0]
            self._take_out(client, turn)
            if not turn.done():  # it has been given up, and its task has yet to say so
                turn.set_result(None)
                return
        self.free += 1

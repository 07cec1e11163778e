"""Where queries arrive: of the workers that wait, the one that is first in line takes each.

What ran a moment ago has its code and data in the processor's caches. `accept` alone wakes the worker that
has waited longest, so each query would find the coldest of all: a small one would take half as long again.
"""

from __future__ import annotations

import select
import socket

LOOK = 1.0
"""Seconds after which a worker looks for queries unasked: kernels before 5.19 can wake one that is busy."""


class Arrivals:
    """The listening socket, which does not block, and the worker's place in the line before it."""

    def __init__(self, listener: socket.socket) -> None:
        self.listener = listener
        self.line = select.epoll(1)
        self.line.register(listener, select.EPOLLIN | select.EPOLLEXCLUSIVE)

    def take(self) -> socket.socket | None:
        """Wait for the next query and give its connection; None when none can arrive any more."""
        is_shut = False
        while True:
            try:
                return self.listener.accept()[0]
            except BlockingIOError:
                if is_shut:
                    return None
                is_shut = self._wait()

    def _wait(self) -> bool:
        """Wait until there may be a query; tell whether the socket is shut: its release has retired."""
        return any(event & select.EPOLLHUP for _, event in self.line.poll(LOOK))

"""Another server on this machine, which must not hear of any query."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True)
class Listener:
    """A socket that waits for connections."""

    socket: socket.socket

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.socket.getsockname()[1]}/"

    def has_heard(self) -> bool:
        try:
            self.socket.accept()[0].close()
        except BlockingIOError:
            return False
        return True


@contextmanager
def listening() -> Iterator[Listener]:
    """Listen on a free port of the loopback address."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield Listener(server)

"""The web server and its processes: started, watched, and ended by a signal whenever it comes."""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
import time
from collections.abc import Callable

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer

PATIENCE = 3
"""Seconds that requests under way have when the server is told to end."""
WAKING = 0.1
"""Seconds between attempts to wake a server that is told to end."""
HEAD = 10_000
"""Milliseconds that a connection may take for the head of a request; then it is closed."""
HEAD_SIZE = 1 << 17
"""Bytes of a request's head: with CONNECTIONS it bounds what heads that never end can take."""
CONNECTIONS = 1 << 14
"""Connections of one process: silent ones cost little, but where they are all taken nobody is heard."""


def serve_until_told(host: str, port: int, workers: int, begun: Callable[[], None]) -> None:
    """Serve in so many processes until a signal comes; `begun` is called when the address is taken."""
    server = _server(host, port, workers)
    server.on_startup(begun)
    while _gives_up(server):
        server = _server(host, port, workers)


def _gives_up(server: MPServer) -> bool:
    """Serve until told to end; True when granian ends by itself, as when a process dies twice in seconds."""
    try:
        server.serve()
    except SystemExit:
        if not server.interrupt_children:
            raise
    finally:
        end_on_signals()  # granian leaves its own, which speak to a server that is no more
    return bool(server.interrupt_children) and not server.interrupt_signal


def end_on_signals() -> None:
    """End this process in order when it is told to, from wherever it is."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    signal.signal(signal.SIGINT, signal.default_int_handler)


class _Server(MPServer):
    """A server that hears a signal whatever it is at.

    Granian's handler sets an event. Where its loop is just about to wait for that, the lock is its own
    already; where it has just looked at the reasons, it clears the event.
    """

    def signal_handler_interrupt(self, *_: object) -> None:
        """Note the signal, and wake the loop from elsewhere until it has seen it."""
        self.interrupt_signal = True
        threading.Thread(target=self._wake, daemon=True).start()

    def _wake(self) -> None:
        while True:
            self.main_loop_interrupt.set()
            time.sleep(WAKING)


def _server(host: str, port: int, workers: int) -> MPServer:
    # This process has threads, so its workers must not be forks of it.
    multiprocessing.set_start_method("spawn", force=True)
    return _Server(
        "kg.web.server:application",
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        http=HTTPModes.http1,  # told from HTTP/2 by its first bytes, a connection may send none for ever
        http1_settings=HTTP1Settings(header_read_timeout=HEAD, max_buffer_size=HEAD_SIZE),
        backpressure=CONNECTIONS,
        factory=True,
        workers=workers,
        respawn_failed_workers=True,
        workers_kill_timeout=PATIENCE,
        log_level=LogLevels.error,
    )

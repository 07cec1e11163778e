"""The broker: a process with one thread that holds the store and forks one child for each query.

It is started by `supervision` with the listening socket as an inherited descriptor. It never reads what a
client sends, so no client can keep it waiting; each child answers its own connection and ends.
"""

from __future__ import annotations

import gc
import json
import os
import select
import socket
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from pyoxigraph import Store

from kg.errors import QueryError, ReleaseError
from kg.store import wire
from kg.store.confinement import bound, close_all_but, die_with, end_after, leave_network
from kg.store.evaluation import evaluate
from kg.store.limits import Limits
from kg.store.loading import load

READY = b"ready\n"


@dataclass(frozen=True)
class Broker:
    """A loaded store and the socket where queries arrive; `pid` and `size` (bytes) are the process's own."""

    store: Store
    listener: socket.socket
    limits: Limits
    pid: int
    size: int

    def serve(self) -> NoReturn:
        """Start a child for each connection, as many at once as allowed, and bury those that have ended."""
        children: dict[int, int] = {}
        while True:
            free = len(children) < self.limits.children
            watched = [*children, self.listener.fileno()] if free else [*children]
            for descriptor in select.select(watched, [], [])[0]:
                if descriptor in children:
                    os.waitpid(children.pop(descriptor), 0)
                    os.close(descriptor)
                else:
                    children.update(self.begin())

    def begin(self) -> dict[int, int]:
        """Accept a connection and fork its child; the answer is the child's process descriptor and number."""
        try:
            connection, _ = self.listener.accept()
        except OSError:  # the client has gone already
            return {}
        with connection:
            pid = os.fork()
            if pid == 0:
                self.answer(connection)
            return {os.pidfd_open(pid): pid}

    def answer(self, connection: socket.socket) -> NoReturn:
        """Be the child: give up everything but the connection, answer the one query, end."""
        try:
            close_all_but(connection.fileno())
            die_with(self.pid)
            end_after(self.limits.timeout)
            bound(self.limits, self.size)
            self.respond(connection)
        finally:
            os._exit(0)

    def respond(self, connection: socket.socket) -> None:
        """Read the query, say until when it may run, evaluate it, send the answer."""
        request = wire.receive_request(connection)
        seconds = min(request.timeout, self.limits.timeout)
        deadline = time.monotonic() + seconds
        end_after(seconds)
        wire.send_deadline(connection, deadline)
        try:
            wire.send_reply(connection, evaluate(self.store, request, min(request.limit, self.limits.answer)))
        except QueryError as error:
            wire.send_reply(connection, error)


def main() -> NoReturn:
    """Load the release named on the command line, report readiness on standard output, serve."""
    settings = json.loads(sys.argv[1])
    die_with(settings["parent"])
    store = _loaded(Path(settings["release"]))
    leave_network()
    die_with(settings["parent"])
    gc.freeze()
    listener = socket.socket(fileno=settings["listener"])
    listener.setblocking(False)
    os.write(sys.stdout.fileno(), READY)
    Broker(store, listener, Limits(**settings["limits"]), os.getpid(), _size()).serve()


def _loaded(release: Path) -> Store:
    try:
        return load(release)
    except (ReleaseError, OSError, SyntaxError) as error:
        sys.exit(str(error))


def _size() -> int:
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    main()

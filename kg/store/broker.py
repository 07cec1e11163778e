"""The broker: a process with one thread that holds the store and keeps workers, which are its forks.

It is started by `generation` with the listening socket as an inherited descriptor. It never reads what a
client sends, so no client can keep it waiting; it ends when the socket is shut and its workers have ended.
"""

from __future__ import annotations

import gc
import json
import os
import select
import socket
import sys
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ReleaseError
from kg.store.confinement import die_with, leave_network
from kg.store.limits import Limits
from kg.store.loading import load
from kg.store.worker import DRAINED, Worker

READY = b"ready\n"


@dataclass(frozen=True)
class Broker:
    """What its workers shall be, and how many; `pid` and `size` (bytes) are the process's own."""

    worker: Worker
    workers: int
    pid: int
    size: int

    def serve(self) -> None:
        """Keep the number of workers until they are no longer needed."""
        watched = dict(self.fork() for _ in range(self.workers))
        os.write(sys.stdout.fileno(), READY)
        while watched:
            for descriptor in select.select([*watched], [], [])[0]:
                if _bury(descriptor, watched.pop(descriptor)) != DRAINED:
                    watched.update([self.fork()])

    def fork(self) -> tuple[int, int]:
        """Start a worker; the answer is its process descriptor and number."""
        pid = os.fork()
        if pid == 0:
            self.worker.run(self.pid, self.size)
        return os.pidfd_open(pid), pid


def main() -> None:
    """Load the release named on the command line, start workers, say so on standard output."""
    settings = json.loads(sys.argv[1])
    limits = Limits(**settings["limits"])
    die_with(settings["parent"])
    try:
        store = load(Path(settings["release"]))
    except (ReleaseError, OSError, SyntaxError) as error:
        sys.exit(str(error))
    leave_network()
    die_with(settings["parent"])  # to enter a namespace changes the credentials, which clears the wish
    gc.freeze()
    listener = socket.socket(fileno=settings["listener"])
    listener.setblocking(False)
    Broker(Worker(store, listener, limits), limits.workers, os.getpid(), _size()).serve()


def _bury(descriptor: int, pid: int) -> int:
    """Collect a worker that has ended; the answer is its exit status, negative for a signal."""
    os.close(descriptor)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _size() -> int:
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    main()

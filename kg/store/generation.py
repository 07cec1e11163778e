"""Serve one release: keep a broker running for it, until there is another release or the server ends."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
from concurrent.futures import Future
from dataclasses import asdict
from pathlib import Path

from kg.errors import Message, ReleaseError
from kg.store.limits import Limits

# A generation's directory: the socket where queries arrive, and a link to the release that answers them.
QUERIES = "queries"
RELEASE = "release"

PAUSE = 0.2
"""Seconds before a broker that died is replaced."""


class Generation:
    """A release with its brokers; the listening socket is its own, so queries wait while one is replaced."""

    def __init__(self, release: Path, limits: Limits, directory: Path) -> None:
        self.release = release
        self.limits = limits
        self.directory = directory
        directory.mkdir()
        (directory / RELEASE).symlink_to(release)
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(directory / QUERIES))
        self.listener.listen(limits.waiting)
        self.ending = threading.Event()
        self.lock = threading.Lock()
        self.process: subprocess.Popen[bytes] | None = None
        self.started: Future[bool] = Future()
        # The kernel ends a broker with the thread that started it, so each generation has one that stays.
        self.thread = threading.Thread(target=self._watch, name=directory.name, daemon=True)

    def start(self) -> None:
        """Start the broker, and from now on another one when it dies."""
        self.thread.start()

    def wait(self) -> None:
        """Wait until the first broker answers; ReleaseError when it cannot load the release."""
        if not self.started.result():
            self.close()
            raise ReleaseError(Message("Release {release} cannot be loaded.", {"release": self.release.name}))

    def retire(self) -> None:
        """Let no more queries in; workers and broker end when those that wait have been answered."""
        self.ending.set()
        self.listener.shutdown(socket.SHUT_RDWR)

    def has_ended(self) -> bool:
        """Tell whether nothing of it is left."""
        return not self.thread.is_alive()

    def close(self) -> None:
        """End the broker, and with it every query."""
        self.ending.set()
        with self.lock:
            if self.process:
                self.process.kill()
        self.thread.join()

    def _watch(self) -> None:
        while process := self._launch():
            with process:
                ready = bool(process.stdout and process.stdout.readline())
                if not self.started.done():
                    self.started.set_result(ready)
            self.ending.wait(PAUSE)
        self.listener.close()
        shutil.rmtree(self.directory)

    def _launch(self) -> subprocess.Popen[bytes] | None:
        """Start a broker in a session of its own, which a terminal's Ctrl+C does not reach."""
        with self.lock:
            if self.ending.is_set():
                return None
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-m", "kg.store.broker", json.dumps(self._settings())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                pass_fds=(self.listener.fileno(),),
                start_new_session=True,
            )
            return self.process

    def _settings(self) -> dict[str, object]:
        return {
            "release": str(self.release),
            "listener": self.listener.fileno(),
            "parent": os.getpid(),
            "limits": asdict(self.limits),
        }

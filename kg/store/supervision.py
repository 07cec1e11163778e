"""Keep a broker running: start it, start another when it has died, end it with the server."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
from concurrent.futures import Future
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.errors import Message, ReleaseError
from kg.store.limits import Limits

BACKLOG = 128
PAUSE = 0.2
"""Seconds before a broker that died is replaced."""


class Supervisor:
    """Starts brokers; the listening socket is its own, so queries wait while a broker is replaced."""

    def __init__(self, release: Path, limits: Limits) -> None:
        self.release = release
        self.limits = limits
        self.directory = TemporaryDirectory(prefix="renkei-")
        self.address = Path(self.directory.name) / "queries"
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(self.address))
        self.listener.listen(BACKLOG)
        self.closing = threading.Event()
        self.lock = threading.Lock()
        self.process: subprocess.Popen[bytes] | None = None
        self.started: Future[bool] = Future()
        self.thread = threading.Thread(target=self._watch, name="broker", daemon=True)

    def start(self) -> None:
        """Start the broker and wait until it answers; ReleaseError when it cannot load the release."""
        self.thread.start()
        if not self.started.result():
            self.close()
            raise ReleaseError(Message("Release {release} cannot be loaded.", {"release": self.release.name}))

    def close(self) -> None:
        """End the broker, and with it every query."""
        self.closing.set()
        with self.lock:
            if self.process:
                self.process.kill()
        self.thread.join()
        self.listener.close()
        self.directory.cleanup()

    def _watch(self) -> None:
        while not self.closing.is_set():
            process = self._launch()
            if process is None:
                return
            with process:
                ready = bool(process.stdout and process.stdout.readline())
                if not self.started.done():
                    self.started.set_result(ready)
            self.closing.wait(PAUSE)

    def _launch(self) -> subprocess.Popen[bytes] | None:
        """Start a broker in a session of its own, which a terminal's Ctrl+C does not reach."""
        with self.lock:
            if self.closing.is_set():
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

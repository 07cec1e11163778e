"""A running server and what a client does to it: a real process, real HTTP, no redirect followed unasked."""

from __future__ import annotations

import http.client
import json
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.store.processes import PATIENCE, children, command, descendants, eventually

PROGRAM = ("-X", "faulthandler", "-c", "from kg.cli import main; main()")
COMMAND = (sys.executable, *PROGRAM, "--lang", "en", "serve", "--port", "0")


@dataclass(frozen=True)
class Reply:
    """An answer as it came: status, headers, body."""

    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def media_type(self) -> str:
        return self.headers.get_content_type() if "Content-Type" in self.headers else ""


@dataclass(frozen=True)
class Site:
    """A server under test: where it answers, and its first process."""

    address: str
    process: subprocess.Popen[str]

    def ask(
        self,
        path: str,
        method: str = "GET",
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: float = PATIENCE,
    ) -> Reply:
        """Send a request as it is written, English unless the headers say otherwise."""
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=timeout)
        try:
            connection.request(method, path, body, {"Accept-Language": "en"} | dict(headers or {}))
            response = connection.getresponse()
            return Reply(response.status, response.headers, response.read())
        finally:
            connection.close()

    def query(self, query: str, accept: str | None = None, method: str = "GET", **parameters: str) -> Reply:
        """Ask the endpoint a query, in the address or in a form."""
        encoded = urlencode({"query": query, **parameters})
        headers = {"Accept": accept} if accept is not None else {}
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            return self.ask("/sparql", "POST", encoded.encode(), headers)
        return self.ask(f"/sparql?{encoded}", method, headers=headers)

    def is_ready(self) -> bool:
        """Tell whether the server answers queries."""
        try:
            return self.ask("/health/ready").status == 200
        except OSError:
            return False

    def descendants(self) -> dict[int, str]:
        """Give the processes below the server's first: number and command line."""
        return descendants(self.process.pid)

    def broker(self) -> int:
        """Give the process that holds the store."""
        (pid,) = [pid for pid in children(self.process.pid) if "kg.store.broker" in command(pid)]
        return pid


@contextmanager
def running(release: Path, *options: str) -> Iterator[Site]:
    """Run `kg serve` on a free port until the block ends; then it ends in order."""
    process = subprocess.Popen(
        [*COMMAND, "--release", str(release), "--no-ahead", *options], stdout=subprocess.PIPE, text=True
    )
    with process:
        try:
            yield _announced(process)
        finally:
            end(process)


def end(process: subprocess.Popen[str]) -> None:
    """Tell a server to end; one that does not is killed, and its last words are what each thread was at."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGABRT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(PATIENCE)
        process.kill()
        raise


def _announced(process: subprocess.Popen[str]) -> Site:
    assert process.stdout is not None
    addresses = [word for word in process.stdout.readline().split() if word.startswith("http")]
    assert addresses, "the server did not start"
    site = Site(addresses[0], process)
    assert eventually(site.is_ready), "the server never answered"
    return site

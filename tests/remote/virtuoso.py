"""A Virtuoso of the tests' own: its files in a temporary directory, on free ports of the loopback address."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.store.processes import PATIENCE, eventually

PROGRAM = shutil.which("virtuoso-t")
INI = """[Database]
DatabaseFile = {directory}/virtuoso.db
ErrorLogFile = {directory}/virtuoso.log
LockFile = {directory}/virtuoso.lck
TransactionFile = {directory}/virtuoso.trx
xa_persistent_file = {directory}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {directory}/temporary.db
TransactionFile = {directory}/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {directory}
NumberOfBuffers = 4000
MaxDirtyBuffers = 2000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {directory}
[SPARQL]
{sparql}
"""


@dataclass(frozen=True)
class Virtuoso:
    """A running server; a new one has the user dba with the password dba."""

    url: str
    pid: int
    user: str = "dba"
    password: str = "dba"

    def graphs(self) -> set[str]:
        """Give the names of all graphs."""
        query = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
        headers = {"Accept": "text/csv"}
        reply = httpx.get(
            self.url, params={"query": query}, headers=headers, trust_env=False, timeout=PATIENCE
        )
        return {line.strip('"') for line in reply.text.splitlines()[1:]}

    def is_up(self) -> bool:
        try:
            return httpx.get(self.url, params={"query": "ASK {}"}, trust_env=False).status_code == 200
        except httpx.HTTPError:
            return False


def require_virtuoso() -> None:
    """Skip the test where Virtuoso is not installed; in continuous integration it must be."""
    if PROGRAM is None:
        message = "needs virtuoso-t (Debian: virtuoso-opensource-7-bin)"
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)


@contextmanager
def running_virtuoso(directory: Path, sparql: str = "") -> Iterator[Virtuoso]:
    """Run Virtuoso until the block ends; `sparql` are lines for that section of its settings."""
    require_virtuoso()
    sql, http = free_ports(2)
    ini = directory / "virtuoso.ini"
    ini.write_text(INI.format(directory=directory, sql=sql, http=http, sparql=sparql), encoding="utf-8")
    command = [str(PROGRAM), "+foreground", "+configfile", str(ini)]
    log = (directory / "output").open("wb")
    with log, subprocess.Popen(command, cwd=directory, stdout=log, stderr=log) as process:
        try:
            server = Virtuoso(f"http://127.0.0.1:{http}/sparql", process.pid)
            assert eventually(server.is_up), (directory / "virtuoso.log").read_text(encoding="utf-8")
            yield server
        finally:
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()


def free_ports(count: int) -> list[int]:
    """Give ports that nobody listens on."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [int(each.getsockname()[1]) for each in sockets]
    for each in sockets:
        each.close()
    return ports

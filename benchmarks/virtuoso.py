"""Virtuoso 7 with a release: its files in a directory of the benchmark's, on the loopback address."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.processes import StartError, free_port, started

PROGRAM = shutil.which("virtuoso-t")
CLIENT = shutil.which("isql-vt")

# Buffers as its manual advises for 1 GB of memory, threads for more connections than the load has.
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
NumberOfBuffers = 85000
MaxDirtyBuffers = 65000
ServerThreads = 40
MaxClientConnections = 40
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {directory}
ServerThreads = 40
MaxKeepAlives = 40
KeepAliveTimeout = 60
[SPARQL]
ResultSetMaxRows = 1000000
"""
LOAD = "log_enable(2);ld_dir('{directory}/load', '*.nq', 'urn:none');rdf_loader_run();checkpoint;"
# A line of N-Quads without a graph's name.
DEFAULT = re.compile(rb'<[^>]*> <[^>]*> (?:<[^>]*>|"(?:[^"\\]|\\.)*"(?:@[\w-]+|\^\^<[^>]*>)?) \.\n')


@contextmanager
def running(directory: Path, dump: Path, default: str) -> Iterator[tuple[int, str]]:
    """Run Virtuoso with a dump, its default graph under the name `default`; give process and endpoint."""
    sql, http = free_port(), free_port()
    ini = directory / "virtuoso.ini"
    ini.write_text(INI.format(directory=directory, sql=sql, http=http), encoding="utf-8")
    endpoint = f"http://127.0.0.1:{http}/sparql"
    command = [str(PROGRAM), "+foreground", "+configfile", str(ini)]
    _copy(dump, directory / "load", default)
    with started(command, directory, f"{endpoint}?query=ASK+%7B%7D") as pid:
        load = LOAD.format(directory=directory)
        client = [str(CLIENT), f"127.0.0.1:{sql}", "dba", "dba", f"exec={load}"]
        run = subprocess.run(client, capture_output=True, text=True, timeout=300, check=False)
        if run.returncode or "Error" in run.stdout + run.stderr:
            raise StartError(run.stdout + run.stderr)
        shutil.rmtree(directory / "load")
        yield pid, endpoint


def version() -> str:
    """Give the version that the program tells of itself."""
    run = subprocess.run([str(PROGRAM), "-?"], capture_output=True, text=True, check=False)
    found = re.search(r"Version (\S+)", run.stdout + run.stderr)
    return found[1] if found else "?"


def _copy(dump: Path, directory: Path, default: str) -> None:
    """Copy the dump, with every statement in a named graph."""
    directory.mkdir()
    name = f"<{default}> .\n".encode()
    with dump.open("rb") as lines, (directory / "dump.nq").open("wb") as copy:
        copy.writelines(line[:-2] + name if DEFAULT.fullmatch(line) else line for line in lines)

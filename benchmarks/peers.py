"""The servers that are compared: how each is started with the same release, and how each is asked."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from getpass import getuser
from pathlib import Path
from urllib.parse import urlencode

import kg
from benchmarks import virtuoso
from benchmarks.processes import free_port, started
from kg.release.manifest import read_manifest
from kg.store.loading import QUADS

OURS, UNCACHED, VIRTUOSO, RDFLIB = "kg serve", "kg serve, cache off", "Virtuoso", "rdflib-endpoint"
NGINX = "nginx"
PEERS = (OURS, UNCACHED, VIRTUOSO, RDFLIB, NGINX)
KG = (sys.executable, "-m", "kg", "--lang", "en")
NGINX_PROGRAM = shutil.which("nginx")
# As the user who runs it: its usual one may not read where the release is.
NGINX_CONF = """daemon off; user {user}; worker_processes 2; pid {directory}/pid; error_log {directory}/log;
events {{ worker_connections 256; }}
http {{
  access_log off; client_body_temp_path {directory}; proxy_temp_path {directory};
  fastcgi_temp_path {directory}; uwsgi_temp_path {directory}; scgi_temp_path {directory};
  server {{ listen 127.0.0.1:{port}; root {root}; }}
}}
"""


@dataclass(frozen=True)
class Peer:
    """A running server: name and version, its first process, and how to ask it.

    Where `graph` is given, it is the default graph of every query that names none.
    """

    name: str
    version: str
    pid: int
    endpoint: str
    graph: str | None = None

    def address(self, query: str) -> str:
        """Give the address that asks a query."""
        parameters = {"query": query}
        if self.graph and "GRAPH <" not in query:
            parameters["default-graph-uri"] = self.graph
        return f"{self.endpoint}?{urlencode(parameters)}"


def has_cache() -> bool:
    """Tell whether “kg serve” has a cache of results that can be switched off."""
    run = subprocess.run([*KG, "serve", "--help"], capture_output=True, text=True, check=True)
    return "--cache" in run.stdout


@contextmanager
def ours(directory: Path, release: Path, name: str, options: Sequence[str]) -> Iterator[Peer]:
    """Run our own server as its users do, but for the line of log of each request."""
    address = f"http://127.0.0.1:{(port := free_port())}"
    command = [*KG, "serve", "--release", str(release), "--port", str(port), "--log", "warning", *options]
    with started(command, directory, f"{address}/health/ready") as pid:
        yield Peer(name, kg.__version__, pid, f"{address}/sparql")


@contextmanager
def virtuoso_7(directory: Path, release: Path) -> Iterator[Peer]:
    """Run Virtuoso; its own default graph is the union of all, so ours has a name there."""
    graph = read_manifest(release).base + "graph/current"
    with virtuoso.running(directory, release / QUADS, graph) as (pid, endpoint):
        yield Peer(VIRTUOSO, virtuoso.version(), pid, endpoint, graph)


@contextmanager
def rdflib_endpoint(directory: Path, release: Path, environment: Path) -> Iterator[Peer]:
    """Run rdflib-endpoint from a virtual environment that has it."""
    python, port = environment / "bin/python", free_port()
    script = Path(__file__).with_name("rdflib_peer.py")
    endpoint = f"http://127.0.0.1:{port}/"
    show = "import importlib.metadata as m; print(m.version('rdflib-endpoint'))"
    version = subprocess.run([python, "-c", show], capture_output=True, text=True, check=True).stdout.strip()
    with started([str(python), str(script), str(release / QUADS), str(port)], directory, endpoint) as pid:
        yield Peer(RDFLIB, version, pid, endpoint)


@contextmanager
def nginx(directory: Path, release: Path) -> Iterator[Peer]:
    """Run nginx with the release's files; its address is theirs, it answers no query."""
    port, configuration = free_port(), directory / "nginx.conf"
    text = NGINX_CONF.format(user=getuser(), directory=directory, port=port, root=release)
    configuration.write_text(text, encoding="utf-8")
    told = subprocess.run([str(NGINX_PROGRAM), "-v"], capture_output=True, text=True, check=True).stderr
    command = [str(NGINX_PROGRAM), "-c", str(configuration), "-p", str(directory)]
    address = f"http://127.0.0.1:{port}"
    with started(command, directory, address) as pid:
        yield Peer(NGINX, told.strip().rsplit("/", 1)[-1], pid, address)


Starter = Callable[[Path, Path], AbstractContextManager[Peer]]
Installed = dict[str, tuple[Starter, str]]


def installed(environment: Path | None) -> Installed:
    """Give how each peer is started, and why it cannot be."""
    caching = "" if has_cache() else "there is no cache of results"
    uncached = () if caching else ("--cache", "0")
    return {
        OURS: (partial(ours, name=OURS, options=()), caching),
        UNCACHED: (partial(ours, name=UNCACHED, options=uncached), ""),
        VIRTUOSO: (
            virtuoso_7,
            _missing(virtuoso.PROGRAM and virtuoso.CLIENT, "virtuoso-opensource-7-bin"),
        ),
        RDFLIB: (
            partial(rdflib_endpoint, environment=environment or Path()),
            "" if environment else "--peers-venv names no environment that has it",
        ),
        NGINX: (nginx, _missing(NGINX_PROGRAM, "nginx")),
    }


def _missing(program: str | None, package: str) -> str:
    return "" if program else f"it is not installed (Debian: {package})"

"""How fast a server says that nothing has changed (304), with a server of static files as the measure."""

from __future__ import annotations

import http.client
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from benchmarks.comparison import queries
from benchmarks.load import Measurement, load
from benchmarks.peers import NGINX, OURS, UNCACHED, Peer

FILE, ANSWER = "a file", "an answer"
PATHS = {
    NGINX: "/catalogue.ttl",
    OURS: "/dumps/latest/catalogue.ttl",
    UNCACHED: "/dumps/latest/catalogue.ttl",
}


@dataclass(frozen=True)
class Unchanged:
    """The 304s that a peer gave for a file, or for the answer to a query."""

    peer: str
    what: str
    measured: Measurement


def measure_unchanged(peers: Sequence[Peer], seconds: float) -> list[Unchanged]:
    """Measure every address that has an entity tag and keeps to it."""
    return [
        Unchanged(peer.name, what, load(url, seconds, headers))
        for peer in peers
        for what, url, headers in _addresses(peer)
        if headers
    ]


def _addresses(peer: Peer) -> Iterator[tuple[str, str, dict[str, str]]]:
    if peer.name not in PATHS:
        return
    origin = "http://" + urlsplit(peer.endpoint).netloc
    yield FILE, origin + PATHS[peer.name], _condition(origin + PATHS[peer.name], "*/*")
    if peer.name != NGINX:
        small = queries()[1]
        yield ANSWER, peer.address(small.text), _condition(peer.address(small.text), small.accept)


def _condition(url: str, accept: str) -> dict[str, str]:
    """Give the headers that are answered with 304; none where there is no such answer."""
    headers = {"Accept": accept}
    _, tag = _status(url, headers)
    if tag is None:
        return {}
    headers["If-None-Match"] = tag
    return headers if _status(url, headers)[0] == 304 else {}


def _status(url: str, headers: dict[str, str]) -> tuple[int, str | None]:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=30)
    try:
        connection.request("GET", f"{parts.path}?{parts.query}", headers=headers)
        response = connection.getresponse()
        response.read()
        return response.status, response.headers["ETag"]
    finally:
        connection.close()

"""The endpoint reaches nothing and changes nothing."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.web.site import Site
from tests.web.tables import table


@dataclass(frozen=True)
class Listener:
    """Another server on this machine, which must not hear of any query."""

    socket: socket.socket

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.socket.getsockname()[1]}/"

    def has_heard(self) -> bool:
        try:
            self.socket.accept()[0].close()
        except BlockingIOError:
            return False
        return True


@pytest.fixture
def listener() -> Iterator[Listener]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield Listener(server)


def test_the_listener_would_hear(listener: Listener) -> None:
    with socket.create_connection(listener.socket.getsockname()):
        assert listener.has_heard()


@pytest.mark.parametrize("case", table("refused"), ids=lambda case: case["name"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_query_that_reaches_out_or_writes_is_refused(
    site: Site, listener: Listener, case: dict[str, str], method: str
) -> None:
    reply = site.query(case["query"].replace("{address}", listener.address), method=method)
    assert (reply.status, reply.media_type) == (403, "application/problem+json")
    assert case["reason"] in reply.json["detail"]
    assert not listener.has_heard()


def test_a_graph_on_the_web_is_not_fetched(site: Site, listener: Listener) -> None:
    query = f"SELECT * FROM <{listener.address}> FROM NAMED <{listener.address}> WHERE {{ ?s ?p ?o }}"
    assert site.query(query).json["results"]["bindings"] == []
    assert not listener.has_heard()

"""The endpoint reaches nothing and changes nothing."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from tests.web.listening import Listener, listening
from tests.web.site import Site
from tests.web.tables import table


@pytest.fixture
def listener() -> Iterator[Listener]:
    with listening() as listener:
        yield listener


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


@pytest.mark.parametrize("case", table("calls"), ids=lambda case: case["name"])
def test_a_function_that_is_not_ours_is_not_called(
    site: Site, listener: Listener, case: dict[str, str]
) -> None:
    reply = site.query(case["query"].replace("{address}", listener.address))
    assert reply.status == int(case["embedded"])
    if reply.status == 400:
        assert "bif:" in reply.json["detail"]
    assert not listener.has_heard()

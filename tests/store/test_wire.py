"""A frame arrives whole or not at all."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import Message, QueryError
from kg.store import wire
from kg.store.wire import Answer, Request

Pair = tuple[socket.socket, socket.socket]


@pytest.fixture
def pair() -> Iterator[Pair]:
    left, right = socket.socketpair()
    with left, right:
        yield left, right


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(), st.lists(st.text()), st.none() | st.lists(st.text()))
def test_a_request_arrives_as_it_was_sent(
    pair: Pair, query: str, media_types: list[str], graphs: list[str] | None
) -> None:
    sent = Request(query, tuple(media_types), 1.5, 1000, None if graphs is None else tuple(graphs))
    wire.send_request(pair[0], sent)
    assert wire.receive_request(pair[1]) == sent


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=5000), st.floats(allow_nan=False))
def test_an_answer_arrives_as_it_was_sent(pair: Pair, body: bytes, deadline: float) -> None:
    sent = Answer("solutions", "text/csv", body)
    wire.send_deadline(pair[0], deadline)
    wire.send_reply(pair[0], sent)
    assert wire.receive_deadline(pair[1]) == deadline
    assert wire.receive_reply(pair[1]) == sent


def test_a_refusal_is_raised_where_it_arrives(pair: Pair) -> None:
    wire.send_reply(pair[0], QueryError(Message("Because of {reason}.", {"reason": "架空"}), 413))
    with pytest.raises(QueryError, match=r"Because of 架空\.") as caught:
        wire.receive_reply(pair[1])
    assert caught.value.status == 413


@pytest.mark.parametrize("kept", [0, 1, 11, 12, 40, -1])
def test_a_cut_answer_is_no_answer(pair: Pair, kept: int) -> None:
    written, read = socket.socketpair()
    with written, read:
        wire.send_reply(written, Answer("graph", "text/turtle", b"0123456789"))
        frame = read.recv(1000)
    pair[0].sendall(frame[:kept])
    pair[0].close()
    with pytest.raises(ConnectionError):
        wire.receive_reply(pair[1])

"""A frame arrives whole or not at all."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

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
    assert wire.Incoming(pair[1]).request() == sent


@pytest.mark.parametrize("size", [0, 1, 1 << 16, 1 << 20])
def test_an_answer_arrives_as_it_was_sent(pair: Pair, size: int) -> None:
    sent = Answer("solutions", "text/csv", os.urandom(size))
    with ThreadPoolExecutor(1) as sender:
        sender.submit(wire.send_reply, pair[0], sent)
        assert wire.Incoming(pair[1]).reply() == sent


def test_what_has_arrived_when_a_wait_times_out_is_not_lost(pair: Pair) -> None:
    written, read = socket.socketpair()
    with written, read:
        wire.send_reply(written, Answer("graph", "text/turtle", b"0123456789"))
        frame = read.recv(1000)
    pair[1].settimeout(0.01)
    incoming = wire.Incoming(pair[1])
    for part in (frame[:5], frame[5:30]):
        pair[0].sendall(part)
        with pytest.raises(TimeoutError):
            incoming.reply()
    pair[0].sendall(frame[30:])
    assert incoming.reply().body == b"0123456789"


def test_a_sender_knows_whether_its_query_was_read(pair: Pair) -> None:
    wire.send_request(pair[0], Request("ASK {}", (), 1, 1))
    assert wire.is_unread(pair[0])
    wire.Incoming(pair[1]).request()
    assert not wire.is_unread(pair[0])


def test_a_refusal_is_raised_where_it_arrives(pair: Pair) -> None:
    wire.send_reply(pair[0], QueryError(Message("Because of {reason}.", {"reason": "架空"}), 413))
    with pytest.raises(QueryError, match=r"Because of 架空\.") as caught:
        wire.Incoming(pair[1]).reply()
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
        wire.Incoming(pair[1]).reply()

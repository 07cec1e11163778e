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


def received(connection: socket.socket) -> Answer:
    incoming = wire.Incoming()
    while not incoming.receive(connection):
        pass
    return incoming.reply()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(), st.lists(st.text()), st.none() | st.lists(st.text()))
def test_a_request_arrives_as_it_was_sent(
    pair: Pair, query: str, media_types: list[str], graphs: list[str] | None
) -> None:
    named = None if graphs is None else tuple(graphs)
    sent = Request(query, tuple(media_types), 1.5, 0.5, 1000, named, None)
    pair[0].sendall(wire.written_request(sent))
    assert wire.receive_request(pair[1]) == sent


@pytest.mark.parametrize("size", [0, 1, 1 << 16, 1 << 20])
def test_an_answer_arrives_as_it_was_sent(pair: Pair, size: int) -> None:
    sent = Answer("solutions", "text/csv", os.urandom(size), "0f")
    with ThreadPoolExecutor(1) as sender:
        sender.submit(wire.send_reply, pair[0], sent)
        assert received(pair[1]) == sent
    assert wire.unpack_answer(wire.pack_answer(sent)) == sent._replace(is_kept=True)


def test_what_has_arrived_when_a_wait_times_out_is_not_lost(pair: Pair) -> None:
    written, read = socket.socketpair()
    with written, read:
        wire.send_reply(written, Answer("graph", "text/turtle", b"0123456789", "0f"))
        frame = read.recv(1000)
    pair[1].settimeout(0.01)
    incoming = wire.Incoming()
    for part in (frame[:5], frame[5:30]):
        pair[0].sendall(part)
        assert not incoming.receive(pair[1])
        with pytest.raises(TimeoutError):
            incoming.receive(pair[1])
    pair[0].sendall(frame[30:])
    assert incoming.receive(pair[1])
    assert incoming.reply().body == b"0123456789"


def test_a_sender_knows_whether_its_query_was_read(pair: Pair) -> None:
    pair[0].sendall(wire.written_request(Request("ASK {}", (), 1, 1, 1)))
    assert wire.is_unread(pair[0])
    wire.receive_request(pair[1])
    assert not wire.is_unread(pair[0])


def test_a_refusal_is_raised_where_it_arrives(pair: Pair) -> None:
    wire.send_reply(pair[0], QueryError(Message("Because of {reason}.", {"reason": "架空"}), 413))
    with pytest.raises(QueryError, match=r"Because of 架空\.") as caught:
        received(pair[1])
    assert caught.value.status == 413


@pytest.mark.parametrize("kept", [0, 1, 11, 12, 40, -1])
def test_a_cut_answer_is_no_answer(pair: Pair, kept: int) -> None:
    written, read = socket.socketpair()
    with written, read:
        wire.send_reply(written, Answer("graph", "text/turtle", b"0123456789", "0f"))
        frame = read.recv(1000)
    pair[0].sendall(frame[:kept])
    pair[0].close()
    with pytest.raises(ConnectionError):
        received(pair[1])

"""What was answered once is answered again from what is kept, and clients and caches know it again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.processes import eventually
from tests.web.site import Reply, Site, running
from tests.web.tables import QUERIES

ALL = "SELECT * WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o"
JSON = "application/sparql-results+json"


def is_kept(reply: Reply) -> bool:
    return "query;desc=kept" in reply.headers["Server-Timing"]


@pytest.fixture(scope="module")
def forgetful(handmade: Path) -> Iterator[Site]:
    """A server that keeps no answers."""
    with running(handmade, "--cache", "0") as site:
        yield site


@pytest.mark.parametrize("accept", [JSON, "text/csv", "application/sparql-results+xml"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_process_gives_the_answer_that_one_has_found(site: Site, accept: str, method: str) -> None:
    query = f"{ALL} # {method}"
    first = site.query(query, accept, method)
    again = [site.query(query.replace(" ", "  "), accept, "GET") for _ in range(10)]
    assert all(map(is_kept, again))
    for reply in again:
        assert (reply.status, reply.body, reply.media_type) == (200, first.body, first.media_type)
        assert reply.headers["ETag"] == first.headers["ETag"]


def test_a_client_that_has_the_answer_is_told_so(site: Site) -> None:
    first = site.query(ALL, JSON)
    tag = first.headers["ETag"]
    assert tag.startswith('"')
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        for method in ("GET", "HEAD"):
            path = "/sparql?query=" + ALL.replace(" ", "+").replace("?", "%3F")
            reply = site.ask(path, method, headers={"Accept": JSON, "If-None-Match": known})
            assert (reply.status, reply.body) == (304, b"")
            assert reply.headers["ETag"] == tag
            assert reply.headers["Vary"] == "Accept"
            assert reply.headers["Cache-Control"] == first.headers["Cache-Control"]


def test_what_is_posted_is_answered_whatever_the_client_has(site: Site) -> None:
    reply = site.ask(
        "/sparql", "POST", b"ASK {}", {"Content-Type": "application/sparql-query", "If-None-Match": "*"}
    )
    assert (reply.status, reply.json["boolean"]) == (200, True)


@pytest.mark.parametrize("known", ['"other"', "", "nonsense", 'W/"x"'])
def test_a_client_that_has_another_answer_gets_this_one(site: Site, known: str) -> None:
    path = "/sparql?query=ASK%7B%7D"
    assert site.ask(path, headers={"Accept": JSON, "If-None-Match": known}).json["boolean"] is True


def test_each_form_of_an_answer_has_a_tag_of_its_own(site: Site) -> None:
    replies = [site.query(ALL, accept) for accept in (JSON, "application/json", "text/csv")]
    assert len({reply.headers["ETag"] for reply in replies}) == 3
    assert all(reply.headers["Vary"] == "Accept" for reply in replies)
    assert all("max-age" in reply.headers["Cache-Control"] for reply in replies)


def test_the_address_asked_without_a_body_has_the_same_head(site: Site) -> None:
    got, head = site.query(ALL, JSON), site.query(ALL, JSON, "HEAD")
    assert head.body == b""
    varying = {"date", "x-request-id", "server-timing"}
    assert {k.lower(): v for k, v in head.headers.items() if k.lower() not in varying} == {
        k.lower(): v for k, v in got.headers.items() if k.lower() not in varying
    }


@pytest.mark.parametrize("query", ["SELECT (NOW() AS ?n) {}", "SELECT (RAND() AS ?n) {}"])
def test_what_is_new_each_time_is_kept_by_nobody(site: Site, query: str) -> None:
    first, second = site.query(query), site.query(query)
    assert first.body != second.body
    assert not is_kept(second)
    assert second.headers["Cache-Control"] == "no-store"
    assert "ETag" not in second.headers


def test_after_many_other_questions_the_answer_is_still_the_same(site: Site) -> None:
    first = site.query(ALL, "text/csv")
    for number in range(300):
        assert site.query(f"SELECT ({number} AS ?n) {{}}", "text/csv").text == f"n\r\n{number}\r\n"
    again = site.query(ALL, "text/csv")
    assert (again.body, again.headers["ETag"]) == (first.body, first.headers["ETag"])


def test_an_error_is_kept_by_nobody(site: Site) -> None:
    for _ in range(2):
        reply = site.query("SELECT nonsense")
        assert (reply.status, reply.headers["Cache-Control"]) == (400, "no-store")


def test_another_dataset_has_another_answer(site: Site) -> None:
    replies = [
        site.query(ALL, "text/csv", **parameters).body
        for parameters in ({}, {"default-graph-uri": "http://localhost:8000/graph/reference"}, {})
    ]
    assert replies[0] == replies[2] != replies[1]


def test_a_server_that_keeps_nothing_answers_the_same(site: Site, forgetful: Site) -> None:
    for _ in range(3):
        reply = forgetful.query(ALL, JSON)
        assert not is_kept(reply)
        assert reply.headers["ETag"] == site.query(ALL, JSON).headers["ETag"]
    assert forgetful.query(QUERIES["ask"]).json["boolean"] is True


def test_what_is_kept_is_counted(handmade: Path) -> None:
    with running(handmade) as site:
        for _ in range(5):
            site.query(ALL)

        def counted() -> bool:
            figures = site.ask("/metrics").text
            return 'renkei_cache_total{result="hit"} 4.0' in figures and '{result="miss"} 1.0' in figures

        assert eventually(counted, 5)

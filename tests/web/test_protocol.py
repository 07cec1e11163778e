"""The entries of the W3C's SPARQL 1.1 Protocol manifest, in our words and on our graphs; updates are refused.

An entry that asks for an update expects success there; the Protocol (§2.2) lets a service have no updates.
"""

from __future__ import annotations

import contextlib
import gzip
from urllib.parse import quote, urlencode

import pytest

from kg.store.formats import GRAPHS, RESULTS
from tests.store.handmade import BASE
from tests.web.site import Reply, Site
from tests.web.tables import table

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
VERSION = BASE + "id/agreement/example/version/1"
PLACES = {
    "$one": BASE + "id/agreement/example",
    "$two": VERSION,
    "$three": BASE + "graph/reference",
    "$s1": f"<{BASE}id/agreement/example>",
    "$s2": f"<{VERSION}/initiative/1>",
    "$s3": f"<{BASE}id/government/000001>",
}
CASES = table("protocol")


def placed(text: str) -> str:
    for name, iri in PLACES.items():
        text = text.replace(name, iri)
    return text


def encoded(parameters: str) -> str:
    pairs = [pair.partition("=") for pair in placed(parameters).split("&") if pair]
    return urlencode([(name, value) for name, _, value in pairs], quote_via=quote)


def send(site: Site, case: dict[str, str]) -> Reply:
    text = encoded(case["body"]) if case["content_type"] == FORM else placed(case["body"])
    body = text.encode(case["charset"]) if case["charset"] else None
    headers = {"Content-Type": case["content_type"]} if case["content_type"] else {}
    path = "/sparql" + (f"?{encoded(case['address'])}" if case["address"] else "")
    return site.ask(path, case["method"], body, headers)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["entry"])
def test_an_entry_of_the_protocol_s_manifest_is_answered(site: Site, case: dict[str, str]) -> None:
    reply = send(site, case)
    assert reply.status == int(case["status"]), reply.text
    if case["answer"] == "true":
        assert reply.json["boolean"] is True
    if case["answer"] == "results":
        assert reply.media_type in RESULTS
    if case["answer"] == "graph":
        assert reply.media_type in GRAPHS
    if not case["answer"]:
        assert reply.media_type == "application/problem+json"


def test_there_are_twenty_entries_that_query_and_fourteen_that_update() -> None:
    updates = [case for case in CASES if "update" in case["entry"]]
    assert (len(CASES) - len(updates), len(updates)) == (20, 14)


@pytest.mark.parametrize("place", ["address", "form"])
def test_escaped_bytes_that_are_no_text_are_refused(site: Site, place: str) -> None:
    escaped = "query=ASK%20%7B%20%3Fs%20%3Fp%20%22%FF%22%20%7D"
    if place == "address":
        reply = site.ask("/sparql?" + escaped)
    else:
        reply = site.ask("/sparql", "POST", escaped.encode(), {"Content-Type": FORM})
    assert (reply.status, reply.media_type) == (400, "application/problem+json")


@pytest.mark.parametrize("content_type", [FORM, DIRECT])
def test_a_compressed_request_is_refused_unread(site: Site, content_type: str) -> None:
    bomb = gzip.compress(b" " * (64 << 20))
    headers = {"Content-Type": content_type, "Content-Encoding": "gzip"}
    reply = site.ask("/sparql", "POST", bomb, headers)
    assert reply.status == 415
    assert reply.headers["Accept-Encoding"] == "identity"


@pytest.mark.parametrize("size", [2 << 20, 6 << 20])
def test_a_request_that_is_too_long_hears_so_while_it_is_sending(site: Site, size: int) -> None:
    for _ in range(5):
        assert site.ask("/sparql", "POST", b"a" * size, {"Content-Type": DIRECT}).status == 413


def test_giant_headers_are_refused(site: Site) -> None:
    with contextlib.suppress(ConnectionError):
        assert 400 <= site.ask("/sparql", headers={"Accept": "a" * (1 << 20)}).status < 500
    assert site.query("ASK {}").json["boolean"] is True


@pytest.mark.parametrize(
    "host", ["a..b", ".", "a" * 64, "a:b:c", "[", "[::1", "a@b", "localhost:123456", "a/b"]
)
@pytest.mark.parametrize("path", ["/en/", "/en", "/dumps/x", "/sparql?query=ASK%7B%7D"])
def test_a_host_that_can_be_none_is_refused(site: Site, host: str, path: str) -> None:
    reply = site.ask(path, headers={"Host": host})
    assert (reply.status, reply.media_type) == (400, "application/problem+json")


@pytest.mark.parametrize("host", ["", "x", "a.example.", "my_server:8000", "[::1]:8000", "127.0.0.1:"])
def test_a_host_that_can_be_one_is_as_good_as_any_other(site: Site, host: str) -> None:
    assert site.ask("/en/", headers={"Host": host}).status == 200


@pytest.mark.parametrize("seconds", ["", "0", "-1", "nan", "inf", "soon", "1e999"])
def test_a_timeout_that_is_no_time_is_refused(site: Site, seconds: str) -> None:
    assert site.query("ASK {}", timeout=seconds).status == 400


def test_a_client_may_lower_the_timeout_but_not_raise_it(site: Site, impatient: Site) -> None:
    product = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(9)) + " }"
    lowered = site.ask("/sparql?" + urlencode({"query": product, "timeout": "0.5"}))
    assert lowered.status == 503
    assert "0.5 seconds" in lowered.json["detail"]
    raised = impatient.ask("/sparql?" + urlencode({"query": product, "timeout": "60"}))
    assert "1 seconds" in raised.json["detail"]


def test_options_name_the_methods(site: Site) -> None:
    allowed = site.ask("/sparql", "OPTIONS").headers["Allow"]
    assert {method.strip() for method in allowed.split(",")} == {"GET", "HEAD", "OPTIONS", "POST"}


def test_the_first_format_that_is_known_counts(site: Site) -> None:
    query = urlencode([("query", "ASK {}"), ("format", "nonsense"), ("format", "xml"), ("output", "json")])
    assert site.ask("/sparql?" + query).media_type == "application/sparql-results+xml"


def test_a_plus_sign_that_was_not_escaped_is_understood(site: Site) -> None:
    reply = site.ask("/sparql?query=ASK%7B%7D&format=application/sparql-results+json")
    assert reply.media_type == "application/sparql-results+json"

"""What the operator decides holds, and what the server tells the operator is so."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.store.handmade import BASE, RELEASE
from tests.store.processes import children, eventually
from tests.web.site import COMMAND, Site, running
from tests.web.tables import QUERIES

Environment = pytest.MonkeyPatch


def figures(site: Site) -> dict[str, float]:
    reply = site.ask("/metrics")
    assert reply.status == 200
    assert reply.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    return {
        sample.name + "".join(f" {value}" for _, value in sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(reply.text)
        for sample in family.samples
    }


def test_queries_are_counted_by_what_became_of_them_in_all_processes(handmade: Path) -> None:
    with running(handmade) as site:
        for _ in range(20):
            site.query(QUERIES["ask"])
        site.query("nonsense")
        site.ask("/sparql", "POST", b"CLEAR ALL", {"Content-Type": "application/sparql-query"})
        site.query(QUERIES["select"], "text/turtle")
        assert eventually(lambda: figures(site).get("renkei_queries_total not offered") == 1, 5)
        # The request for the figures is in flight itself.
        assert eventually(lambda: figures(site)["renkei_requests_in_flight"] == 1, 5)
        found = figures(site)
    assert found["renkei_queries_total answered"] == 20
    assert found["renkei_queries_total malformed"] == 1
    assert found["renkei_queries_total refused"] == 1
    assert found["renkei_query_seconds_count"] == 23
    assert found["renkei_requests_total GET 400"] == 1
    assert found["renkei_requests_in_flight"] >= 1
    assert found[f"renkei_release_info 2025-01-01 {RELEASE}"] == 1
    assert found["renkei_workers"] == 6
    assert found["renkei_cache_bytes"] > 0


def test_a_method_that_nobody_knows_makes_no_figure_of_its_own(site: Site) -> None:
    site.ask("/sparql", "BREW")
    assert eventually(lambda: "renkei_requests_total other 405" in figures(site), 5)


@pytest.mark.parametrize(
    ("given", "kept"), [("abc-123_x.y", True), ("a" * 65, False), ("has space", False), ('"', False)]
)
def test_a_request_has_an_id_and_a_timing(site: Site, given: str, kept: bool) -> None:
    reply = site.ask("/sparql?query=ASK%7B%7D", headers={"X-Request-Id": given})
    assert (reply.headers["X-Request-Id"] == given) is kept
    assert reply.headers["X-Request-Id"]
    assert [part.split(";")[0] for part in reply.headers["Server-Timing"].split(", ")] == ["query", "total"]
    assert "X-Request-Id" in reply.headers["Access-Control-Expose-Headers"]


def logged(handmade: Path, ask: Callable[[Site], object], *options: str) -> list[dict[str, Any]]:
    """Serve, ask, end; give what was logged."""
    command = [*COMMAND, "--release", str(handmade), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = next(word for word in process.stdout.readline().split() if word.startswith("http"))
        site = Site(address, process)
        assert eventually(site.is_ready)
        ask(site)
        process.terminate()
        _, errors = process.communicate(timeout=20)
    return [json.loads(line) for line in errors.splitlines() if line]


def test_a_request_is_a_line_of_json_without_what_was_asked(handmade: Path) -> None:
    lines = logged(
        handmade, lambda site: site.ask("/sparql?query=ASK%7B%7D", headers={"X-Request-Id": "mine"})
    )
    (line,) = [line for line in lines if line.get("id") == "mine"]
    assert {name: line[name] for name in ("level", "event", "method", "path", "status")} == {
        "level": "info",
        "event": "request",
        "method": "GET",
        "path": "/sparql",
        "status": 200,
    }
    assert line["ms"] > 0
    assert datetime.fromisoformat(line["time"]).tzinfo
    assert "ASK" not in json.dumps(lines)


def test_a_slow_query_is_logged_with_its_text(handmade: Path) -> None:
    lines = logged(handmade, lambda site: site.query("ASK { }"), "--slow", "0", "--log", "warning")
    slow = [line for line in lines if line.get("query") == "ASK { }"]
    assert [line["event"] for line in slow] == ["slow query"]
    assert {line["level"] for line in lines} == {"warning"}


def test_a_client_that_asks_too_often_is_told_when_to_come_back(handmade: Path) -> None:
    with running(handmade, "--rate", "3/hour", "--workers", "1") as site:
        replies = [site.query(QUERIES["ask"]) for _ in range(5)]
        assert [reply.status for reply in replies] == [200, 200, 200, 429, 429]
        refused = replies[-1]
        assert refused.media_type == "application/problem+json"
        assert 0 < int(refused.headers["Retry-After"]) <= 3600
        assert refused.headers["Cache-Control"] == "no-store"
        assert site.query(QUERIES["ask"], "text/html").status == 429
        assert site.ask("/sparql").status == 200  # only queries count
        assert site.query(QUERIES["ask"], X="").status == 429
        for path in ("//sparql", "///sparql", "/%2Fsparql"):  # Flask reads them as /sparql
            assert site.ask(f"{path}?query=ASK%7B%7D").status == 429


def test_an_address_is_not_believed_unless_a_proxy_is_trusted(handmade: Path) -> None:
    def ask(site: Site, forwarded: str) -> int:
        return site.ask("/sparql?query=ASK%7B%7D", headers={"X-Forwarded-For": forwarded}).status

    with running(handmade, "--rate", "1/hour", "--workers", "1") as site:
        assert [ask(site, f"192.0.2.{n}") for n in range(2)] == [200, 429]
    with running(handmade, "--rate", "1/hour", "--workers", "1", "--proxies", "1") as site:
        assert [ask(site, f"192.0.2.{n}") for n in (1, 2, 1)] == [200, 200, 429]
        assert ask(site, "198.51.100.7, 192.0.2.1") == 429  # what the client wrote itself is not believed
        assert [ask(site, f"2001:db8::{n}") for n in (1, 2)] == [200, 429]  # one subscriber


def test_security_txt_names_the_operator_s_contact(handmade: Path, site: Site) -> None:
    assert site.ask("/.well-known/security.txt").status == 404
    with running(handmade, "--contact", "mailto:security@example.jp") as told:
        reply = told.ask("/.well-known/security.txt")
    assert reply.media_type == "text/plain"
    fields = dict(line.split(": ", 1) for line in reply.text.splitlines())
    assert fields["Contact"] == "mailto:security@example.jp"
    assert fields["Expires"] == "2025-12-31T00:00:00Z"
    assert fields["Canonical"] == BASE + ".well-known/security.txt"


def test_a_flag_comes_before_its_variable(handmade: Path, monkeypatch: Environment) -> None:
    monkeypatch.setenv("KG_CONTACT", "https://example.jp/variable")
    monkeypatch.setenv("KG_WORKERS", "1")
    with running(handmade) as site:
        assert "https://example.jp/variable" in site.ask("/.well-known/security.txt").text
        assert sum("spawn_main" in line for line in site.descendants().values()) == 1
    with running(handmade, "--contact", "https://example.jp/flag", "--workers", "2") as site:
        assert "https://example.jp/flag" in site.ask("/.well-known/security.txt").text
        assert sum("spawn_main" in line for line in site.descendants().values()) == 2


def test_what_a_query_may_cost_is_the_operator_s_decision(handmade: Path, monkeypatch: Environment) -> None:
    monkeypatch.setenv("KG_ROWS", "2")
    with running(handmade, "--queries", "2", "--answer", "1", "--memory", "64") as site:
        assert len(children(site.broker())) == 2
        assert site.query("SELECT * { ?s ?p ?o } LIMIT 2").status == 200
        assert "more than 2 rows" in site.query("SELECT * { ?s ?p ?o }").json["detail"]
        doubled = "BIND('0123456789abcdef' AS ?a0) " + " ".join(
            f"BIND(CONCAT(?a{i}, ?a{i}) AS ?a{i + 1})" for i in range(17)
        )
        assert "larger than 1 MB" in site.query(f"SELECT ?a17 {{ {doubled} }}").json["detail"]


@pytest.mark.parametrize(
    "wrong",
    [
        ("--rate", "many"),
        ("--queries", "0"),
        ("--memory", "1"),
        ("--rows", "0"),
        ("--cache", "-1"),
        ("--proxies", "-1"),
        ("--contact", "security@example.jp"),
        ("--contact", "https://example.jp/\nExpires: never"),
        ("--log", "debug"),
    ],
)
def test_a_wrong_option_is_a_wrong_call(handmade: Path, wrong: tuple[str, str]) -> None:
    command = [*COMMAND, "--release", str(handmade), *wrong]
    result = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    assert result.returncode == 2
    assert "Traceback" not in result.stderr

"""The server tells how it is, starts and ends in order, and says clearly why it does not start."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kg.errors import Message
from kg.language import translate
from kg.web.errors import DETAILS, TITLES
from tests.store.handmade import RELEASE, write_release
from tests.store.processes import children, eventually, is_alive
from tests.web.site import COMMAND, Site, running
from tests.web.tables import QUERIES
from tests.web.test_sparql_limits import PRODUCT


def test_health_is_told_and_not_stored(site: Site) -> None:
    assert site.ask("/health/live").json == {"status": "live"}
    assert site.ask("/health/ready").json == {"status": "ready", "release": RELEASE}
    for path in ("/health/live", "/health/ready"):
        assert site.ask(path).headers["Cache-Control"] == "no-store"


def test_a_server_without_a_broker_lives_but_is_not_ready(tmp_path: Path) -> None:
    release = write_release(tmp_path)
    with running(release, "--workers", "1") as site:
        away = release.rename(tmp_path / "away")
        os.kill(site.broker(), signal.SIGKILL)
        assert eventually(lambda: not site.is_ready())
        assert site.ask("/health/live").status == 200
        away.rename(release)
        assert eventually(site.is_ready)


@pytest.mark.parametrize("path", ["/health/live", "/sparql", "/dumps/", "/nothing"])
def test_every_answer_carries_the_headers_that_protect_its_reader(site: Site, path: str) -> None:
    for accept in ("*/*", "text/html"):
        reply = site.ask(path, headers={"Accept": accept})
        assert reply.headers["X-Content-Type-Options"] == "nosniff"
        assert reply.headers["Referrer-Policy"]
        policy = reply.headers["Content-Security-Policy"]
        assert "'unsafe" not in policy
        assert ("default-src 'self'" if reply.media_type == "text/html" else "default-src 'none'") in policy


def test_an_unknown_address_is_a_problem_for_machines_and_a_page_for_people(site: Site) -> None:
    problem = site.ask("/nothing")
    assert (problem.status, problem.media_type) == (404, "application/problem+json")
    page = site.ask("/nothing", headers={"Accept": "text/html"})
    assert (page.status, page.media_type) == (404, "text/html")


@pytest.mark.parametrize("template", [*TITLES.values(), *DETAILS.values()])
def test_what_is_said_of_an_error_is_said_in_both_languages(template: str) -> None:
    values = {"method": "PUT", "content_type": "text/plain"}
    assert translate(Message(template, values), "ja") != translate(Message(template, values), "en")


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
def test_a_server_that_is_told_to_end_leaves_nothing_behind(handmade: Path, end: signal.Signals) -> None:
    with running(handmade) as site, ThreadPoolExecutor(2) as askers:
        slow = askers.submit(failing, lambda: site.query(PRODUCT))
        time.sleep(0.5)
        assert children(site.broker())
        everything = [site.process.pid, *site.descendants()]
        site.process.send_signal(end)
        assert site.process.wait(10) == 0
        assert eventually(lambda: not any(is_alive(pid) for pid in everything), 2)
        assert slow.result(10)


def test_a_server_that_is_killed_leaves_nothing_behind(handmade: Path) -> None:
    with running(handmade) as site:
        everything = [site.process.pid, *site.descendants()]
        assert len(everything) >= 4
        site.process.kill()
        site.process.wait(10)
        assert eventually(lambda: not any(is_alive(pid) for pid in everything), 5)


def failing(request: Callable[[], object]) -> bool:
    """Send a request whose server may end; tell that it came back in one way or the other."""
    try:
        request()
    except OSError:
        return True
    return True


def refusal(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *arguments], capture_output=True, text=True, timeout=20, check=False)


def test_a_port_in_use_is_a_wrong_call(handmade: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        result = refusal("--port", port, "--release", str(handmade))
    assert result.returncode == 2
    assert port in result.stderr
    assert "--port" in result.stderr
    assert "Traceback" not in result.stderr


def test_another_servers_port_is_in_use(site: Site, handmade: Path) -> None:
    port = site.address.rstrip("/").rpartition(":")[2]
    assert refusal("--port", port, "--release", str(handmade)).returncode == 2
    assert site.query(QUERIES["ask"]).status == 200


@pytest.mark.parametrize("damage", ["missing", "altered", "foreign", "no file", "no manifest"])
def test_a_release_that_is_not_whole_is_not_served(tmp_path: Path, damage: str) -> None:
    release = write_release(tmp_path)
    if damage == "missing":
        release = tmp_path / "nowhere"
    if damage == "altered":
        with (release / "dumps/renkei.nq").open("a", encoding="utf-8") as dump:
            dump.write("<http://a> <http://b> <http://c> .\n")
    if damage == "foreign":
        (release / "more.txt").write_text("more", encoding="utf-8")
    if damage == "no file":
        (release / "catalogue.ttl").unlink()
    if damage == "no manifest":
        (release / "manifest.json").unlink()
    result = refusal("--release", str(release))
    assert result.returncode == 1
    assert result.stderr.strip()
    assert "Traceback" not in result.stderr

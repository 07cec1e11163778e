"""The search follows the release that is served, does without an index, and takes words for words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.store.handmade import write_manifest, write_release
from tests.store.processes import eventually
from tests.web.pages_crawl import open_page
from tests.web.pages_reading import said
from tests.web.site import Site, running
from tests.web.test_reload import point

BASE = "http://localhost:8000/"
NAMES = ("2025-01-01-handmade", "2025-01-02-handmade")
HOSTILE = "</mark></a><script>alert(1)</script><img src=x onerror=alert(2)>&quot;\"'{{ 7*7 }}"


def write_searchable(releases: Path, name: str, *entries: dict[str, Any]) -> Path:
    """Write a synthetic release whose index has these entries."""
    release = write_release(releases, name)
    lines = (json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries)
    (release / "search.jsonl").write_text("".join(lines), encoding="utf-8")
    write_manifest(release)
    return release


def municipality(code: str, name: str) -> dict[str, Any]:
    return {
        "iri": f"{BASE}id/government/{code}",
        "type": "government",
        "label": {"ja": name},
        "codes": [code],
    }


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A release whose every text would do harm if it were taken for markup, and whose IRIs for addresses."""
    passage = {"what": "role", "words": HOSTILE, "actor": "javascript:alert(3)", "kind": "data:text/html,x"}
    common = {"label": {"ja": HOSTILE, "en": HOSTILE}, "passages": [passage], "status": "javascript:alert(4)"}
    entries = [
        {"iri": iri, "type": type, "agreement": "javascript:alert(5)", "kana": HOSTILE, "codes": [HOSTILE]}
        | common
        for iri, type in (
            ("javascript:alert(1)", "initiative"),
            (f"{BASE}id/../x", "government"),
            ("//evil.example/", "source"),
            (f'{BASE}id/a"onmouseover="x', "question"),
        )
    ]
    releases = tmp_path_factory.mktemp("hostile") / "releases"
    with running(write_searchable(releases, NAMES[0], *entries)) as site:
        yield site


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("asked", ["script", "alert onerror", "quot", ""])
def test_words_of_a_release_stay_words(hostile: Site, language: str, asked: str) -> None:
    found = "type=initiative&type=government&type=source&type=question"
    top = open_page(hostile, f"/{language}/search?{found}&q={quote(asked)}").top
    assert len(top.every(class_="hit")) == 4
    assert top.every("script") == []
    assert [image.attributes["src"] for image in top.every("img")] == ["/static/mark.svg"]
    links = [one.attributes["href"] for one in top.every("a")]
    ours = ("/ja", "/en", "/dumps/?", "/catalog?", "/changes?", "?", "#")
    assert [link for link in links if not link.startswith(ours)] == []
    names = {name for one in top.inside() for name in one.attributes}
    assert not {name for name in names if name.startswith("on")}
    assert all(said(mark) in HOSTILE for mark in top.every("mark"))


def test_another_release_is_searched_when_it_is_current(tmp_path: Path) -> None:
    for name, found in zip(NAMES, ("総社市", "倉敷市"), strict=True):
        write_searchable(tmp_path / "releases", name, municipality("332089", found))
    point(tmp_path, NAMES[0])
    with running(tmp_path / "current") as site:
        before = site.ask("/api/search?q=332089").json
        assert (before["release"], before["results"][0]["label"]["ja"]) == (NAMES[0], "総社市")
        point(tmp_path, NAMES[1])
        eventually(lambda: site.ask("/health/ready").json["release"] == NAMES[1])
        after = site.ask("/api/search?q=332089").json
        assert (after["release"], after["results"][0]["label"]["ja"]) == (NAMES[1], "倉敷市")


def test_a_release_without_an_index_says_that_it_cannot_be_searched(site: Site) -> None:
    top = open_page(site, "/en/search?q=a").top
    assert "built without a search index" in said(top.one(class_="notice"))
    reply = site.ask("/api/search?q=a")
    assert (reply.status, reply.media_type) == (404, "application/problem+json")


@pytest.mark.parametrize("lines", ["{", "[]", "null", '{"iri": "x"}', '{"iri": "x", "type": "y", "no": 1}'])
def test_an_index_that_cannot_be_read_is_none(tmp_path: Path, lines: str) -> None:
    release = write_release(tmp_path / "releases")
    (release / "search.jsonl").write_text(lines + "\n", encoding="utf-8")
    write_manifest(release)
    with running(release) as site:
        assert site.ask("/api/search?q=a").status == 404
        assert site.ask("/ja/search?q=a").status == 200

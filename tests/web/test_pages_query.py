"""The query page shows any answer, however long, wide or deep, and the server lives on."""

from __future__ import annotations

import json
from time import perf_counter
from urllib.parse import urlencode

import pytest

from kg.web.pages.results import CELLS, COLUMNS, ROWS, read_answer
from tests.store.processes import children
from tests.web.pages_crawl import BROWSER, Page, open_page
from tests.web.site import Site


def nested(depth: int) -> str:
    """Ask for a triple term that holds a triple term, and so on."""
    steps = (f"BIND(TRIPLE(<a:>,<a:>,?t{n}) AS ?t{n + 1})" for n in range(depth))
    return f"SELECT ?t{depth} {{ BIND(TRIPLE(<a:s>,<a:p>,<a:o>) AS ?t0) {' '.join(steps)} }}"


def asked(site: Site, query: str, lang: str = "ja") -> Page:
    return open_page(site, "/sparql?" + urlencode({"query": query, "lang": lang}))


@pytest.mark.parametrize("depth", [600, 1200, 3000])
def test_a_deeply_nested_answer_is_refused_in_words_and_harms_nobody(site: Site, depth: int) -> None:
    before = children(site.process.pid)
    body = urlencode({"query": nested(depth)}).encode()
    headers = BROWSER | {"Content-Type": "application/x-www-form-urlencoded"}
    reply = site.ask("/sparql", "POST", body, headers)
    assert reply.status in (413, 503)
    assert 'role="alert"' in reply.text
    assert site.is_ready()
    assert children(site.process.pid) == before


def test_a_triple_term_is_shown_and_one_inside_it_is_left_out(site: Site) -> None:
    for depth, shown in ((0, "<<( a:s a:p a:o )>>"), (1, "<<( a: a: … )>>"), (40, "<<( a: a: … )>>")):
        assert asked(site, nested(depth)).top.one("table", class_="results").one("td").text == shown


def test_a_long_answer_is_shown_in_part_with_the_way_to_the_whole(site: Site) -> None:
    tens = " ".join(f"VALUES ?{name} {{ {' '.join(map(str, range(10)))} }}" for name in "abcd")
    page = asked(site, f"SELECT * {{ {tens} }}")
    answer = page.top.one("section", class_="answer")
    assert len(answer.one("tbody").every("tr")) == ROWS
    assert "10000行" in answer.text
    assert "はじめの1000行" in answer.text
    assert site.ask(answer.one("ul", class_="files").every("a")[0].attributes["href"]).status == 200


def test_a_wide_answer_is_shown_in_part(site: Site) -> None:
    names = " ".join(f"?v{n}" for n in range(150))
    rows = " ".join(f"VALUES ?{name} {{ {' '.join(map(str, range(10)))} }}" for name in ("v0", "v1", "v2"))
    answer = asked(site, f"SELECT {names} {{ {rows} }}").top.one("section", class_="answer")
    assert len(answer.one("thead").every("th")) == COLUMNS
    assert len(answer.one("tbody").every("tr")) == CELLS // COLUMNS
    assert "150列" in answer.text


def test_time_grows_with_what_is_shown() -> None:
    names = [f"v{n}" for n in range(2000)]
    body = json.dumps({"head": {"vars": names}, "results": {"bindings": [{}] * 2000}}).encode()
    start = perf_counter()
    rows = read_answer(body)
    assert perf_counter() - start < 0.5
    assert (len(rows.variables), len(rows.rows), rows.columns, rows.count) == (COLUMNS, 200, 2000, 2000)


@pytest.mark.parametrize(
    ("lang", "heading"), [("ja", "問い合わせを読み取れません"), ("en", "The query cannot be read")]
)
def test_a_query_with_a_slip_is_called_that(site: Site, lang: str, heading: str) -> None:
    page = asked(site, "SELECT * { ?s ?p }", lang)
    assert page.reply.status == 400
    assert page.top.one("section", class_="answer").one("h2").text == heading


def test_a_page_s_address_with_a_query_leads_to_the_answer(site: Site) -> None:
    reply = site.ask("/ja/sparql?" + urlencode({"query": "ASK {}", "lang": "en"}), headers=BROWSER)
    assert (reply.status, reply.headers["Location"]) == (302, "/sparql?query=ASK+%7B%7D&lang=ja")

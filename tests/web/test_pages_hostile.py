"""Whatever a release says, its words stay words: no markup, no script, no link that does harm."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

import pytest

from tests.web.pages_crawl import Page, crawl, open_page
from tests.web.pages_hostile import TEXT, write_hostile_release
from tests.web.site import Reply, Site, running

REFERENCE = "/en/doc/reference/hostile"
STARTS = [
    REFERENCE,
    "/ja/doc/reference/hostile",
    "/ja/",
    "/en/",
    "/ja/doc/agreement/hostile/version/1/initiative/1",
    "/en/doc/source/hostile",
    "/ja/doc/graph/reference",
    "/ja/doc/area/hostile",
    "/en/doc/government/000000",
    "/sparql?lang=ja&query=" + quote("SELECT * WHERE { ?s ?p ?o }"),
    "/sparql?lang=ja&query=" + quote("CONSTRUCT WHERE { ?s ?p ?o }"),
    "/sparql?lang=ja&query=" + quote("</textarea><script>alert(1)</script>"),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with running(write_hostile_release(tmp_path_factory.mktemp("hostile"))) as site:
        yield site


@pytest.fixture(scope="module")
def reached(site: Site) -> list[Page | tuple[str, Reply]]:
    return list(crawl(site, *STARTS))


@pytest.fixture(scope="module")
def pages(reached: list[Page | tuple[str, Reply]]) -> list[Page]:
    return [one for one in reached if isinstance(one, Page)]


def test_every_page_is_shown_and_none_fails(reached: list[Page | tuple[str, Reply]]) -> None:
    answers = [(one.path, one.reply) if isinstance(one, Page) else one for one in reached]
    statuses = {path: reply.status for path, reply in answers}
    assert [path for path, status in statuses.items() if status >= 500] == []
    assert [statuses[path] for path in STARTS] == [200] * 11 + [400]


def test_no_literal_becomes_markup(pages: list[Page]) -> None:
    for page in pages:
        assert not page.top.every("b") + page.top.every("u") + page.top.every("s"), page.path
        for script in page.top.every("script"):
            if "src" in script.attributes:
                assert script.attributes["src"].startswith("/static/"), page.path
                assert not script.text, page.path
            else:
                assert script.attributes == {"type": "application/ld+json"}, page.path
                assert json.loads(script.text)
        assert [image.attributes["src"] for image in page.top.every("img")] == ["/static/mark.svg"], page.path
        assert len(page.top.every("h1")) == 1, page.path
        names = {name for one in page.top.inside() for name in one.attributes}
        assert not {name for name in names if name.startswith("on")}, page.path


def test_no_address_leads_to_a_script_or_pretends_to_be_another(pages: list[Page]) -> None:
    for page in pages:
        for one in page.top.inside():
            address = urlsplit(
                one.attributes.get("href", one.attributes.get("src", one.attributes.get("action", "")))
            )
            if address.scheme or address.netloc:
                is_own = one.tag == "link" and address.netloc == "localhost:8000"
                assert is_own or (address.scheme == "https" and "@" not in address.netloc), (
                    page.path,
                    address,
                )


def test_words_are_shown_as_they_are_written(site: Site) -> None:
    page = open_page(site, REFERENCE)
    shown = page.top.one("main").text
    assert page.top.one("h1").text == '"><img src=x onerror=alert(1)>'
    for words in (
        "{{ 7*7 }} {% raw %} {name} %(name)s &lt; &#60;b&#62;",
        "2025-99-99",
        "javascript:alert(2)",
    ):
        assert words.lower() in shown.lower()


def test_a_marked_sentence_keeps_its_own_signs(site: Site) -> None:
    page = open_page(site, "/ja/doc/agreement/hostile/version/1/initiative/1")
    assert page.top.one("div", class_="roles").one("blockquote").text.strip() == "<mark>架空</mark>の文。"
    assert [mark.text for mark in page.top.every("mark")] == ["架空"]


@pytest.mark.parametrize("page", ["initiative/1", "initiative/1/role/000000"])
def test_a_kind_that_a_person_decided_says_who_when_and_why(site: Site, page: str) -> None:
    for lang, words in (("ja", "人が判断しました"), ("en", "a person did")):
        shown = open_page(site, f"/{lang}/doc/agreement/hostile/version/1/{page}").top.one(
            "p", class_="judged"
        )
        for part in (words, "<b>架空の課</b>", "<s>", "<u>架空の理由</u>"):
            assert part in shown.text


def test_a_source_s_text_is_text(site: Site) -> None:
    lines = open_page(site, "/ja/doc/source/hostile").top.one("ol", class_="text").every("li")
    assert [line.text for line in lines] == TEXT.split("\n")
    reply = site.ask("/doc/source/hostile.txt")
    assert (reply.media_type, reply.text) == ("text/plain", TEXT)
    assert reply.headers["X-Content-Type-Options"] == "nosniff"

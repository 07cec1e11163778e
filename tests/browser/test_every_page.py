"""Every kind of page, in both languages, as it stands in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.accessibility import axe
from tests.browser.chromium import HEIGHT, NARROW, WIDE, Reader
from tests.web.site import Site

# The narrowest window that content must fit without scrolling sideways: WCAG 2.2, 1.4.10.
REFLOW = 320
JAPANESE = re.compile("[ぁ-んァ-ヶ一-龠]")
# Three words in a row are a sentence, or part of one; fewer may be a name.
ENGLISH = re.compile(r"[A-Za-z][a-z]+(?: [a-z]+){2}")
# Elements and a language (BCP 47 “zxx”) of what is code or a name in no language.
UNSPOKEN = "code, pre, textarea, script, style, [lang=zxx], [translate=no]"

# What a reader sees or is told, with the language that it is declared to be in.
SPOKEN = """(unspoken) => {
  const language = (element) => element.closest("[lang]").lang;
  const spoken = (element) => !element.closest(unspoken);
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement;
    if (spoken(element)) found.push([language(element), walk.currentNode.data]);
  }
  for (const name of ["aria-label", "title", "alt", "placeholder"])
    for (const element of document.body.querySelectorAll(`[${name}]`))
      if (spoken(element)) found.push([language(element), element.getAttribute(name)]);
  return found;
}"""


@dataclass(frozen=True)
class Visit:
    """What a page was like: its language, title and width, its texts, and what axe says of it."""

    language: str
    title: str
    width: int
    spoken: list[tuple[str, str]]
    violations: list[str]


@pytest.fixture(scope="module")
def visitor(browser: Browser, seed_site: Site) -> Iterator[Reader]:
    """Somebody who goes to every page."""
    reader = Reader(browser, seed_site.address)
    yield reader
    reader.close()


@pytest.fixture(scope="module")
def visits(visitor: Reader, paths: list[str]) -> dict[str, Visit]:
    """Each page, visited once: wide and light, narrow and dark, and as narrow as can be."""
    page = visitor.window()
    return {path: visit(visitor.go(page, path)) for path in paths}


def visit(page: Page) -> Visit:
    resize(page, WIDE)
    page.emulate_media(color_scheme="light")
    wide = axe(page)
    resize(page, NARROW)
    page.emulate_media(color_scheme="dark")
    narrow = axe(page)
    resize(page, REFLOW)
    return Visit(
        page.evaluate("document.documentElement.lang"),
        page.title(),
        page.evaluate("document.documentElement.scrollWidth"),
        page.evaluate(SPOKEN, UNSPOKEN),
        wide + narrow,
    )


def resize(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": HEIGHT})


def test_there_is_a_page_of_every_kind(paths: list[str], language: str) -> None:
    assert len(paths) > 20
    for one in ("", "sparql", "def", "shapes", "doc/agreement/okayama-soja", "doc/source/okayama-soja-2025"):
        assert f"/{language}/{one}" in paths


def test_no_page_violates_wcag_wide_or_narrow_light_or_dark(visits: dict[str, Visit]) -> None:
    assert {path: one.violations for path, one in visits.items() if one.violations} == {}


def test_no_page_scrolls_sideways_in_the_narrowest_window(visits: dict[str, Visit]) -> None:
    assert {path: one.width for path, one in visits.items() if one.width > REFLOW} == {}


def test_each_page_says_its_language_and_has_a_title(visits: dict[str, Visit], language: str) -> None:
    assert {one.language for one in visits.values()} == {language}
    (site,) = {re.split(" – |｜", one.title)[-1] for one in visits.values()}
    assert bool(JAPANESE.search(site)) == (language == "ja")
    assert len({one.title for one in visits.values()}) > len(visits) / 2


def test_no_words_of_one_language_stand_undeclared_among_those_of_the_other(visits: dict[str, Visit]) -> None:
    strange = {
        path: words.strip()
        for path, one in visits.items()
        for language, words in one.spoken
        if (language == "en" and JAPANESE.search(words))
        or (language == "ja" and ENGLISH.search(words) and not JAPANESE.search(words))
    }
    assert strange == {}


def test_nothing_goes_wrong_unseen_on_any_page(visits: dict[str, Visit], visitor: Reader) -> None:
    assert visits
    assert visitor.watch.complaints == []


def test_a_page_that_is_not_there_is_readable_too(reader: Reader, language: str) -> None:
    page = reader.open(f"/{language}/doc/agreement/none", width=REFLOW)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == REFLOW
    reader.watch.expect("404")

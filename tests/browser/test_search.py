"""Searching in a real browser: by keyboard, without scripts, in narrow windows."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from tests.browser.accessibility import axe
from tests.browser.chromium import HEIGHT, NARROW, WIDE, Reader

REFLOW = 320
FOUND = "災害"
ASKED = [
    f"?q={quote(FOUND)}",
    f"?q={quote('附則')}",
    "?q=soja&page=2",
    "?q=soja&municipality=331007&kind=Lead",
    f"?q={quote('存在しない語')}&kind=Lead",
    f"?q={quote('岡' * 200)}",
    "?q=W3C-longwordwithoutanyplacetobreakitlongwordwithoutanyplacetobreakitlongwordwithoutany",
    "?type=term&status=",
]


@pytest.mark.parametrize("scripts", [True, False])
def test_a_word_typed_on_the_first_page_is_found_and_followed(
    reader: Reader, language: str, scripts: bool
) -> None:
    page = reader.open(f"/{language}/", scripts=scripts)
    page.get_by_role("searchbox").fill(FOUND)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{language}/search?q=*")
    assert page.get_by_role("searchbox").input_value() == FOUND
    assert page.locator("mark").first.inner_text() == FOUND
    page.get_by_role("main").get_by_role("heading", level=3).get_by_role("link").first.click()
    page.wait_for_url(f"**/{language}/doc/agreement/okayama-soja/version/2025-draft/initiative/8")


def test_narrowing_and_letting_go_are_links(reader: Reader) -> None:
    page = reader.open("/ja/search?q=soja", scripts=False)
    facets = page.locator("#narrow")
    facets.get_by_role("link", name="主導").click()
    page.wait_for_url("**/ja/search?q=soja&kind=Lead")
    assert page.locator(".hit").count() == 5
    page.locator(".chosen a").click()
    page.wait_for_url("**/ja/search?q=soja")


@pytest.mark.parametrize("asked", ASKED)
def test_results_are_accessible_and_fit_any_window(reader: Reader, language: str, asked: str) -> None:
    page = reader.open(f"/{language}/search{asked}")
    for width, scheme in ((WIDE, "light"), (NARROW, "dark")):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        assert axe(page) == []
    page.set_viewport_size({"width": REFLOW, "height": HEIGHT})
    assert page.evaluate("document.documentElement.scrollWidth") <= REFLOW

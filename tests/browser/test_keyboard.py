"""Whoever has only a keyboard reaches everything, and sees where they are."""

from __future__ import annotations

from tests.browser.chromium import Reader

# Notes each element that comes into focus, and whether its outline is drawn inside the window.
LISTEN = """() => {
  window.visited = new Map();
  document.addEventListener("focusin", ({target}) => {
    const style = getComputedStyle(target), box = target.getBoundingClientRect();
    const drawn = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    const within = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    window.visited.set(target, drawn && within);
  });
}"""
OPERABLE = "a[href], button, input, select, textarea, summary, [tabindex='0']"
COUNT = "(operable) => document.querySelectorAll(operable).length"
MISSED = """(operable) => {
  const there = [...document.querySelectorAll(operable)].filter(
    (one) => !one.disabled && one.checkVisibility({visibilityProperty: true}));
  const name = (one) => one.outerHTML.slice(0, 120);
  return [
    ...there.filter((one) => !window.visited.has(one)).map((one) => `not reached: ${name(one)}`),
    ...[...window.visited].filter(([, seen]) => !seen).map(([one]) => `not seen: ${name(one)}`),
  ];
}"""


def test_tab_reaches_everything_and_shows_where_it_is(reader: Reader, paths: list[str]) -> None:
    page, missed = reader.window(), {}
    for path in paths:
        reader.go(page, path)
        page.evaluate(LISTEN)
        for _ in range(page.evaluate(COUNT, OPERABLE)):
            page.keyboard.press("Tab")
        if found := page.evaluate(MISSED, OPERABLE):
            missed[path] = found
    assert missed == {}


def test_the_first_tab_offers_to_skip_to_the_content(reader: Reader, language: str) -> None:
    page = reader.open(f"/{language}/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"

"""Accessibility as axe-core sees it: installed by `make test` with npm, run inside the page."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.chromium import missing

AXE = Path(__file__).parents[1] / "clients/node_modules/axe-core/axe.min.js"
# WCAG 2.0 to 2.2, levels A and AA, and what axe advises besides.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async (tags) => {
  const found = await axe.run(document, {
    runOnly: {type: "tag", values: tags}, resultTypes: ["violations"], elementRef: false,
  });
  return found.violations.flatMap(
    (rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary}`));
}"""


def axe(page: Page) -> list[str]:
    """Give the rules of WCAG that a page violates, each with the element and what to mend."""
    if not page.evaluate("'axe' in window"):
        # A debugger's own source is not subject to the page's policy, which stays as it is.
        page.evaluate(source())
    violations: list[str] = page.evaluate(RUN, TAGS)
    return violations


@cache
def source() -> str:
    """Give the program."""
    if not AXE.exists():
        missing("needs axe-core, which “make test” installs with npm")
    return AXE.read_text(encoding="utf-8")

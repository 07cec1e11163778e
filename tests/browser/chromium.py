"""A real Chromium, and the pages that readers open in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.watching import Watch

PROGRAM = shutil.which("chromium")
# Nothing but this machine is reached, whatever a page asks for.
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
WIDE, NARROW = 1280, 360
HEIGHT = 800

Scheme = Literal["light", "dark"]


def missing(message: str) -> None:
    """Skip the test; in continuous integration, where nothing may be missing, fail it."""
    pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run the browser until the block ends."""
    if PROGRAM is None:
        missing("needs chromium (Debian: chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=ARGUMENTS)
        yield browser
        browser.close()


class Reader:
    """Somebody who opens pages of a site, in windows of their own, and notes what goes wrong in them."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.address = address
        self.watch = Watch(address)
        self._browser = browser
        self._contexts: list[BrowserContext] = []

    def open(
        self,
        path: str,
        *,
        width: int = WIDE,
        language: str = "ja",
        scheme: Scheme = "light",
        scripts: bool = True,
    ) -> Page:
        """Open a page in a new window."""
        return self.go(self.window(width=width, language=language, scheme=scheme, scripts=scripts), path)

    def go(self, page: Page, path: str) -> Page:
        """Open a page of the site in a window that is open."""
        page.goto(urljoin(self.address, path))
        return page

    def window(
        self, *, width: int = WIDE, language: str = "ja", scheme: Scheme = "light", scripts: bool = True
    ) -> Page:
        """Open an empty window, with nothing stored from before."""
        context = self._browser.new_context(
            viewport={"width": width, "height": HEIGHT},
            locale=language,
            color_scheme=scheme,
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        self._contexts.append(context)
        self.watch.over(context)
        return context.new_page()

    def close(self) -> None:
        """Close all windows."""
        for context in self._contexts:
            context.close()

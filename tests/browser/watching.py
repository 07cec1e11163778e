"""What goes wrong in a page without its reader seeing it."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebError

# Addresses that name no other host: a page's own data, and an empty window.
LOCAL = {"data", "blob", "about"}


@dataclass
class Watch:
    """Notes requests to other hosts, errors in the console (such as of the CSP), and uncaught errors."""

    address: str
    complaints: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        """Watch over all pages of a window."""
        context.on("request", self._asked)
        context.on("console", self._told)
        context.on("weberror", self._thrown)

    def expect(self, words: str) -> None:
        """Strike out the complaints with these words; there must be some."""
        expected = [complaint for complaint in self.complaints if words in complaint]
        assert expected, f"nothing complained of {words!r}: {self.complaints}"
        self.complaints = [complaint for complaint in self.complaints if words not in complaint]

    def _asked(self, request: Request) -> None:
        url = urlsplit(request.url)
        if url.scheme not in LOCAL and url.netloc != urlsplit(self.address).netloc:
            self.complaints.append(f"another host: {request.url}")

    def _told(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(f"console: {message.text} ({message.location['url']})")

    def _thrown(self, error: WebError) -> None:
        self.complaints.append(f"uncaught: {error.error}")

"""The reader of the tests notices what goes wrong unseen."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser

from tests.browser.accessibility import axe
from tests.browser.chromium import Reader

BAD = """<!doctype html><title>Bad</title>
<script src="bad.js"></script><script>document.title = "Worse"</script>
<img src="https://elsewhere.example/pixel.gif">"""
SCRIPT = "console.error('told'); throw new Error('thrown')"


class Bad(BaseHTTPRequestHandler):
    """A page with one of every fault, served with the policy that our pages are served with."""

    def do_GET(self) -> None:
        is_script = self.path == "/bad.js"
        self.send_response(200 if is_script or self.path == "/" else 204)
        self.send_header("Content-Type", "text/javascript" if is_script else "text/html")
        self.send_header("Content-Security-Policy", "default-src 'self'; img-src *")
        self.end_headers()
        self.wfile.write((SCRIPT if is_script else BAD).encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Bad) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_every_fault_is_noticed(browser: Browser, address: str) -> None:
    reader = Reader(browser, address)
    page = reader.open("/")
    page.wait_for_load_state("networkidle")
    violated = {line.split(":")[0] for line in axe(page)}
    assert {"image-alt", "html-has-lang"} <= violated
    assert page.title() == "Bad"
    for words in ("https://elsewhere.example/pixel.gif", "Content Security Policy", "told", "thrown"):
        assert any(words in complaint for complaint in reader.watch.complaints), words
    reader.close()

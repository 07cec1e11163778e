"""A site between a portal and the real one, which spoils some answers: the case says which, and how."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.web.site import Site


@dataclass
class Answered:
    """An answer of the real site that may be spoilt; the catalogue comes as N-Triples."""

    status: int
    media_type: str
    body: bytes

    def without_lines(self, words: str) -> None:
        """Leave out the statements that hold these words."""
        lines = self.body.decode().splitlines(keepends=True)
        self.body = "".join(line for line in lines if words not in line).encode()

    def replace(self, old: str, new: str) -> None:
        """Write other words."""
        assert old.encode() in self.body
        self.body = self.body.replace(old.encode(), new.encode())


Spoil = Callable[[str, str, Answered], None]
"""Takes method, path and answer, and may change the answer."""


@contextmanager
def tampered(site: Site, spoil: Spoil) -> Iterator[str]:
    """Run the site between, and give its address."""

    class Between(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = "/catalog.nt" if self.path == "/catalog" else self.path
            reply = site.ask(path, headers={"Accept": "*/*"})
            answered = Answered(reply.status, reply.media_type, reply.body)
            spoil(self.command, self.path, answered)
            self.send_response(answered.status)
            self.send_header("Content-Type", answered.media_type)
            self.send_header("Content-Length", str(len(answered.body)))
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(answered.body)

        do_HEAD = do_GET  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Between)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

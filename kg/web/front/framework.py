"""Call Flask as WSGI (PEP 3333) with a request that has been read, and take its answer whole."""

from __future__ import annotations

import io
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.http import parse_content_range_header
from werkzeug.test import run_wsgi_app

from kg.web.messages import Part, Request, Response

SENDFILE = "x-sendfile"
"""The header by which an application leaves the sending of a file to the server."""


def call(application: Flask, request: Request, found: Mapping[str, object]) -> Response:
    """Answer the request; `found` stands in its environment, each name after `kg.`."""
    environ = environment(request) | {f"kg.{name}": value for name, value in found.items()}
    pieces, status, headers = run_wsgi_app(application, environ, buffered=True)
    named = {name.lower(): value for name, value in headers.items()}
    file = named.pop(SENDFILE, None)
    lines = [(name.lower(), value) for name, value in headers.items() if name.lower() != SENDFILE]
    code = int(status[:3])
    if file and code in (200, 206):
        return Response(code, lines, _part(file, named.get("content-range")))
    return Response(code, lines, b"".join(pieces))


def environment(request: Request) -> dict[str, Any]:
    """Describe a request as WSGI does."""
    host, _, port = request.header("host").partition(":")
    environ = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": request.path.encode().decode("latin-1"),
        "QUERY_STRING": request.query.encode().decode("latin-1"),
        "REMOTE_ADDR": request.client,
        "SERVER_NAME": host,
        "SERVER_PORT": port or "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_TYPE": request.header("content-type"),
        "CONTENT_LENGTH": str(len(request.body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(request.body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    sent = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in request.headers.items()}
    return environ | {name: value for name, value in sent.items() if name not in DESCRIBED}


DESCRIBED = {"HTTP_CONTENT_TYPE", "HTTP_CONTENT_LENGTH", "HTTP_TRANSFER_ENCODING", "HTTP_PROXY"}
"""Headers that have a place of their own, and one that no client may set (CVE-2016-5385)."""


def _part(file: str, content_range: str | None) -> Part:
    part = parse_content_range_header(content_range) if content_range else None
    return Part(Path(file), part.start, part.stop) if part else Part(Path(file))

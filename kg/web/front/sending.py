"""Send an answer; files are sent by the server itself, as fast as the client reads."""

from __future__ import annotations

from granian.rsgi import HTTPProtocol

from kg.web.messages import Headers, Part, Response


def send(protocol: HTTPProtocol, response: Response, more: Headers, method: str) -> None:
    """Send the response with `more` headers; to HEAD without its body."""
    headers = [*response.headers, *more]
    body = response.body
    if method == "HEAD" or response.status in (204, 304):
        protocol.response_empty(response.status, headers)
    elif not isinstance(body, Part):
        protocol.response_bytes(response.status, headers, body)
    elif body.start is None or body.end is None:
        protocol.response_file(response.status, headers, str(body.path))
    else:
        protocol.response_file_range(response.status, headers, str(body.path), body.start, body.end)

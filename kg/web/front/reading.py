"""Read a request as a whole before anything is done for it: within a time, up to a size, or not at all."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from granian.rsgi import HTTPProtocol, Scope
from werkzeug.exceptions import BadRequest, HTTPException, RequestEntityTooLarge, RequestTimeout

from kg.web.messages import Request

LIMIT = 1 << 20
"""Bytes of a body: a query of the greatest length, percent-encoded."""
UNREAD = 8 << 20
"""Bytes of a body that is too long that are still received: closing before would lose the answer."""
PATIENCE = 10.0
"""Seconds that a body may take."""

BODILESS = {"GET", "HEAD", "OPTIONS"}


class UnreadableError(Exception):
    """A request without the body that it announced, and why."""

    def __init__(self, request: Request, reason: HTTPException) -> None:
        super().__init__(reason)
        self.request = request
        self.reason = reason


async def read_request(scope: Scope, protocol: HTTPProtocol) -> Request:
    """Read the request; UnreadableError when its body does not come in time, is too long, or breaks off."""
    headers = _joined(scope.headers.items())
    if scope.authority:  # HTTP/2, or a target in absolute form (RFC 9112 §3.2.2)
        headers["host"] = scope.authority
    path = "/" + scope.path.lstrip("/")  # as Flask reads it: else //sparql would pass by the endpoint
    request = Request(scope.method, path, scope.query_string, headers, client=_address(scope.client))
    if not headers.keys() & {"content-length", "transfer-encoding"}:
        return request
    try:
        async with asyncio.timeout(PATIENCE):
            body = await _read_body(protocol)
    except TimeoutError:
        raise UnreadableError(request, RequestTimeout()) from None
    if len(body) > LIMIT:
        raise UnreadableError(request, RequestEntityTooLarge())
    if headers.get("content-length", str(len(body))) != str(len(body)):
        raise UnreadableError(request, BadRequest())
    return Request(request.method, request.path, request.query, headers, body, request.client)


async def _read_body(protocol: HTTPProtocol) -> bytes:
    """Read the body; of one that is too long, only enough to tell."""
    body, size = bytearray(), 0
    async for piece in protocol:
        size += len(piece)
        if len(body) <= LIMIT:
            body += piece
        if size > UNREAD:
            break
    return bytes(body)


def _joined(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Give the headers by name; lines of one name are one list (RFC 9110 §5.3)."""
    joined: dict[str, str] = {}
    for name, value in headers:
        joined[name] = f"{joined[name]}, {value}" if name in joined else value
    return joined


def _address(client: str) -> str:
    """Give the address without the port."""
    return client.rpartition(":")[0].strip("[]")

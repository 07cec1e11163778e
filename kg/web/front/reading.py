"""Read a request as a whole before anything is done for it: within a time, up to a size, or not at all."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable

from granian.rsgi import HTTPProtocol, Scope
from werkzeug.exceptions import BadRequest, HTTPException, RequestEntityTooLarge, RequestTimeout

from kg.errors import QueryError
from kg.store.asking import busy
from kg.web.messages import Request

LIMIT = 1 << 20
"""Bytes of a body: a query of the greatest length, percent-encoded."""
UNREAD = 8 << 20
"""Bytes of a body that is too long that are still received: closing before would lose the answer."""
PATIENCE = 10.0
"""Seconds that a body may take."""

TOGETHER = 64 << 20
"""Bytes of all bodies that a process holds: of requests that are received or answered."""
SMALL = 1 << 12
"""Bytes of a body that is read also when others have taken all that: most queries are shorter."""
LONGEST = 1024
"""Characters of a header that is weighed or taken apart: of a longer one that costs more than to send it."""
WEIGHED = ("accept-language", "accept-encoding", "content-type")

# RFC 3986 §3.2.2, as far as names of hosts go (RFC 1035 §2.3.4), and underscores, which local names have.
HOST = re.compile(
    r"(?:[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63})*\.?|\[[0-9A-Fa-f:.]{2,45}\])?(?::[0-9]{0,5})?"
)


class UnreadableError(Exception):
    """A request without the body that it announced, and why."""

    def __init__(self, request: Request, reason: HTTPException | QueryError) -> None:
        super().__init__(reason)
        self.request = request
        self.reason = reason


class Reader:
    """Reads bodies; `held` are the bytes of all that have been received and not let go."""

    def __init__(self) -> None:
        self.held = 0

    async def read(self, request: Request, protocol: HTTPProtocol) -> Request:
        """Add the body, which is held until it is let go.

        UnreadableError when it does not come in time, is too long, or breaks off, and when the host cannot be
        one (RFC 9112 §3.2); then nothing is held.
        """
        if not HOST.fullmatch(request.header("host")):
            raise UnreadableError(request._replace(headers={**request.headers, "host": ""}), BadRequest())
        if "content-length" not in request.headers and "transfer-encoding" not in request.headers:
            return request
        try:
            async with asyncio.timeout(PATIENCE):
                body = await self._body(protocol)
        except TimeoutError:
            raise UnreadableError(request, RequestTimeout()) from None
        except QueryError as error:
            raise UnreadableError(request, error) from None
        announced = request.headers.get("content-length", str(len(body)))
        if len(body) > LIMIT or announced != str(len(body)):
            self.held -= len(body)
            raise UnreadableError(request, RequestEntityTooLarge() if len(body) > LIMIT else BadRequest())
        return request._replace(body=body)

    def let_go(self, request: Request) -> None:
        """Hold the body of this request no longer."""
        self.held -= len(request.body)

    async def _body(self, protocol: HTTPProtocol) -> bytes:
        """Read the body; of one that is too long, only enough to tell. QueryError when there are too many."""
        body, size = bytearray(), 0
        try:
            async for piece in protocol:
                size += len(piece)
                if len(body) <= LIMIT:
                    body += piece
                    self.held += len(piece)
                if size > UNREAD:
                    break
                if self.held > TOGETHER and size > SMALL:
                    raise busy()
            return bytes(body)
        except BaseException:
            self.held -= len(body)
            raise


def read_head(scope: Scope) -> Request:
    """Give the request as far as its head says it."""
    headers = _joined(scope.headers.items())
    if scope.authority:  # a target in absolute form (RFC 9112 §3.2.2)
        headers["host"] = scope.authority
    headers |= {name: headers[name][:LONGEST] for name in WEIGHED if name in headers}
    path = "/" + scope.path.lstrip("/")  # as Flask reads it: else //sparql would pass by the endpoint
    return Request(scope.method, path, scope.query_string, headers, client=_address(scope.client))


def _joined(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Give the headers by name; lines of one name are one list (RFC 9110 §5.3)."""
    joined: dict[str, str] = {}
    for name, value in headers:
        joined[name] = f"{joined[name]}, {value}" if name in joined else value
    return joined


def _address(client: str) -> str:
    """Give the address without the port."""
    return client.rpartition(":")[0].strip("[]")

"""Pages that are kept: what a page shows is decided by the release and the address, so it is made once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from hashlib import sha256
from http import HTTPStatus
from typing import ParamSpec
from zlib import compress, decompress

import orjson
from flask import Response, current_app, request

from kg.store import Answer, Cache
from kg.web.i18n import language
from kg.web.negotiation import HTML
from kg.web.pages.answer import validated
from kg.web.pages.context import current_store

CACHE = "pages"
"""Where the application has its `Pages`; None keeps no page."""

FAST = 1
"""The level of compression: higher ones take longer and save little more."""

P = ParamSpec("P")


@dataclass(frozen=True)
class Pages:
    """Where pages are kept: those that were asked for apart, for what is asked is a stranger's choice.

    However many addresses with parameters that mean nothing are asked for, what was made ahead stays.
    """

    asked: Cache
    ahead: Cache

    def get(self, key: bytes) -> Answer | None:
        """Give the page that is kept under the key."""
        return self.ahead.get(key) or self.asked.get(key)

    def bytes_kept(self) -> int:
        """Count the bytes that are in use."""
        return self.asked.bytes_kept() + self.ahead.bytes_kept()


def kept(view: Callable[P, Response]) -> Callable[P, Response]:
    """Answer with the page that was made before for this release, address and language, if there is one."""

    @wraps(view)
    def answer(*arguments: P.args, **named: P.kwargs) -> Response:
        pages: Pages | None = current_app.extensions[CACHE]
        if pages is None:
            return view(*arguments, **named)
        key = _key()
        found = pages.get(key)
        if found:
            return _page(found)
        response = view(*arguments, **named)
        if response.status_code == HTTPStatus.OK:
            pages.asked.put(key, _answer(response))
        return response

    return answer


def _key() -> bytes:
    """Give the key of a page: all that decides what it shows."""
    asked = [request.path, request.query_string.decode("latin-1")]
    return sha256(orjson.dumps([current_store().manifest.release, language(), *asked])).digest()


def _answer(response: Response) -> Answer:
    """Pack a page: a tenth of its size, so that the cache holds ten times as many."""
    body = compress(response.get_data(), FAST)
    return Answer("page", response.mimetype or HTML, body, sha256(body).hexdigest())


def _page(found: Answer) -> Response:
    response = Response(decompress(found.body), mimetype=found.media_type)
    response.headers["Server-Timing"] = "page;desc=kept"
    response.content_language.add(language())
    return validated(response)

"""Pages that are kept: what a page shows is decided by the release and the address, so it is made once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from http import HTTPStatus
from typing import ParamSpec
from zlib import compress, decompress

from flask import Response, current_app, request

from kg.store import Answer, Cache
from kg.web.i18n import language
from kg.web.negotiation import HTML
from kg.web.pages.answer import validated
from kg.web.pages.context import current_store

CACHE = "pages"
"""Where the application has the cache; None keeps no page."""

FAST = 1
"""The level of compression: higher ones take longer and save little more."""

P = ParamSpec("P")


def kept(view: Callable[P, Response]) -> Callable[P, Response]:
    """Answer with the page that was made before for this release, address and language, if there is one."""

    @wraps(view)
    def answer(*arguments: P.args, **named: P.kwargs) -> Response:
        cache: Cache | None = current_app.extensions[CACHE]
        if cache is None:
            return view(*arguments, **named)
        key = _key()
        found = cache.get(key)
        if found:
            return _page(found)
        response = view(*arguments, **named)
        if response.status_code == HTTPStatus.OK:
            cache.put(key, _answer(response))
        return response

    return answer


def _key() -> bytes:
    """Give the key of a page: all that decides what it shows."""
    asked = (current_store().manifest.release, language(), request.full_path)
    return sha256("\n".join(("page", *asked)).encode()).digest()


def _answer(response: Response) -> Answer:
    """Pack a page: a tenth of its size, so that the cache holds ten times as many."""
    body = compress(response.get_data(), FAST)
    return Answer("page", response.mimetype or HTML, body, sha256(body).hexdigest())


def _page(found: Answer) -> Response:
    response = Response(decompress(found.body), mimetype=found.media_type)
    response.headers["Server-Timing"] = "page;desc=kept"
    response.content_language.add(language())
    return validated(response)

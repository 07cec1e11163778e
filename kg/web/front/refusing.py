"""A refusal for who asks too much: made without Flask, whose threads are what there is too little of."""

from __future__ import annotations

import json

import flask
from markupsafe import Markup

from kg.errors import QueryError
from kg.web.errors import RETRY_AFTER, problem
from kg.web.front.framework import environment
from kg.web.headers import ALWAYS, PAGE_POLICY
from kg.web.i18n import language_of
from kg.web.messages import Request, Response
from kg.web.negotiation import HTML, PROBLEM, prefers_html

PAGE = Markup(
    '<!doctype html>\n<html lang="{language}">\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width">\n<title>{title}</title>\n'
    "<h1>{title}</h1>\n<p>{detail}</p>\n</html>\n"
)


def refused(request: Request, error: QueryError) -> Response:
    """Answer with what is wrong, in the reader's language; busy servers may be asked again after a while."""
    language = language_of(flask.Request(environment(request)))
    described = problem(error.status, error.message, language)
    if prefers_html(request.header("accept")):
        media_type = f"{HTML}; charset=utf-8"
        text = str(PAGE.format(language=language, **described))
    else:
        media_type = PROBLEM
        text = json.dumps(described, ensure_ascii=False) + "\n"
    headers = {
        **ALWAYS,
        "Content-Type": media_type,
        "Content-Language": language,
        "Content-Security-Policy": PAGE_POLICY,
        "Cache-Control": "no-store",
        "Retry-After": RETRY_AFTER,
        "Vary": "Accept, Accept-Language",
    }
    return Response(error.status, [(name.lower(), value) for name, value in headers.items()], text.encode())

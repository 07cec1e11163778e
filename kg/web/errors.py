"""Errors on the web: problem details (RFC 9457) for machines, a page for people, in the reader's language."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException

from kg.errors import Message, QueryError
from kg.language import translate
from kg.web.i18n import language
from kg.web.negotiation import PROBLEM, prefers_html

REFUSAL = "kg.refusal"
"""Where the reason of a request that cannot be read is in its WSGI environment."""

RETRY_AFTER = "5"
"""Seconds after which a busy server may be asked again."""

TITLES = {
    400: "The request cannot be understood",
    403: "Refused",
    404: "There is nothing here",
    405: "This is not done here",
    406: "Not offered in this form",
    408: "Too slow",
    410: "This is no longer here",
    412: "It is not what it was",
    413: "Too large",
    415: "Not accepted in this form",
    416: "There is no such part",
    429: "Too many queries",
    500: "The server made a mistake",
    502: "The remote store did not answer as it should",
    503: "No answer at the moment",
}

DETAILS = {
    400: "The request is not valid HTTP or lacks what it needs.",
    404: "No page, file or thing has this address.",
    405: "This address does not accept the method {method}.",
    406: "This address has no form that the Accept header allows.",
    408: "The request did not arrive as a whole in time.",
    412: "The file is not the one that the request names.",
    413: "The request is larger than this server reads.",
    415: "This address does not read the media type {content_type}.",
    416: "The file ends before the part that was asked for.",
    429: "This client has asked more queries than it may. Wait as long as Retry-After says.",
    500: "The mistake has been recorded. It is not your request's fault.",
}


def register(app: Flask) -> None:
    """Answer every error in one way."""
    app.register_error_handler(QueryError, answer_query_error)
    app.register_error_handler(HTTPException, answer_http_exception)
    app.before_request(refuse)
    app.after_request(stay_here)


def refuse() -> None:
    """Refuse a request that could not be read as a whole."""
    if REFUSAL in request.environ:
        raise request.environ[REFUSAL]


def refusal(status: int, template: str, **values: object) -> QueryError:
    """Give the error for a request that is refused with this status, for the reason in the template."""
    return QueryError(Message(template, values), status)


def answer_query_error(error: QueryError) -> Response:
    """Answer a query that got no answer."""
    return _answer(error.status, error.message)


def answer_http_exception(error: HTTPException) -> Response:
    """Answer what the framework raises; its own headers, such as Allow, are kept."""
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    values = {"method": request.method, "content_type": request.mimetype or "?"}
    response = _answer(status, Message(DETAILS.get(status, HTTPStatus(status).description), values))
    for name, value in error.get_headers(request.environ):
        if name != "Content-Type":
            response.headers[name] = value
    return response


def stay_here(response: Response) -> Response:
    """Make the framework's own redirects lead to a path, not to the Host that the request names.

    Flask answers a path that lacks its last slash, or has one too many, before any error handler sees it.
    """
    location = response.location or "/"
    if not location.startswith("/"):
        asked = urlsplit(location)
        response.location = urlunsplit(("", "", "/" + asked.path.lstrip("/"), asked.query, ""))
        response.set_data(b"")
        response.cache_control.no_store = True
        response.vary.update(["Accept", "Accept-Language"])
    return response


def problem(status: int, detail: Message, language: str) -> dict[str, Any]:
    """Describe the problem as RFC 9457 §3.1 does; lists of what is offered come as a member of their own."""
    title = TITLES.get(status, HTTPStatus(status).phrase)
    described = {
        "type": "about:blank",
        "title": translate(title, language),
        "status": status,
        "detail": translate(detail, language),
    }
    offered = detail.values.get("offered")
    return described | ({"offered": offered.split(", ")} if offered else {})


def _answer(status: int, detail: Message) -> Response:
    described = problem(status, detail, language())
    if prefers_html(request.headers.get("Accept", "")):
        response = Response(render_template("error.html", **described))
    else:
        response = Response(json.dumps(described, ensure_ascii=False) + "\n", mimetype=PROBLEM)
    response.vary.update(["Accept", "Accept-Language"])
    response.content_language.add(language())
    return marked(response, status)


def marked(response: Response, status: int) -> Response:
    """Give an answer the status of an error: nobody may keep it, and a busy server says when to ask again."""
    response.status_code = status
    response.cache_control.no_store = True
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = RETRY_AFTER
    return response

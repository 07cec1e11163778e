"""/api/questions: every question at a stable address, answered as JSON, CSV, Turtle; /api/openapi.json.

A form is chosen by suffix, by `format=`, or by Accept. Whatever else is in the address is a parameter of
the question.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, abort, request

from kg.language import LANGUAGES
from kg.web.errors import refusal
from kg.web.i18n import language
from kg.web.negotiation import HTML, best_match
from kg.web.pages.answer import lead
from kg.web.pages.context import current, current_store
from kg.web.questions.asking import Asked, ask
from kg.web.questions.declaration import Question, read_questions
from kg.web.questions.forms import FORMS, JSON, offers, written
from kg.web.questions.openapi import describe
from kg.web.questions.records import PATH, list_record
from kg.web.validators import validated

OPENAPI = "/api/openapi.json"
SUFFIX_OF = {media_type: suffix for suffix, media_type in FORMS.items()}
CHOOSING = ("format", "lang")
"""What in an address chooses how to answer, not what."""

blueprint = Blueprint("questions", __name__)


@blueprint.get(f"/{PATH}")
def questions() -> Response:
    """List the questions, for people on a page."""
    media_type = best_match(request.headers.get("Accept", ""), [JSON, HTML]) or abort(
        HTTPStatus.NOT_ACCEPTABLE
    )
    if media_type == HTML:
        return lead(f"/{language()}/questions")
    response = questions_as_json()
    response.headers["Content-Location"] = f"/{PATH}.json"
    response.vary.add("Accept")
    return response


@blueprint.get(f"/{PATH}.json")
def questions_as_json() -> Response:
    """List the questions, whoever asks."""
    context = current()
    return _json(list_record(context, read_questions(context.store.release)))


@blueprint.get(f"/{PATH}/<name>")
def answer(name: str) -> Response:
    """Answer a question in the form that is asked for."""
    name, dot, suffix = name.partition(".")
    question, context = known(name), current()
    media_type = _form(suffix) if dot else _asked_form(question)
    given = [(key, value) for key, value in request.args.items(multi=True) if key not in CHOOSING]
    asked = ask(context.store, question, given)
    if media_type == HTML:
        return lead(f"/{language()}/questions/{name}" + (f"?{asked.arguments}" if asked.arguments else ""))
    if media_type not in (*offers(question.is_graph), FORMS["csv-excel"]):
        abort(HTTPStatus.NOT_ACCEPTABLE)
    response = Response(written(context, asked, media_type), mimetype=media_type.partition(";")[0])
    return _signed(response, asked, SUFFIX_OF[media_type], negotiated=not dot)


@blueprint.get(OPENAPI)
def openapi() -> Response:
    """Describe the API (OpenAPI 3.1)."""
    return _json(describe(current()))


def known(name: str) -> Question:
    """Give the question of this name; 404 when there is none."""
    questions = read_questions(current_store().release)
    if name not in questions:
        raise refusal(
            404, "There is no question {name}. The list is at {address}.", name=name[:50], address=f"/{PATH}"
        )
    return questions[name]


def _asked_form(question: Question) -> str:
    names = request.args.getlist("format")
    if len(names) > 1:
        raise refusal(400, "The parameter {name} is given more than once. Give it once.", name="format")
    if names:
        return _named_form(names[0])
    accepted = best_match(request.headers.get("Accept", ""), offers(question.is_graph))
    return accepted or abort(HTTPStatus.NOT_ACCEPTABLE)


def _named_form(name: str) -> str:
    if name not in FORMS:
        raise refusal(
            400,
            "The format {name} is not known. There are: {offered}.",
            name=name[:50],
            offered=", ".join(FORMS),
        )
    return FORMS[name]


def _form(suffix: str) -> str:
    return FORMS.get(suffix) or abort(HTTPStatus.NOT_FOUND)


def _signed(response: Response, asked: Asked, suffix: str, negotiated: bool) -> Response:
    """Add where the form always is, the pages that explain it, and what describes the API."""
    rest = f"?{asked.arguments}" if asked.arguments else ""
    for name in LANGUAGES:
        page = f"/{name}/questions/{asked.question.id}{rest}"
        response.headers.add("Link", f'<{page}>; rel="describedby"; type="text/html"; hreflang="{name}"')
    response.headers.add("Link", f'<{OPENAPI}>; rel="service-desc"; type="application/json"')
    response.headers["Content-Disposition"] = f'inline; filename="{asked.question.id}.{_extension(suffix)}"'
    if negotiated:
        response.headers["Content-Location"] = f"/{PATH}/{asked.question.id}.{suffix}{rest}"
        response.vary.add("Accept")
    return validated(response, current_store().manifest.as_of)


def _extension(suffix: str) -> str:
    return "csv" if suffix == "csv-excel" else suffix


def _json(content: Any) -> Response:
    response = Response(json.dumps(content, ensure_ascii=False) + "\n", mimetype=JSON)
    return validated(response, current_store().manifest.as_of)

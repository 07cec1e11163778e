"""OpenAPI 3.1 of what can be asked: the questions from their declarations, and the other doors in brief."""

from __future__ import annotations

from typing import Any

from flask import current_app

import kg
from kg.errors import Message
from kg.language import translate
from kg.web.negotiation import PROBLEM
from kg.web.pages.context import Context
from kg.web.questions.columns import columns
from kg.web.questions.declaration import Parameter, Question, read_questions
from kg.web.questions.doors import DOORS
from kg.web.questions.forms import FORMS, MARK, offers
from kg.web.questions.kinds import KINDS, options
from kg.web.questions.labels import COLUMNS, PARAMETERS
from kg.web.questions.records import PATH

LISTED = 300
"""The most values that a description lists."""

TABLE = (
    "RFC 4180, UTF-8, the names of the columns first: {}; and {}, which is true or false: whether the answer "
    "rests on text received as a draft. It is a mark of the answer, the same in every row."
)

Described = dict[str, Any]


def describe(context: Context) -> Described:
    """Describe the API of the release that is served, in English with the Japanese questions beside."""
    manifest, questions = context.store.manifest, read_questions(context.store.release)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": manifest.title["en"],
            "summary": manifest.title["ja"],
            "version": kg.__version__,
            "description": (
                "Read only, no key, CORS open. Every answer is made from one release and has an ETag. That "
                "nothing is stated does not mean that there is nothing; what rests on a draft says so."
            ),
        },
        "servers": [{"url": manifest.base.rstrip("/")}],
        "paths": {
            f"/{PATH}": {"get": _list()},
            **{f"/{PATH}/{one.id}": {"get": _question(one)} for one in questions.values()},
            **_doors(),
        },
        "components": {
            "parameters": {"format": _format()},
            "schemas": {**_values(context, questions), "answer": _answer(), "problem": _problem()},
            "responses": {"problem": _refused(), "unchanged": {"description": "Unchanged (If-None-Match)"}},
        },
    }


def _list() -> Described:
    return {
        "operationId": "questions",
        "summary": "The questions, and the values of their parameters",
        "tags": ["questions"],
        "responses": {
            "200": {
                "description": "The list",
                "content": {"application/json": {"schema": {"type": "object"}}},
            },
            "304": _reference("responses", "unchanged"),
        },
    }


def _question(question: Question) -> Described:
    return {
        "operationId": question.id,
        "summary": question.words["en"],
        "description": f"{question.words['ja']}\n\n{question.note['en']}\n\n{question.note['ja']}",
        "tags": [question.topic],
        "parameters": [*map(_parameter, question.parameters), _reference("parameters", "format")],
        "responses": {
            "200": {"description": "The answer", "content": _contents(question)},
            "304": _reference("responses", "unchanged"),
            "400": _reference("responses", "problem"),
            "406": _reference("responses", "problem"),
        },
    }


def _parameter(parameter: Parameter) -> Described:
    described: Described = {
        "name": parameter.name,
        "in": "query",
        "required": False,
        "description": " / ".join(
            translate(Message(PARAMETERS[parameter.name]), language, "web") for language in ("en", "ja")
        ),
        "schema": _reference("schemas", KINDS[parameter.kind].name),
    }
    return described | ({"example": parameter.default} if parameter.default else {})


def _contents(question: Question) -> Described:
    row = {
        "type": "object",
        "properties": {
            name: {"type": ["string", "integer", "null"], "description": COLUMNS[name]}
            for name in columns(question)
        },
        "required": columns(question),
    }
    rows = {"type": "object", "properties": {"rows": {"type": "array", "items": row}}}
    schemas = {
        FORMS["json"]: {"allOf": [_reference("schemas", "answer"), rows]},
        FORMS["csv"]: {"type": "string", "description": TABLE.format(", ".join(columns(question)), MARK)},
    }
    return {
        media_type: {"schema": schemas.get(media_type, {} if "json" in media_type else {"type": "string"})}
        for media_type in offers(question.is_graph)
        if media_type != FORMS["html"]
    }


def _values(context: Context, questions: dict[str, Question]) -> Described:
    kinds = {one.kind for question in questions.values() for one in question.parameters}
    return {KINDS[kind].name: _value(context, kind) for kind in sorted(kinds)}


def _value(context: Context, kind: str) -> Described:
    """Describe the values of a kind: by the list of them where it is not too long."""
    known = options(context.store, kind)
    described: Described = {"type": "string", "pattern": KINDS[kind].pattern}
    if 0 < len(known) <= LISTED:
        described |= {
            "enum": list(known),
            "description": ", ".join(f"{one.value}: {one.names['ja']}" for one in known.values()),
        }
    return described


def _format() -> Described:
    return {
        "name": "format",
        "in": "query",
        "description": "The form of the answer, where Accept cannot be set; csv-excel: safe in Excel.",
        "schema": {"type": "string", "enum": ["json", "csv", "csv-excel", "ttl", "jsonld", "nt", "rdf"]},
        "example": "json",
    }


def _answer() -> Described:
    words = {"type": "object", "properties": {"ja": {"type": "string"}, "en": {"type": "string"}}}
    return {
        "type": "object",
        "required": [
            "id",
            "question",
            "answer",
            "cannot_tell",
            "rests_on_drafts",
            "release",
            "columns",
            "rows",
        ],
        "properties": {
            "id": {"type": "string"},
            "question": words,
            "parameters": {"type": "object"},
            "answer": words | {"description": "A sentence that answers"},
            "cannot_tell": words | {"description": "What the answer cannot tell"},
            "rests_on_drafts": {
                "type": "boolean",
                "description": "Whether it rests on text received as a draft",
            },
            "drafts": {"type": "array", "items": {"type": "string", "format": "iri"}},
            "release": {"type": "object"},
            "count": {"type": "integer", "minimum": 0},
            "columns": {"type": "array", "items": {"type": "string"}},
            "rows": {"type": "array", "items": {"type": "object"}},
            "query": {"type": "string", "description": "The SPARQL query that answers"},
            "links": {"type": "object"},
        },
    }


def _problem() -> Described:
    return {
        "type": "object",
        "description": "RFC 9457",
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "offered": {"type": "array", "items": {"type": "string"}},
        },
    }


def _refused() -> Described:
    return {
        "description": "Why there is no answer, and what may be given",
        "content": {PROBLEM: {"schema": _reference("schemas", "problem")}},
    }


def _doors() -> Described:
    """Describe the other doors, those that this server has."""
    rules = {rule.rule for rule in current_app.url_map.iter_rules()}
    return {path: described for path, (rule, described) in DOORS.items() if rule in rules}


def _reference(part: str, name: str) -> Described:
    return {"$ref": f"#/components/{part}/{name}"}

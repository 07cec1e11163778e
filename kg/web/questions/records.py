"""The answer as JSON: records with plain keys, and beside them what one needs to know to use them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from pyoxigraph import BlankNode

from kg.language import LANGUAGES
from kg.web.pages.context import Context
from kg.web.questions.answering import Rows, Term, drafts_under, rows, support
from kg.web.questions.asking import Asked
from kg.web.questions.declaration import Parameter, Question
from kg.web.questions.kinds import KINDS, Option, options
from kg.web.questions.labels import PARAMETERS, TOPICS, label
from kg.web.questions.naming import is_number, names_of
from kg.web.questions.wording import Wording, listed

PATH = "api/questions"
FORMS = ("json", "csv", "csv-excel", "ttl")


def answer_record(context: Context, asked: Asked) -> dict[str, Any]:
    """Give the whole answer to a question."""
    found = rows(context.store, asked)
    drafts = drafts_under(context.store, support(context.store, asked))
    wording = {language: worded(context, asked, found, language) for language in LANGUAGES}
    manifest = context.store.manifest
    return {
        "id": asked.question.id,
        "question": {language: one.question() for language, one in wording.items()},
        "parameters": {
            one.parameter.name: {"value": one.option.value, "name": one.option.names, "given": one.given}
            for one in asked.choices
        },
        "answer": {language: one.answer(bool(drafts)) for language, one in wording.items()},
        "cannot_tell": asked.question.note,
        "rests_on_drafts": bool(drafts and found.rows),
        "drafts": drafts if found.rows else [],
        "release": {"id": manifest.release, "as_of": manifest.as_of, "publishable": manifest.publishable},
        "count": len(found.rows),
        "columns": list(found.columns),
        "rows": records(found),
        "query": asked.query,
        "links": links(context, asked),
    }


def worded(context: Context, asked: Asked, found: Rows, language: str) -> Wording:
    """Give what writes about an answer in a language."""
    spoken = replace(context, language=language)
    return Wording(asked, found, names_of(spoken, listed(asked, found)))


def records(found: Rows) -> list[dict[str, str | int | None]]:
    """Give each row by its columns: numbers as numbers, everything else as text, nothing as null."""
    return [
        {column: _plain(term) for column, term in zip(found.columns, row, strict=True)} for row in found.rows
    ]


def links(context: Context, asked: Asked) -> dict[str, str]:
    """Give the addresses of the answer in other forms."""
    address = f"{context.base}{PATH}/{asked.question.id}"
    rest = f"?{asked.arguments}" if asked.arguments else ""
    return {
        **{form: f"{address}.{form}{rest}" for form in FORMS},
        "html": f"{context.base}ja/questions/{asked.question.id}{rest}",
        "sparql": f"{context.base}sparql?{urlencode({'query': asked.query})}",
    }


def list_record(context: Context, questions: dict[str, Question]) -> dict[str, Any]:
    """Describe the questions, and the values that may be given for their parameters."""
    kinds = {one.kind for question in questions.values() for one in question.parameters}
    return {
        "questions": [_described(context, question) for question in questions.values()],
        "values": {
            KINDS[kind].name: [_option(one) for one in options(context.store, kind).values()]
            for kind in sorted(kinds)
            if KINDS[kind].values
        },
        "openapi": f"{context.base}api/openapi.json",
    }


def _described(context: Context, question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "question": question.words,
        "cannot_tell": question.note,
        "topic": {language: label(TOPICS, question.topic, language) for language in LANGUAGES},
        "parameters": [_parameter(one) for one in question.parameters],
        "href": f"{context.base}{PATH}/{question.id}",
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "label": {language: label(PARAMETERS, parameter.name, language) for language in LANGUAGES},
        "values": KINDS[parameter.kind].name,
        "default": parameter.default or None,
    }


def _option(option: Option) -> dict[str, Any]:
    return {"value": option.value, "name": option.names}


def _plain(term: Term | None) -> str | int | None:
    if term is None:
        return None
    if is_number(term):
        return int(term.value)
    return str(term) if isinstance(term, BlankNode) else term.value

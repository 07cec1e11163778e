"""The questions as pages: cards by topic; of each question a form, the sentence, the table, the query."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, request

from kg.web import entity
from kg.web.pages.answer import page
from kg.web.pages.context import Context, current
from kg.web.pages.keeping import kept
from kg.web.pages.values import Value, link
from kg.web.questions.answering import drafts_under, rows, support
from kg.web.questions.api import known
from kg.web.questions.asking import ask
from kg.web.questions.cards import Topic, featured, field_of, lists_of, topics_of
from kg.web.questions.labels import TOPICS, label
from kg.web.questions.naming import names_of
from kg.web.questions.records import PATH
from kg.web.questions.table import table_of, terms_shown
from kg.web.questions.wording import Wording, listed

blueprint = Blueprint("questionpages", __name__)


@blueprint.app_context_processor
def for_templates() -> dict[str, object]:
    """Give templates the cards of the questions for a reader who knows nothing yet."""
    return {"featured_questions": featured_questions, "lists_of": lists_of}


def featured_questions() -> Topic:
    """Give the cards for the first page, of the questions that the release has."""
    return featured(current())


@blueprint.get("/<any(ja, en):lang>/questions")
@kept
def show_all(lang: str) -> Response:
    """Show the questions as cards."""
    context = current()
    topics = list(topics_of(context))
    return page("questions.html", topics=topics, lists=lists_of(topics))


@blueprint.get("/<any(ja, en):lang>/questions/<name>")
@kept
def show(lang: str, name: str) -> Response:
    """Show a question with its answer; a field that was left empty is not given."""
    question, context = known(name), current()
    asked = ask(
        context.store, question, [(key, value) for key, value in request.args.items(multi=True) if value]
    )
    found = rows(context.store, asked)
    names = names_of(context, [*terms_shown(found), *listed(asked, found)])
    wording = Wording(asked, found, names)
    drafts = drafts_under(context.store, support(context.store, asked)) if found.rows else []
    return page(
        "question.html",
        id=name,
        words=wording.question(),
        answer=wording.answer(False),
        drafts=_drafts(context, drafts),
        note=question.note[lang],
        topic=label(TOPICS, question.topic, lang),
        fields=tuple(field_of(context, one, asked) for one in question.parameters),
        table=table_of(context, names, found),
        query=asked.query,
        run="/sparql?" + urlencode({"query": asked.query, "lang": lang}),
        address=f"/{PATH}/{name}",
        arguments=asked.arguments,
    )


def _drafts(context: Context, drafts: list[str]) -> list[Value]:
    facts = entity.drafts_among(context.store, drafts)
    return [link(context, facts, iri) for iri in drafts]

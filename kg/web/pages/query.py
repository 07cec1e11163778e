"""The query page: a form, the example questions, and the answer or the error below it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from kg.errors import QueryError
from kg.language import translate
from kg.store import Answer
from kg.web.errors import marked
from kg.web.i18n import language, text
from kg.web.pages.answer import lead, rendered, varied
from kg.web.pages.context import Context, current
from kg.web.pages.results import Table, table

blueprint = Blueprint("query", __name__)

FORMATS = {
    "solutions": ("json", "xml", "csv", "tsv"),
    "boolean": ("json", "xml"),
    "graph": ("ttl", "jsonld", "nt", "rdf"),
}


@dataclass(frozen=True)
class Example:
    """A question in the reader's language, and the query that answers it."""

    question: str
    query: str
    href: str


@dataclass(frozen=True)
class Failure:
    """Why there is no answer to show: in a heading, and in a sentence."""

    heading: str
    reason: str


@blueprint.get("/<any(ja, en):lang>/sparql")
def form(lang: str) -> Response:
    """Show the query page without an answer; with a query, lead to its answer."""
    if "query" not in request.args:
        return query_page(None, None, None)
    asked = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return lead("/sparql?" + urlencode([*asked, ("lang", lang)]))


def query_page(query: str | None, answer: Answer | None, error: QueryError | None) -> Response:
    """Show the query page, with the answer to `query` or what is wrong with it."""
    context = current()
    if error:
        return _page(context, query, failure=_failure(error.status, translate(error.message, language())))
    try:
        rows = table(context, answer.body) if answer and answer.kind == "solutions" else None
    except RecursionError:
        reason = text("The answer is nested too deeply for a page. The files hold it as it is.")
        return marked(_page(context, query, answer, failure=_failure(413, reason)), 413)
    return _page(context, query, answer, rows)


def _page(
    context: Context,
    query: str | None,
    answer: Answer | None = None,
    rows: Table | None = None,
    failure: Failure | None = None,
) -> Response:
    questions = examples(context)
    shown = query if query is not None else next((one.query for one in questions), "")
    response = rendered(
        "sparql.html",
        query=shown,
        height=min(max(len(shown.splitlines()) + 2, 8), 24),
        examples=questions,
        answer=answer,
        table=rows,
        truth=answer is not None and b"true" in answer.body.lower(),
        failure=failure,
        files=[(name, _href(query or "", format=name)) for name in FORMATS[answer.kind]] if answer else [],
    )
    return varied(response)


def _failure(status: int, reason: str) -> Failure:
    headings = {
        400: text("The query cannot be read"),
        403: text("The query is refused"),
        413: text("Too large"),
    }
    return Failure(headings.get(status, text("No answer")), reason)


def examples(context: Context) -> list[Example]:
    """Give the questions that the release carries."""
    return [
        Example(questions[context.language], query, _href(query, lang=context.language))
        for questions, query in read_questions(context.store.release)
    ]


@lru_cache(maxsize=4)
def read_questions(release: Path) -> tuple[tuple[dict[str, str], str], ...]:
    """Read the queries of a release with their questions, the lines that begin with “# ja:” and “# en:”."""
    texts = (path.read_text(encoding="utf-8") for path in sorted((release / "queries").glob("*.rq")))
    return tuple((dict(_questions(text)), text) for text in texts)


def _questions(query: str) -> Iterator[tuple[str, str]]:
    for name in ("ja", "en"):
        mark = f"# {name}:"
        asked = (line.removeprefix(mark).strip() for line in query.splitlines() if line.startswith(mark))
        yield name, next(asked, query.splitlines()[0] if query else "")


def _href(query: str, **more: str) -> str:
    return "/sparql?" + urlencode({"query": query, **more})

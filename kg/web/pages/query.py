"""The query page: a form, the example questions, and the answer or the error below it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph
from flask import Blueprint, Response
from pyoxigraph import NamedNode, QueryResultsFormat, QuerySolutions

from kg.errors import QueryError
from kg.language import translate
from kg.namespaces import PREFIXES
from kg.store import Answer
from kg.web.facts import Facts, Term, Words
from kg.web.i18n import language
from kg.web.pages.answer import rendered, varied
from kg.web.pages.context import Context, current
from kg.web.pages.values import NO_LANGUAGE, Value, address, show

blueprint = Blueprint("query", __name__)

SHOWN = 1000
"""Rows that the page shows; what is left out is counted, and the files hold all of it."""

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
class Table:
    """The rows of an answer; `count` is of all rows, also those that are not shown."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Value | None, ...], ...]
    count: int


@blueprint.get("/<any(ja, en):lang>/sparql")
def form(lang: str) -> Response:
    """Show the query page without an answer."""
    return query_page(None, None, None)


def query_page(query: str | None, answer: Answer | None, error: QueryError | None) -> Response:
    """Show the query page, with the answer to `query` or what is wrong with it."""
    context = current()
    questions = examples(context)
    shown = query if query is not None else next((one.query for one in questions), "")
    response = rendered(
        "sparql.html",
        query=shown,
        height=min(max(len(shown.splitlines()) + 2, 8), 24),
        examples=questions,
        answer=answer,
        table=table(context, answer) if answer and answer.kind == "solutions" else None,
        truth=answer is not None and b"true" in answer.body.lower(),
        error=translate(error.message, language()) if error else None,
        files=[(name, _href(query or "", format=name)) for name in FORMATS[answer.kind]] if answer else [],
    )
    return varied(response)


def table(context: Context, answer: Answer) -> Table:
    """Arrange the rows of an answer."""
    form = QueryResultsFormat.from_media_type(answer.media_type)
    solutions = pyoxigraph.parse_query_results(answer.body, format=form)
    assert isinstance(solutions, QuerySolutions)
    variables = solutions.variables
    rows = [tuple(solution[variable] for variable in variables) for solution in solutions]
    shown = (tuple(_cell(context, term) for term in row) for row in rows[:SHOWN])
    return Table(tuple(variable.value for variable in variables), tuple(shown), len(rows))


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


def _cell(context: Context, term: Term | None) -> Value | None:
    if isinstance(term, NamedNode):
        href = address(context, Facts(()), term.value)
        return Value(Words(compact(context, term.value), NO_LANGUAGE), href, href == term.value, code=True)
    return show(context, Facts(()), term) if term is not None else None


def compact(context: Context, iri: str) -> str:
    """Write an IRI in short: ours by its path, those of known vocabularies with their prefix."""
    if iri.startswith(context.base):
        return iri.removeprefix(context.base)
    prefix = next((name for name, space in PREFIXES.items() if iri.startswith(space)), None)
    return f"{prefix}:{iri.removeprefix(PREFIXES[prefix])}" if prefix else iri


def _href(query: str, **more: str) -> str:
    return "/sparql?" + urlencode({"query": query, **more})

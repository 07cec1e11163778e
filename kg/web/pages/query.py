"""The query page: a form, the example questions, and the answer or the error below it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from flask import Blueprint, Response, current_app, request

from kg.errors import QueryError
from kg.language import translate
from kg.store import Answer
from kg.web.errors import marked
from kg.web.i18n import language, text
from kg.web.pages.answer import lead, rendered, varied
from kg.web.pages.context import Context, current
from kg.web.pages.examples import topics
from kg.web.pages.sayings import sayings
from kg.web.pages.snippets import snippets
from kg.web.pages.standing import drafts_behind
from kg.web.pages.views import Shown, show_answer, view_names

blueprint = Blueprint("query", __name__)

FORMATS = {
    "solutions": ("json", "xml", "csv", "tsv"),
    "boolean": ("json", "xml"),
    "graph": ("ttl", "jsonld", "nt", "rdf"),
}
SPREADSHEET = "csv-excel"
LONGEST = 16_000
"""Characters of an address that a browser, a proxy and a mail carry along; a longer query has no link."""


@dataclass(frozen=True)
class Failure:
    """Why there is no answer to show: a heading, a sentence, and where in the query, if that is known."""

    heading: str
    reason: str
    line: int | None = None
    column: int | None = None


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
        return _page(context, query, failure=_failure(error))
    try:
        shown = show_answer(context, answer, request.values.get("view", "")) if answer else Shown()
    except RecursionError:
        reason = text("The answer is nested too deeply for a page. The files hold it as it is.")
        return marked(_page(context, query, answer, failure=Failure(text("Too large"), reason)), 413)
    return _page(context, query, answer, shown)


def _page(
    context: Context,
    query: str | None,
    answer: Answer | None = None,
    shown: Shown | None = None,
    failure: Failure | None = None,
) -> Response:
    questions = topics(context)
    written = (
        query if query is not None else next((one.query for topic in questions for one in topic.examples), "")
    )
    drafts, may_be_draft = drafts_behind(context, shown.iris) if answer and shown else ((), False)
    response = rendered(
        "sparql.html",
        query=written,
        height=min(max(len(written.splitlines()) + 2, 8), 24),
        topics=questions,
        answer=answer,
        shown=shown or Shown(),
        truth=answer is not None and b"true" in answer.body.lower(),
        failure=failure,
        drafts=drafts,
        may_be_draft=may_be_draft,
        sayings=sayings(),
        longest=LONGEST,
        editor=has_vendor(current_app.static_folder or "", "yasqe.js"),
        drawing=has_vendor(current_app.static_folder or "", "cytoscape.js"),
        **(_ways(query or "", answer, shown) if answer else {}),
    )
    return varied(response)


def _ways(query: str, answer: Answer, shown: Shown | None) -> dict[str, object]:
    """Give the ways on from an answer: its views, its address, its files, and programs that ask for it."""
    names, endpoint = view_names(), f"{request.host_url}sparql"
    first = shown.views[:1] if shown else ()
    views = {name: {} if (name,) == first else {"view": name} for name in (shown.views if shown else ())}
    here = views.get(shown.view, {}) if shown else {}
    return {
        "views": [(name, names[name], _href(query, lang=language(), **more)) for name, more in views.items()],
        "link": _href(query, lang=language(), **here),
        "has_link": len(_href(query)) <= LONGEST,
        "files": [(name, _href(query, format=name)) for name in FORMATS[answer.kind]],
        "spreadsheet": _href(query, format=SPREADSHEET, lang=language()),
        "snippets": snippets(query, endpoint, answer.kind),
    }


def _failure(error: QueryError) -> Failure:
    headings = {
        400: text("The query cannot be read"),
        403: text("The query is refused"),
        413: text("Too large"),
        429: text("Too many queries"),
    }
    line, column = (int(error.message.values.get(name, 0)) or None for name in ("line", "column"))
    reason = translate(error.message, language())
    return Failure(headings.get(error.status, text("No answer")), reason, line, column)


@cache
def has_vendor(static: str, name: str) -> bool:
    """Tell whether `make frontend` has brought a file; the page works without."""
    return (Path(static) / "vendor" / name).exists()


def _href(query: str, **more: str) -> str:
    return "/sparql?" + urlencode({"query": query, **more})

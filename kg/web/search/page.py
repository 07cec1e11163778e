"""The search page: a form, what was found with its words marked, and by what it can be narrowed."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, request

from kg.errors import ReleaseError
from kg.web.i18n import language
from kg.web.pages.answer import lead, page
from kg.web.pages.context import current
from kg.web.search.asking import DIGITS, Search, read_number, read_search
from kg.web.search.index import Found, Index, open_index
from kg.web.search.marking import finder
from kg.web.search.narrowing import chosen_of, facets
from kg.web.search.results import Reading
from kg.web.search.sought import LONGEST, MOST

blueprint = Blueprint("search", __name__)


@blueprint.get("/search")
def start() -> Response:
    """Lead to the search page in the reader's language."""
    asked = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return lead(f"/{language()}/search" + ("?" + urlencode(asked) if asked else ""))


@blueprint.get("/<any(ja, en):lang>/search")
def search_page(lang: str) -> Response:
    """Show what was found; a page number that is none is the first, one beyond the end the last."""
    number = read_number(request.args.get("page"), 1, 10**DIGITS) or 1
    search = read_search(request.args, number)
    try:
        response = _answer(open_index(current().store.release), search)
    except ReleaseError:
        response = page("search.html", index=None, search=search, longest=LONGEST)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _answer(index: Index, search: Search) -> Response:
    found = index.find(search.sought, search.chosen, search.start, search.size)
    pages = max(1, -(-found.total // search.size))
    if search.page > pages:
        return _answer(index, Search(search.sought, search.chosen, pages))
    return _page(index, search, found, pages)


def _page(index: Index, search: Search, found: Found, pages: int) -> Response:
    context = current()
    reading = Reading(context, index.joined, finder(search.sought.words))
    narrowing = facets(index, context.base, search, found.counts, context.language)
    return page(
        "search.html",
        index=index,
        search=search,
        longest=LONGEST,
        most=MOST,
        total=found.total,
        pages=pages,
        results=[] if search.is_empty else [reading.result(entry) for entry in found.entries],
        facets=narrowing,
        chosen=list(chosen_of(narrowing)),
        agreements=index.joined.agreements,
    )

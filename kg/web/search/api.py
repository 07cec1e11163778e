"""The search for programs: the same question, answered as JSON with names in every language."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response, request

from kg.errors import ReleaseError
from kg.namespaces import RENKEI
from kg.release.entries import Entry, Passage
from kg.web.errors import refusal
from kg.web.pages.context import current_store
from kg.web.search.asking import DIGITS, LARGEST, SIZE, Search, read_number, read_search
from kg.web.search.index import Found, Index, open_index
from kg.web.search.joining import local
from kg.web.search.marking import finder, marks
from kg.web.search.narrowing import iri_of
from kg.web.search.results import shown
from kg.web.search.sought import LONGEST, MOST
from kg.web.validators import validated

blueprint = Blueprint("search_api", __name__)
JSON = "application/json"
ALWAYS = {"label", "unofficialEnglish", "draft", "newest", "carried"}
"""What is said of a result also where it is empty or false."""


@blueprint.get("/api/search")
def search_api() -> Response:
    """Answer a search; 400 where a number is none, or more is asked than is read."""
    search = read_search(request.args, _number("page", 1, 10**DIGITS), _number("size", SIZE, LARGEST))
    if search.sought.cut:
        template = "A question has at most {characters} characters and {words} words."
        raise refusal(400, template, characters=LONGEST, words=MOST)
    store = current_store()
    try:
        index = open_index(store.release)
    except ReleaseError as error:
        raise refusal(404, "This release cannot be searched: it was built without a search index.") from error
    found = index.find(search.sought, search.chosen, search.start, search.size)
    answer = {"release": store.manifest.release} | answered(index, store.manifest.base, search, found)
    body = json.dumps(answer, ensure_ascii=False) + "\n"
    return validated(Response(body, mimetype=JSON), store.manifest.as_of)


def answered(index: Index, base: str, search: Search, found: Found) -> dict[str, Any]:
    """Describe what was asked and what was found."""
    return {
        "query": search.sought.text,
        "chosen": {facet: list(values) for facet, values in search.chosen.items()},
        "total": found.total,
        "page": search.page,
        "size": search.size,
        "facets": {
            facet: [
                {"value": value, "count": count} | _label(index, base, facet, value)
                for value, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
            ]
            for facet, counts in found.counts.items()
        },
        "results": [_result(index, entry, search) for entry in found.entries],
    }


def _label(index: Index, base: str, facet: str, value: str) -> dict[str, Any]:
    return {} if facet == "type" else {"label": index.joined.label(iri_of(base, facet, value))}


def _result(index: Index, entry: Entry, search: Search) -> dict[str, Any]:
    """Describe a result; what it does not have is left out."""
    joined, find = index.joined, finder(search.sought.words)
    status, agreement = joined.status(entry), joined.agreement(entry)
    described = {
        "iri": entry.iri,
        "type": entry.type,
        "label": entry.label,
        "unofficialEnglish": entry.unofficial,
        "kana": entry.kana,
        "codes": list(entry.codes),
        "governments": [local(iri) for iri in joined.governments(entry)],
        "agreement": {"iri": agreement, "label": joined.label(agreement)} if agreement else {},
        "pillar": local(entry.pillar),
        "status": local(status),
        "draft": status == str(RENKEI.Draft),
        "newest": entry.current,
        "carried": entry.type != "remainder",
        "roles": [
            {"municipality": local(actor), "kind": local(kind)}
            for actor, kind in dict.fromkeys((each.actor, each.kind) for each in entry.passages if each.kind)
        ],
        "passages": [_passage(each, marks(each.words, find)) for each in _passages(entry, search)],
    }
    return {name: value for name, value in described.items() if value or name in ALWAYS}


def _passages(entry: Entry, search: Search) -> list[Passage]:
    if entry.type == "remainder":
        return list(entry.passages)
    return list(shown(entry, finder(search.sought.words), "ja"))


def _passage(passage: Passage, spans: list[tuple[int, int]]) -> dict[str, Any]:
    described = {
        "what": passage.what,
        "text": passage.words,
        "language": passage.language,
        "municipality": local(passage.actor),
        "kind": local(passage.kind),
        "marks": [list(span) for span in spans],
    }
    return {name: value for name, value in described.items() if value}


def _number(name: str, otherwise: int, most: int) -> int:
    number = read_number(request.args.get(name), otherwise, most)
    if number is None:
        raise refusal(400, "{name} is a whole number from 1 to {most}.", name=name, most=most)
    return number

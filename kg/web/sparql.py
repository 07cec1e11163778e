"""The SPARQL endpoint: SPARQL 1.1 Protocol for queries; without a query it describes itself."""

from __future__ import annotations

from flask import Blueprint, Response, request

from kg.errors import QueryError
from kg.store.formats import GRAPHS, JSON, RESULTS, TURTLE
from kg.web.description import describe_service
from kg.web.errors import marked, refusal
from kg.web.negotiation import HTML, answer_types, best_match, named_types
from kg.web.operation import Operation, read_operation
from kg.web.pages.context import current_store
from kg.web.pages.query import query_page
from kg.web.rates import admit_query

PAGE = 4 << 20
"""Bytes of an answer that is shown on a page."""

blueprint = Blueprint("sparql", __name__)


@blueprint.route("/sparql", methods=["GET", "POST"])
def sparql() -> Response:
    """Answer a query in the form that is asked for, or describe the endpoint."""
    operation, media_types = read_operation(), read_media_types()
    if operation:
        admit_query()
    if HTML in media_types:
        response = answer_person(operation)
    elif operation:
        response = answer_machine(operation, media_types)
    else:
        response = describe(media_types)
    response.vary.add("Accept")
    return response


def answer_machine(operation: Operation, media_types: tuple[str, ...]) -> Response:
    """Answer a query with its results or its graph."""
    answer = operation.run(media_types)
    return Response(answer.body, mimetype=answer.media_type)


def answer_person(operation: Operation | None) -> Response:
    """Show the query page, with the answer below the query or what is wrong with it."""
    if operation is None:
        return query_page(None, None, None)
    try:
        return query_page(operation.query, operation.run((JSON, TURTLE), PAGE), None)
    except QueryError as error:
        return marked(query_page(operation.query, None, error), error.status)


def describe(media_types: tuple[str, ...]) -> Response:
    """Describe the endpoint in RDF."""
    chosen = [media_type for media_type in media_types if media_type in GRAPHS]
    if not chosen:
        raise not_offered()
    return Response(describe_service(current_store().release, chosen[0]), mimetype=chosen[0])


def read_media_types() -> tuple[str, ...]:
    """Read which media types are asked for: by the parameter `format` or `output`, else by Accept."""
    names = [name for key in ("format", "output") for name in request.values.getlist(key) if name]
    accept = request.headers.get("Accept", "")
    if names:
        media_types = next(filter(None, map(named_types, names)), ())
    elif "query" not in request.values and request.method != "POST":
        media_types = (best_match(accept, [*GRAPHS, HTML]) or "",)
    else:
        media_types = answer_types(accept)
    if not any(media_types):
        raise not_offered()
    return media_types


def not_offered() -> QueryError:
    """Give the error for a request that allows none of our media types."""
    offered = ", ".join(dict.fromkeys([*RESULTS, *GRAPHS, HTML]))
    return refusal(406, "The answer is offered as {offered}.", offered=offered)

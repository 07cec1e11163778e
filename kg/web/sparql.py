"""The SPARQL endpoint: SPARQL 1.1 Protocol for queries; without a query it describes itself."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, request
from werkzeug.exceptions import UnsupportedMediaType

from kg.errors import QueryError
from kg.store import Answer
from kg.store.formats import GRAPHS, JSON, RESULTS, TURTLE
from kg.web.description import describe_service
from kg.web.errors import marked, refusal
from kg.web.negotiation import HTML, answer_types, best_match, named_types
from kg.web.pages.context import current_store
from kg.web.pages.query import query_page

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"

PAGE = 4 << 20
"""Bytes of an answer that is shown on a page."""

blueprint = Blueprint("sparql", __name__)


@dataclass(frozen=True)
class Operation:
    """A query operation (SPARQL 1.1 Protocol §2.1) as it was asked."""

    query: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]

    def run(self, media_types: tuple[str, ...], limit: int | None = None) -> Answer:
        """Evaluate the query; the answer has the first media type that fits, and at most `limit` bytes."""
        return current_store().query(
            self.query,
            media_type=media_types,
            default_graphs=self.default_graphs,
            named_graphs=self.named_graphs,
            limit=limit,
        )


@blueprint.route("/sparql", methods=["GET", "POST"])
def sparql() -> Response:
    """Answer a query in the form that is asked for, or describe the endpoint."""
    operation, media_types = read_operation(), read_media_types()
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
    return Response(describe_service(current_store().manifest, GRAPHS[chosen[0]]), mimetype=chosen[0])


def read_operation() -> Operation | None:
    """Read the query operation; None when a GET asks no query."""
    if "update" in request.values or request.mimetype == UPDATE:
        raise refusal(403, "This endpoint is for reading: it refuses updates.")
    queries = [*request.values.getlist("query"), *read_body()]
    if len(queries) > 1:
        raise refusal(400, "The request holds more than one query.")
    if not queries and request.method == "POST":
        raise refusal(400, "The request holds no query.")
    graphs = (tuple(request.values.getlist(name)) for name in ("default-graph-uri", "named-graph-uri"))
    return Operation(queries[0], *graphs) if queries else None


def read_body() -> list[str]:
    """Read the query that is the body itself (SPARQL 1.1 Protocol §2.1.3), if it is one."""
    if request.method != "POST" or request.mimetype == FORM:
        return []
    if request.mimetype != DIRECT:
        raise UnsupportedMediaType
    try:
        return [request.get_data().decode()]
    except UnicodeDecodeError as error:
        raise refusal(400, "The query is not valid Unicode text.") from error


def read_media_types() -> tuple[str, ...]:
    """Read which media types are asked for: by the parameter `format` or `output`, else by Accept."""
    name = request.values.get("format") or request.values.get("output")
    if name:
        media_types = named_types(name)
    elif "query" not in request.values and request.method != "POST":
        media_types = (best_match(request.headers.get("Accept", ""), [*GRAPHS, HTML]) or "",)
    else:
        media_types = answer_types(request.headers.get("Accept", ""))
    if not any(media_types):
        raise not_offered()
    return media_types


def not_offered() -> QueryError:
    """Give the error for a request that allows none of our media types."""
    offered = ", ".join(dict.fromkeys([*RESULTS, *GRAPHS, HTML]))
    return refusal(406, "The answer is offered as {offered}.", offered=offered)

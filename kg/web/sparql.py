"""The SPARQL endpoint: SPARQL 1.1 Protocol for queries; without a query it describes itself.

Behind `front`, a query has been answered when it arrives here, and what was found is in OUTCOME: what is left
to do is to show it to a person, or to say what is wrong. Elsewhere it is answered here.
"""

from __future__ import annotations

from flask import Blueprint, Response, request
from werkzeug.exceptions import HTTPException

from kg.errors import QueryError
from kg.store import Answer
from kg.web.description import describe_service
from kg.web.errors import marked, refusal
from kg.web.messages import of_flask
from kg.web.negotiation import HTML
from kg.web.operation import PATH, Operation, description_type, read_operation
from kg.web.pages.context import current_store
from kg.web.pages.query import query_page
from kg.web.spreadsheet import for_spreadsheet
from kg.web.validators import validated
from kg.web.validity import validity

OUTCOME = "kg.outcome"
"""Where an answer, or the error that stands for it, is in the WSGI environment of a request."""

blueprint = Blueprint("sparql", __name__)


@blueprint.route(PATH, methods=["GET", "POST"])
def sparql() -> Response:
    """Answer a query in the form that is asked for, or describe the endpoint."""
    asked = of_flask(request)
    operation = read_operation(asked)
    if operation is None:
        response = describe(description_type(asked))
    elif operation.is_for_spreadsheets:
        response = answer_spreadsheet(operation)
    elif operation.is_for_people:
        response = answer_person(operation)
    else:
        response = answer_machine(operation)
    response.vary.add("Accept")
    return response


def answer_machine(operation: Operation) -> Response:
    """Answer a query with its results or its graph."""
    answer = outcome(operation)
    response = Response(answer.body, mimetype=answer.media_type, headers=validity(operation.query, answer))
    response.make_conditional(request)
    return response


def answer_person(operation: Operation) -> Response:
    """Show the query page, with the answer below the query or what is wrong with it."""
    try:
        return query_page(operation.query, outcome(operation), None)
    except QueryError as error:
        return marked(query_page(operation.query, None, error), error.status)


def answer_spreadsheet(operation: Operation) -> Response:
    """Answer with a file for a spreadsheet, or show on a page what is wrong."""
    try:
        answer = outcome(operation)
        content = _for_spreadsheet(answer)
    except QueryError as error:
        return marked(query_page(operation.query, None, error), error.status)
    response = Response(content, mimetype="text/csv", headers=validity(operation.query, answer))
    response.headers["Content-Disposition"] = "attachment; filename=answer-excel.csv"
    response.make_conditional(request)
    return response


def _for_spreadsheet(answer: Answer) -> bytes:
    """Rewrite an answer; QueryError 406 when it is no table."""
    try:
        return for_spreadsheet(answer.body)
    except (RecursionError, KeyError) as error:
        template = "Only a table can be had for a spreadsheet, and none with values nested deeply."
        raise refusal(406, template) from error


def describe(media_type: str) -> Response:
    """Describe the endpoint in RDF, or show the query page."""
    if media_type == HTML:
        return query_page(None, None, None)
    store = current_store()
    described = Response(describe_service(store.release, media_type), mimetype=media_type)
    return validated(described, store.manifest.as_of)


def outcome(operation: Operation) -> Answer:
    """Give the answer that was found, or find it; what was found instead of one is raised."""
    found: Answer | QueryError | HTTPException | None = request.environ.get(OUTCOME)
    if isinstance(found, Exception):
        raise found
    if found is None:
        store = current_store()
        found = store.answer(operation.request(store))
    return found

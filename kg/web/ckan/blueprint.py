"""/api/3/action/…: the request's parameters, and CKAN's envelope around results and refusals."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, request

from kg.web.ckan.actions import ACTIONS
from kg.web.ckan.packages import current_portal
from kg.web.ckan.parameters import Parameters
from kg.web.ckan.refusals import RefusalError
from kg.web.pages.context import current_store
from kg.web.validators import validated

FORM = ("application/x-www-form-urlencoded", "multipart/form-data")

blueprint = Blueprint("ckan", __name__)


@blueprint.get("/api/3")
@blueprint.get("/api/3/")
@blueprint.get("/api/3/action/")
def version() -> Response:
    """Say which version of the API this is."""
    return _answer({"version": 3}, HTTPStatus.OK)


@blueprint.route("/api/3/action/<name>", methods=["GET", "POST"])
@blueprint.route("/api/action/<name>", methods=["GET", "POST"])
def act(name: str) -> Response:
    """Carry out an action."""
    if name not in ACTIONS:
        return _answer(f"Bad request - Action name not known: {name}", HTTPStatus.BAD_REQUEST)
    envelope: dict[str, Any] = {"help": f"{current_store().manifest.base}api/3/action/help_show?name={name}"}
    try:
        parameters = read_parameters()
    except ValueError as error:
        return _answer(f"Bad request - JSON Error: {error}", HTTPStatus.BAD_REQUEST)
    try:
        result = ACTIONS[name](current_portal(), parameters)
    except RefusalError as refusal:
        return _answer(envelope | {"success": False, "error": refusal.error()}, refusal.status)
    return _answer(envelope | {"success": True, "result": result}, HTTPStatus.OK)


def read_parameters() -> Parameters:
    """Read parameters from the address, a form or JSON, as CKAN does; ValueError when they are none."""
    if request.method == "POST" and request.mimetype in FORM:
        return _read_form()
    if request.method == "POST" and request.get_data():
        return _read_json(request.get_data())
    return _mixed(request.args)


def _read_form() -> Parameters:
    """Old clients send JSON as the name of a form's only field."""
    values = list(request.form.values())
    if len(values) == 1 and values[0] in ("", "1"):
        return _read_json(next(iter(request.form)))
    return _mixed(request.form)


def _read_json(text: str | bytes) -> Parameters:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"Error decoding JSON data. Error: {error}") from None
    if not isinstance(found, dict):
        raise ValueError(f"Request data JSON decoded to {found!r:.100} but it needs to be a dictionary.")
    return found


def _mixed(values: Any) -> Parameters:
    """Of what is given once give the value, of what is given more often the list."""
    found = {
        name: value[0] if len(value) == 1 else value for name, value in values.to_dict(flat=False).items()
    }
    found.pop("callback", None)
    return found


def _answer(body: object, status: int) -> Response:
    text = json.dumps(body, ensure_ascii=False)
    response = Response(text, status, content_type="application/json;charset=utf-8")
    if status == HTTPStatus.OK and request.method in {"GET", "HEAD"}:
        return validated(response, current_store().manifest.as_of)
    response.cache_control.no_store = True
    return response

"""The description of the API is valid, and what it says of each request is what happens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import validate

from tests.competency.test_competency import QUERIES
from tests.web.site import Site

PATH = "/api/openapi.json"


@pytest.fixture(scope="module")
def described(seed_site: Site) -> Any:
    reply = seed_site.ask(PATH)
    assert (reply.status, reply.media_type) == (200, "application/json")
    return reply.json


def operations(described: Any) -> Iterator[tuple[str, Any]]:
    for path, methods in described["paths"].items():
        assert list(methods) == ["get"]
        yield path, methods["get"]


def parameters(described: Any, operation: Any) -> Iterator[Any]:
    for one in operation.get("parameters", []):
        yield described["components"]["parameters"][one["$ref"].rpartition("/")[2]] if "$ref" in one else one


def address(path: str, given: dict[str, Any]) -> str:
    return path + (f"?{urlencode(given, quote_via=quote)}" if given else "")


def test_the_description_is_valid(described: Any) -> None:
    validate(described)
    names = [operation["operationId"] for _, operation in operations(described)]
    assert len(names) == len(set(names))


def test_every_question_is_described_with_its_parameters(described: Any, seed_site: Site) -> None:
    listed = {one["id"]: one for one in seed_site.ask("/api/questions").json["questions"]}
    assert list(listed) == [query.stem for query in QUERIES]
    for name, one in listed.items():
        operation = described["paths"][f"/api/questions/{name}"]["get"]
        names = [parameter["name"] for parameter in parameters(described, operation)]
        assert names == [parameter["name"] for parameter in one["parameters"]] + ["format"]
        assert operation["summary"] == one["question"]["en"]


def test_the_columns_of_a_table_are_described(described: Any, seed_site: Site) -> None:
    for path, operation in operations(described):
        if not path.startswith("/api/questions/"):
            continue
        said = operation["responses"]["200"]["content"]["text/csv"]["schema"]["description"]
        given = {one["name"]: one["example"] for one in parameters(described, operation) if "example" in one}
        header = seed_site.ask(address(path + ".csv", given | {"format": "csv"})).text.splitlines()[0]
        *names, mark = header.split(",")
        assert f"the names of the columns first: {', '.join(names)}; and {mark}," in said


def test_every_request_in_the_description_is_answered_as_it_says(described: Any, seed_site: Site) -> None:
    for path, operation in operations(described):
        given = {one["name"]: one["example"] for one in parameters(described, operation) if "example" in one}
        form = given.pop("format", None)
        for media_type, content in operation["responses"]["200"]["content"].items():
            reply = seed_site.ask(address(path, given), headers={"Accept": media_type})
            assert (reply.status, reply.media_type) == (200, media_type), path
            if media_type == "application/json":
                schema = content["schema"] | {"components": described["components"]}
                OAS31Validator(schema).validate(reply.json)
        if form:
            assert seed_site.ask(address(path, given | {"format": form})).status == 200


def test_every_value_in_the_description_may_be_given(described: Any, seed_site: Site) -> None:
    for path, operation in operations(described):
        for one in parameters(described, operation):
            schema = one["schema"]
            if "$ref" in schema:
                schema = described["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
            for value in schema.get("enum", [])[-2:]:
                assert seed_site.ask(address(path, {one["name"]: value})).status == 200, (path, value)


def test_what_the_description_does_not_allow_is_refused_as_it_says(described: Any, seed_site: Site) -> None:
    problem = described["components"]["schemas"]["problem"]
    for path, operation in operations(described):
        if path.startswith("/api/questions/"):
            reply = seed_site.ask(address(path, {"surprise": "1"}))
            assert str(reply.status) in operation["responses"]
            assert reply.media_type == "application/problem+json"
            OAS31Validator(problem).validate(reply.json)


def test_the_catalogue_and_the_list_of_apis_lead_to_the_description(seed_site: Site) -> None:
    catalogue = seed_site.ask("/catalog.nt").text
    service = "<http://localhost:8000/id/dataset/questions>"
    dcat = "http://www.w3.org/ns/dcat#"
    assert f"{service} <{dcat}endpointDescription> <http://localhost:8000{PATH}> ." in catalogue
    assert f"{service} <{dcat}endpointURL> <http://localhost:8000/api/questions> ." in catalogue
    known = seed_site.ask("/.well-known/api-catalog").json["linkset"]
    (ours,) = [one for one in known if one["anchor"].endswith("/api/questions")]
    assert ours["service-desc"] == [{"href": f"http://localhost:8000{PATH}", "type": "application/json"}]

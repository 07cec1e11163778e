"""CKAN's Action API as its clients use it: what they ask, what they get, and CKAN's own refusals."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.harvest.nation import write_long_catalogue
from tests.web.site import Reply, Site, running

BASE = "http://localhost:8000/"
JSON = {"Content-Type": "application/json"}
NAMES = [
    "agreement-okayama-soja",
    "reference",
    "renkei",
    "shapes",
    "text-okayama-soja-2025",
    "version-okayama-soja_2025-draft",
    "vocabulary",
]


@pytest.fixture(scope="module")
def long_site(seed_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """400 agreements: 1,204 data sets."""
    with running(write_long_catalogue(tmp_path_factory.mktemp("long"), seed_release, 400)) as site:
        yield site


def ask(site: Site, action: str, **parameters: object) -> Reply:
    return site.ask(f"/api/3/action/{action}?{urlencode(parameters, doseq=True)}")


def result(site: Site, action: str, **parameters: object) -> Any:
    reply = ask(site, action, **parameters)
    assert (reply.status, reply.media_type) == (200, "application/json"), reply.text
    assert reply.json["success"] is True
    assert reply.json["help"] == f"{BASE}api/3/action/help_show?name={action}"
    return reply.json["result"]


def found(site: Site, **parameters: object) -> list[str]:
    return [package["name"] for package in result(site, "package_search", rows=100, **parameters)["results"]]


def test_the_data_sets_are_listed_by_name(seed_site: Site) -> None:
    assert result(seed_site, "package_list") == NAMES
    assert result(seed_site, "package_list", limit=2, offset=1) == NAMES[1:3]
    assert result(seed_site, "package_list", limit=2, offset=99) == []


def test_a_data_set_has_everything_that_a_portal_shows(seed_site: Site) -> None:
    package = result(seed_site, "package_show", id="agreement-okayama-soja")
    assert package["title"].startswith("岡山市及び総社市における連携中枢都市圏形成に係る連携協約")
    assert package["license_id"] == "cc-by"
    assert package["organization"]["name"] == "renkei-kg"
    assert {"岡山市", "総社市"} <= {tag["name"] for tag in package["tags"]}
    assert {group["name"] for group in package["groups"]} >= {"gove", "economicgrowth"}
    assert (package["num_resources"], package["num_tags"]) == (6, len(package["tags"]))
    for resource in package["resources"]:
        reply = seed_site.ask(resource["url"].replace(BASE, "/"), "HEAD")
        assert (reply.status, reply.media_type) == (200, resource["mimetype"])
        assert reply.headers["Content-Length"] == str(resource["size"])
        assert reply.headers["ETag"] == f'"{resource["hash"]}"'
    assert result(seed_site, "package_show", id=package["id"]) == package


def test_a_text_of_unknown_licence_says_so(seed_site: Site) -> None:
    package = result(seed_site, "package_show", id="text-okayama-soja-2025")
    assert (package["license_id"], package["isopen"]) == ("notspecified", False)


@pytest.mark.parametrize(
    ("parameters", "names"),
    [
        ({}, NAMES),
        ({"q": "*:*"}, NAMES),
        ({"q": "岡山市"}, [NAMES[0], NAMES[4], NAMES[5]]),
        ({"q": "岡山市 検証"}, []),
        ({"q": "draft amending"}, [NAMES[4]]),
        ({"q": '"Okayama City and Soja City"'}, [NAMES[0], NAMES[5]]),
        ({"q": "title:語彙"}, ["vocabulary"]),
        ({"q": "vocab*"}, ["vocabulary"]),
        ({"q": "name:ren?ei"}, ["renkei"]),
        ({"q": "-tags:岡山市 AND NOT name:renkei"}, ["reference", "shapes", "vocabulary"]),
        ({"q": "name:(renkei OR shapes)"}, ["renkei", "shapes"]),
        ({"q": "(name:renkei OR name:shapes) -name:shapes"}, ["renkei"]),
        ({"fq": "organization:renkei-kg"}, NAMES),
        ({"fq": "-organization:renkei-kg"}, []),
        ({"fq": "+tags:総社市 +license_id:notspecified"}, ["text-okayama-soja-2025"]),
        ({"fq": 'res_format:"RDF/XML"'}, ["agreement-okayama-soja", "renkei"]),
        ({"fq": "groups:economicgrowth", "q": "-name:renkei"}, [NAMES[0], NAMES[5]]),
        ({"fq": "name:renkei OR name:shapes", "fq_list": "name:shapes"}, ["shapes"]),
        ({"fq": "metadata_modified:[2000-01-01T00:00:00.000123Z TO *]"}, NAMES),
        ({"fq": "metadata_modified:[* TO 2000-01-01T00:00:00Z]"}, []),
        ({"fq": "metadata_modified:[2000-01-01T00:00:00Z TO 2000-01-02T00:00:00Z}"}, []),
        ({"fq": "extras_identifier:renkei"}, ["renkei"]),
        ({"q": "state:active capacity:public"}, NAMES),
        ({"sort": "name desc"}, NAMES[::-1]),
        ({"sort": "title_string asc, name asc", "q": "name:renkei"}, ["renkei"]),
        ({"q": "no-such-thing"}, []),
        ({"q": "unknown_field:x"}, []),
    ],
)
def test_a_search_finds(seed_site: Site, parameters: dict[str, str], names: list[str]) -> None:
    assert found(seed_site, **({"sort": "name asc"} | parameters)) == names


def test_pages_of_a_search_are_those_that_a_harvester_takes(long_site: Site) -> None:
    taken: list[str] = []
    while True:
        page = result(long_site, "package_search", rows=100, start=len(taken), sort="id asc")
        assert page["count"] == 1204
        if not page["results"]:
            break
        taken += [package["id"] for package in page["results"]]
    assert taken == sorted(set(taken))
    assert len(taken) == 1204


@pytest.mark.parametrize(
    ("rows", "given"), [(None, 10), ("", 10), ("0", 0), ("1001", 1000), ("99999999", 1000)]
)
def test_rows_are_bounded_as_ckan_bounds_them(long_site: Site, rows: str | None, given: int) -> None:
    asked = {} if rows is None else {"rows": rows}
    assert len(result(long_site, "package_search", fl="name", **asked)["results"]) == given


def test_beyond_the_end_there_is_nothing(seed_site: Site) -> None:
    page = result(seed_site, "package_search", start=10**9)
    assert (page["count"], page["results"]) == (7, [])


def test_fields_and_facets_can_be_chosen(seed_site: Site) -> None:
    page = result(
        seed_site, "package_search", fl="id,name", rows=1, **{"facet.field": '["res_format", "groups"]'}
    )
    assert list(page["results"][0]) == ["id", "name"]
    assert page["facets"]["res_format"]["Turtle"] == 6
    first = page["search_facets"]["groups"]["items"][0]
    assert first == {"name": "gove", "display_name": "gove", "count": 7}


def test_organizations_groups_tags_and_licences(seed_site: Site) -> None:
    assert result(seed_site, "organization_list") == ["renkei-kg"]
    (listed,) = result(seed_site, "organization_list", all_fields="true")
    assert (listed["title"], listed["package_count"]) == ("renkei-kg の編集者", 7)
    shown = result(seed_site, "organization_show", id="renkei-kg", include_datasets="True")
    assert len(shown["packages"]) == 7
    groups = result(seed_site, "group_list")
    assert {"economicgrowth", "gove", "livingservices", "regi", "urbanfunctions"} <= set(groups)
    assert groups == sorted(groups)
    assert result(seed_site, "group_show", id="gove")["package_count"] == 7
    assert result(seed_site, "tag_list", query="市") == ["岡山市", "総社市", "連携中枢都市圏"]
    assert result(seed_site, "tag_list", query="市", all_fields="1")[0]["display_name"] == "岡山市"
    assert {licence["id"] for licence in result(seed_site, "license_list")} >= {"cc-by", "notspecified"}


def test_the_site_says_what_it_is(seed_site: Site) -> None:
    assert result(seed_site, "site_read") is True
    assert result(seed_site, "status_show")["locale_default"] == "ja"
    assert "List" in result(seed_site, "help_show", name="package_list")
    for path in ("/api/3", "/api/3/", "/api/3/action/"):
        assert seed_site.ask(path).json == {"version": 3}


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (JSON, b'{"id": "renkei"}'),
        ({"Content-Type": "application/x-www-form-urlencoded"}, b"id=renkei"),
        ({"Content-Type": "application/x-www-form-urlencoded"}, b"%7B%22id%22%3A+%22renkei%22%7D=1"),
    ],
)
def test_parameters_may_be_posted(seed_site: Site, headers: dict[str, str], body: bytes) -> None:
    reply = seed_site.ask("/api/3/action/package_show", "POST", body, headers)
    assert reply.json["result"]["name"] == "renkei"


SIGNS = ("+-5", "--5", "-+1", "++1", "+", "-", "5-")
REFUSED: list[tuple[str, dict[str, object], int, str, str]] = [
    ("package_show", {"id": "nothing"}, 404, "Not Found Error", "Not found"),
    ("package_show", {"id": "../x"}, 404, "Not Found Error", "Not found"),
    ("package_show", {}, 409, "Validation Error", "Missing value"),
    ("organization_show", {"id": "nobody"}, 404, "Not Found Error", "Not found"),
    ("group_show", {"id": "nothing"}, 404, "Not Found Error", "Not found"),
    ("help_show", {"name": "nothing"}, 404, "Not Found Error", "Not found"),
    ("package_search", {"rows": "-1"}, 409, "Validation Error", "Must be a natural number"),
    ("package_search", {"start": "-1"}, 409, "Validation Error", "Must be a natural number"),
    ("package_search", {"rows": "ten"}, 409, "Validation Error", "Invalid integer"),
    ("package_search", {"rows": "1e3"}, 409, "Validation Error", "Invalid integer"),
    ("package_search", {"rows": "９"}, 409, "Validation Error", "Invalid integer"),
    ("package_search", {"rows": ["1", "2"]}, 409, "Validation Error", "Invalid integer"),
    ("package_search", {"fq_list": ["name:a"] * 1000}, 400, "Search Query Error", "too long"),
    ("package_search", {"q": "a" * 2100, "fq": "a" * 2100}, 400, "Search Query Error", "too long"),
    ("package_list", {"limit": "x"}, 409, "Validation Error", "Invalid integer"),
    ("package_list", {"offset": "-5"}, 409, "Validation Error", "Must be a natural number"),
    ("package_search", {"page": "2"}, 400, "Search Query Error", "Invalid search parameters"),
    ("package_search", {"sort": "colour asc"}, 400, "Search Query Error", "sort"),
    ("package_search", {"sort": "name"}, 400, "Search Query Error", "sort"),
    ("package_search", {"facet.field": '["colour"]'}, 400, "Search Query Error", "undefined field"),
    ("package_search", {"facet.field": "[broken"}, 409, "Validation Error", "valid JSON"),
    ("package_search", {"q": '"'}, 400, "Search Query Error", "Cannot parse"),
    ("package_search", {"q": "("}, 400, "Search Query Error", "Cannot parse"),
    ("package_search", {"q": ")"}, 400, "Search Query Error", "Cannot parse"),
    ("package_search", {"q": "a OR"}, 400, "Search Query Error", "Cannot parse"),
    ("package_search", {"q": "name:"}, 400, "Search Query Error", "Cannot parse"),
    ("package_search", {"q": "(" * 3000}, 400, "Search Query Error", "Cannot parse"),
    ("package_search", {"q": "-" * 3000 + "a"}, 400, "Search Query Error", "Cannot parse"),
    ("package_search", {"q": "name:" * 800 + "a"}, 400, "Search Query Error", "Cannot parse"),
    ("package_search", {"q": "a" * 5000}, 400, "Search Query Error", "too long"),
    (
        "package_search",
        {"fq": "metadata_modified:[yesterday TO *]"},
        400,
        "Search Query Error",
        "Invalid Date",
    ),
    (
        "package_search",
        {"fq": "metadata_modified:[NOW-1DAY TO *]"},
        400,
        "Search Query Error",
        "Invalid Date",
    ),
]


REFUSED += [("package_list", {"limit": sign}, 409, "Validation Error", "Invalid integer") for sign in SIGNS]


@pytest.mark.parametrize(("action", "parameters", "status", "kind", "words"), REFUSED)
def test_what_cannot_be_done_is_refused_as_ckan_refuses_it(
    seed_site: Site, action: str, parameters: dict[str, object], status: int, kind: str, words: str
) -> None:
    reply = ask(seed_site, action, **parameters)
    assert (reply.status, reply.media_type) == (status, "application/json"), reply.text
    assert reply.json["success"] is False
    assert reply.json["error"]["__type"] == kind
    assert words in json.dumps(reply.json["error"])


@pytest.mark.parametrize(
    "body",
    [b"{", b"[]", b"1", b'"x"', b"\xff", b"[" * 100000],
    ids=["cut", "list", "number", "text", "bytes", "deep"],
)
def test_a_body_that_is_no_json_object_is_refused_as_ckan_refuses_it(seed_site: Site, body: bytes) -> None:
    reply = seed_site.ask("/api/3/action/package_show", "POST", body, JSON)
    assert reply.status == 400
    assert reply.json.startswith("Bad request - JSON Error: ")


@pytest.mark.parametrize("value", [None, [], {}, True, 1.5, ["a"], 10**30])
def test_json_may_hold_anything_as_a_value(seed_site: Site, value: object) -> None:
    for name in ("id", "rows", "q", "fq", "fq_list", "sort", "fl", "facet.field", "limit"):
        for action in ("package_search", "package_show", "package_list"):
            reply = seed_site.ask(f"/api/3/action/{action}", "POST", json.dumps({name: value}).encode(), JSON)
            assert reply.status in {200, 400, 404, 409}, (name, action, reply.text)


@pytest.mark.parametrize(
    "parameters",
    [
        {"fq_list": ["-name:a*b*c*d"] * 60_000},
        {"sort": ",".join(["title asc"] * 90_000)},
        {"facet.field": ["tags"] * 110_000},
        {"fl": [f"x{number}" for number in range(80_000)]},
    ],
    ids=lambda parameters: str(next(iter(parameters))),
)
def test_to_ask_the_same_again_and_again_in_one_request_costs_as_much_as_once(
    seed_site: Site, parameters: dict[str, object]
) -> None:
    """Against a server that counts each, the requests take minutes; the client gives up before."""
    body = json.dumps(parameters).encode()
    for _ in range(20):
        reply = seed_site.ask("/api/3/action/package_search", "POST", body, JSON)
        assert reply.status in {200, 400}


def test_of_a_field_that_is_named_twice_the_first_order_counts(seed_site: Site) -> None:
    once = ask(seed_site, "package_search", sort="name desc").json["result"]["results"]
    twice = ask(seed_site, "package_search", sort="name desc, name asc").json["result"]["results"]
    assert [package["name"] for package in twice] == [package["name"] for package in once]


@pytest.mark.parametrize("action", ["package_create", "dataset_purge", "nothing", "__class__", "search"])
def test_what_is_no_action_of_ours_is_refused(seed_site: Site, action: str) -> None:
    for method in ("GET", "POST"):
        reply = seed_site.ask(f"/api/3/action/{action}", method)
        assert reply.status == 400
        assert reply.json == f"Bad request - Action name not known: {action}"


def test_who_has_an_answer_is_not_sent_it_again(seed_site: Site) -> None:
    got = ask(seed_site, "package_list")
    again = seed_site.ask("/api/3/action/package_list", headers={"If-None-Match": got.headers["ETag"]})
    assert (again.status, again.body) == (304, b"")
    head = seed_site.ask("/api/3/action/package_list", "HEAD")
    assert (head.status, head.headers["Content-Length"]) == (200, got.headers["Content-Length"])

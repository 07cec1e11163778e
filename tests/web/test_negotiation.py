"""What a request asks for is what it gets, row by row of the tables in cases/."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.store.formats import GRAPHS, RESULTS
from kg.web.negotiation import HTML, NAMES, SPREADSHEET, best_match, named_types
from tests.web.site import Reply, Site
from tests.web.tables import QUERIES, table


def ask(site: Site, query: str, accept: str | None, **parameters: str) -> Reply:
    if query != "none":
        return site.query(QUERIES[query], accept, **parameters)
    path = "/sparql" + "".join(f"?{name}={value}" for name, value in parameters.items())
    return site.ask(path, headers={} if accept is None else {"Accept": accept})


@pytest.mark.parametrize("case", table("accept"), ids=lambda case: f"{case['query']} {case['accept']}")
def test_the_accept_header_chooses_the_media_type(site: Site, case: dict[str, str]) -> None:
    reply = ask(site, case["query"], case["accept"])
    assert (reply.status, reply.media_type) == (int(case["status"]), case["media_type"])
    assert "Accept" in [name.strip() for name in reply.headers["Vary"].split(",")]


@pytest.mark.parametrize("query", ["select", "ask", "construct", "describe", "none"])
def test_a_request_without_accept_gets_the_servers_choice(site: Site, query: str) -> None:
    assert ask(site, query, None).media_type == ask(site, query, "*/*").media_type


@pytest.mark.parametrize("case", table("format"), ids=lambda case: f"{case['query']} {case['format']}")
@pytest.mark.parametrize("parameter", ["format", "output"])
def test_the_format_parameter_comes_before_the_header(
    site: Site, case: dict[str, str], parameter: str
) -> None:
    reply = ask(site, case["query"], "image/png", **{parameter: case["format"]})
    assert (reply.status, reply.media_type) == (int(case["status"]), case["media_type"])


def test_what_is_offered_is_listed_when_nothing_fits(site: Site) -> None:
    refused = site.query(QUERIES["select"], "image/png").json["offered"]
    assert {*RESULTS, *GRAPHS, HTML} == set(refused)
    assert set(site.query(QUERIES["select"], "text/turtle").json["offered"]) == set(RESULTS)
    assert set(site.query(QUERIES["construct"], "text/csv").json["offered"]) == set(GRAPHS)


@pytest.mark.parametrize("name", NAMES)
def test_every_short_name_means_media_types_that_are_offered(name: str) -> None:
    assert set(named_types(name)) <= {*RESULTS, *GRAPHS, HTML, SPREADSHEET}


@given(st.text())
def test_any_accept_header_can_be_read(header: str) -> None:
    assert best_match(header, [*RESULTS, HTML]) in {*RESULTS, HTML, None}


@given(
    st.sampled_from([*RESULTS, *GRAPHS]),
    st.from_regex(r"[a-pr-z]+=([a-z0-9]+|\"[a-z /:#]*\")", fullmatch=True),
)
def test_parameters_of_a_media_type_do_not_matter(media_type: str, parameter: str) -> None:
    assert best_match(f"{media_type};{parameter}", [media_type]) == media_type

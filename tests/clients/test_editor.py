"""What the SIB's SPARQL editor asks an endpoint about itself, as it asks it, has answers that it can use."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

import pytest

from kg.namespaces import PREFIXES
from tests.clients.comunica import HERE, ask, require_comunica
from tests.web.site import Site

RENKEI = PREFIXES["renkei"]
JSON = "application/sparql-results+json"


def query(name: str) -> str:
    return (HERE / "editor" / f"{name}.rq").read_text(encoding="utf-8")


def rows(site: Site, name: str) -> list[dict[str, str]]:
    """Ask from a page of another site, with a parameter that means nothing to us."""
    parameters = urlencode({"ac": "1", "query": query(name)})
    headers = {"Accept": JSON, "Origin": "https://editor.example"}
    reply = site.ask(f"/sparql?{parameters}", headers=headers)
    assert (reply.status, reply.media_type) == (200, JSON)
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    return values(reply.json)


def values(answer: Any) -> list[dict[str, str]]:
    return [{name: term["value"] for name, term in row.items()} for row in answer["results"]["bindings"]]


def leads(found: list[dict[str, str]]) -> set[tuple[str, str]]:
    """Give what an initiative's properties lead to."""
    own = [row for row in found if row["class"] == RENKEI + "Initiative"]
    return {(row["property"], row.get("to", row.get("type", ""))) for row in own}


LEADS = {
    (RENKEI + "hasRole", RENKEI + "RoleAssignment"),
    (RENKEI + "position", PREFIXES["xsd"] + "integer"),
}


def test_it_finds_every_prefix(seed_site: Site) -> None:
    assert {row["short"]: row["long"] for row in rows(seed_site, "prefixes")} == PREFIXES


def test_it_finds_the_questions_and_each_can_be_run(seed_site: Site) -> None:
    found = rows(seed_site, "examples")
    assert len({row["example"] for row in found}) >= 24
    assert len(found) == 2 * len({row["example"] for row in found})  # in Japanese and English
    for text in {row["text"] for row in found}:
        assert seed_site.query(text, method="POST").status == 200


def test_it_finds_classes_with_properties_and_what_they_lead_to(seed_site: Site) -> None:
    found = rows(seed_site, "terms")
    assert leads(found) >= LEADS
    assert all(int(row["count"]) > 0 for row in found if "count" in row)
    assert {row["label"] for row in found if row["class"] == RENKEI + "Initiative"} == {"取組", "Initiative"}


def test_the_endpoint_s_description_alone_says_as_much(seed_site: Site) -> None:
    """Where the endpoint has no rows, the editor reads the description as a file."""
    require_comunica()
    (answer,) = ask(seed_site.address + "sparql", [("file", query("terms"))])
    assert leads(values(json.loads(answer))) >= LEADS


@pytest.mark.parametrize(
    ("name", "variable", "term"),
    [("classes", "class", "Initiative"), ("properties", "property", "hasRole")],
)
def test_without_statistics_it_would_find_terms(name: str, variable: str, term: str, seed_site: Site) -> None:
    found = {row[variable] for row in rows(seed_site, name)}
    assert RENKEI + term in found
    assert not [iri for iri in found if "openlinksw" in iri]

"""What other kinds of harvester look for: VoID, the API catalogue, data.json, signposts, tables' columns."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from email.message import Message
from typing import Any

import pytest
from rdflib import Graph

from kg.namespaces import VOID
from tests.web.site import Reply, Site

BASE = "http://localhost:8000/"
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
LINK = re.compile(r'<([^>]*)>((?:; [a-z]+="[^"]*")*)')


def signposts(headers: Message) -> dict[str, list[str]]:
    """Give the targets of the Link headers by relation."""
    found: dict[str, list[str]] = {}
    for header in headers.get_all("Link") or []:
        matched = LINK.fullmatch(header)
        assert matched, header
        relation = re.search(r'rel="([^"]*)"', matched[2])
        assert relation
        found.setdefault(relation[1], []).append(matched[1])
    return found


def here(address: str) -> str:
    return address.replace(BASE, "/")


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "text/turtle"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/ld+json", "application/ld+json"),
    ],
)
def test_void_says_how_large_the_data_are(seed_site: Site, accept: str, media_type: str) -> None:
    reply = seed_site.ask("/.well-known/void", headers={"Accept": accept})
    assert (reply.status, reply.media_type) == (200, media_type)
    described = Graph().parse(data=reply.body, format=media_type)
    assert len(list(described.objects(None, VOID.sparqlEndpoint))) == 1
    again = seed_site.ask(
        "/.well-known/void", headers={"Accept": accept, "If-None-Match": reply.headers["ETag"]}
    )
    assert again.status == 304


def test_void_is_not_offered_in_other_forms(seed_site: Site) -> None:
    assert seed_site.ask("/.well-known/void", headers={"Accept": "text/csv"}).status == 406


def test_the_api_catalogue_leads_to_every_api_and_its_description(seed_site: Site) -> None:
    reply = seed_site.ask("/.well-known/api-catalog")
    assert reply.headers["Content-Type"] == (
        'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"'
    )
    contexts = {context["anchor"]: context for context in reply.json["linkset"]}
    apis = [item["href"] for item in contexts[BASE + ".well-known/api-catalog"]["item"]]
    assert apis == [BASE + "sparql", BASE + "api/3/action/", BASE + "api/questions"]
    for api in apis:
        assert seed_site.ask(here(api)).status == 200
        assert {"service-doc", "service-meta", "status"} <= set(contexts[api])
        for relation in ("service-desc", "service-meta", "status"):
            for target in contexts[api].get(relation, []):
                asked = seed_site.ask(here(target["href"]), headers={"Accept": target["type"]})
                assert (asked.status, asked.media_type) == (200, target["type"])
    head = seed_site.ask("/.well-known/api-catalog", "HEAD")
    assert signposts(head.headers)["api-catalog"] == [BASE + ".well-known/api-catalog"]


@pytest.mark.parametrize("path", ["/catalog", "/catalog.ttl", "/catalog.html"])
def test_the_catalogue_leads_to_its_licence_publisher_and_forms(path: str, seed_site: Site) -> None:
    links = signposts(seed_site.ask(path, "HEAD").headers)
    assert links["license"] == ["https://creativecommons.org/licenses/by/4.0/"]
    assert links["author"] == [BASE + "id/publisher/renkei-kg"]
    assert links["cite-as"] == [BASE + "catalog"]
    assert links["type"] == ["https://schema.org/DataCatalog"]
    assert links["describedby"] == [f"{BASE}catalog.{suffix}" for suffix in ("ttl", "jsonld", "nt", "rdf")]


@pytest.mark.parametrize(
    ("query", "title"), [("", "（renkei）"), ("?lang=en", "All"), ("?lang=fr", "（renkei）")]
)
def test_data_json_lists_every_data_set(seed_site: Site, query: str, title: str) -> None:
    catalogue = seed_site.ask(f"/data.json{query}").json
    assert catalogue["conformsTo"] == "https://project-open-data.cio.gov/v1.1/schema"
    assert len(catalogue["dataset"]) == 7
    assert title in catalogue["dataset"][0]["title"]
    wanted = {"title", "description", "keyword", "modified", "publisher", "contactPoint", "identifier"}
    for dataset in catalogue["dataset"]:
        assert wanted | {"accessLevel", "distribution"} <= set(dataset)
        assert dataset["accessLevel"] == "public"
        for distribution in dataset["distribution"]:
            reply = seed_site.ask(here(distribution["downloadURL"]), "HEAD")
            assert (reply.status, reply.media_type) == (200, distribution["mediaType"])
    assert ["license" in each for each in catalogue["dataset"]].count(False) == 1  # the text's is unknown


@pytest.mark.parametrize(
    ("path", "thing", "files"),
    [
        ("/ja/doc/agreement/okayama-soja", "agreement/okayama-soja", 6),
        ("/en/doc/agreement/okayama-soja", "agreement/okayama-soja", 6),
        ("/doc/agreement/okayama-soja.ttl", "agreement/okayama-soja", 6),
        ("/ja/doc/agreement/okayama-soja/version/2025-draft", "agreement/okayama-soja/version/2025-draft", 2),
        ("/ja/doc/dataset/renkei", "dataset/renkei", 15),
        ("/ja/doc/source/okayama-soja-2025", "source/okayama-soja-2025", 1),
    ],
)
def test_a_page_leads_to_its_data_set(seed_site: Site, path: str, thing: str, files: int) -> None:
    found = signposts(seed_site.ask(path, "HEAD").headers)
    assert found["cite-as"] == [f"{BASE}id/{thing}"]
    assert "https://schema.org/Dataset" in found["type"]
    assert len(found["item"]) == files
    for target in [*found["item"], *found["describedby"], *found["collection"]]:
        assert seed_site.ask(here(target), "HEAD").status == 200
    expected = [] if "source" in path else ["https://creativecommons.org/licenses/by/4.0/"]
    assert found.get("license", []) == expected


@pytest.mark.parametrize(
    "path", ["/ja/", "/sparql", "/ja/doc/government/331007", "/ja/doc/agreement/nothing"]
)
def test_what_is_no_data_set_has_no_signposts(seed_site: Site, path: str) -> None:
    assert signposts(seed_site.ask(path).headers) == {}


def described_sets(site: Site, path: str) -> list[dict[str, Any]]:
    """Give the data sets that a page describes to search engines."""
    found = map(json.loads, SCRIPT.findall(site.ask(path).text))
    return [described for described in found if described["@type"] == "Dataset"]


@pytest.mark.parametrize(
    ("path", "identifier"),
    [
        ("/ja/doc/agreement/okayama-soja", "agreement-okayama-soja"),
        ("/en/doc/agreement/okayama-soja/version/2025-draft", "version-okayama-soja_2025-draft"),
        ("/en/doc/dataset/renkei", "renkei"),
    ],
)
def test_the_page_of_a_data_set_describes_it_to_search_engines(
    seed_site: Site, path: str, identifier: str
) -> None:
    (described,) = described_sets(seed_site, path)
    assert described["@context"] == "https://schema.org/"
    assert described["identifier"] == identifier
    assert described["includedInDataCatalog"]["@id"] == BASE + "catalog"


@pytest.mark.parametrize("path", ["/ja/", "/ja/doc/government/331007", "/ja/sparql"])
def test_other_pages_describe_none(seed_site: Site, path: str) -> None:
    assert described_sets(seed_site, path) == []


def test_a_file_leads_to_its_data_set_and_a_table_to_its_columns(seed_site: Site) -> None:
    found = signposts(seed_site.ask("/dumps/latest/csv/roles.csv", "HEAD").headers)
    assert found["collection"] == [BASE + "id/dataset/renkei"]
    assert BASE + "dumps/latest/csv/csv-metadata.json" in found["describedby"]
    text = signposts(seed_site.ask("/dumps/latest/sources/okayama-soja-2025.txt", "HEAD").headers)
    assert "license" not in text


def table(site: Site, name: str) -> tuple[Reply, list[list[str]]]:
    reply = site.ask(f"/dumps/latest/csv/{name}")
    return reply, list(csv.reader(io.StringIO(reply.text, newline="")))


def test_the_data_package_describes_the_tables_as_they_are(seed_site: Site) -> None:
    package = seed_site.ask("/dumps/latest/csv/datapackage.json").json
    assert [resource["name"] for resource in package["resources"]] == ["initiatives", "roles"]
    for resource in package["resources"]:
        reply, rows = table(seed_site, resource["path"])
        assert resource["bytes"] == len(reply.body)
        assert resource["hash"] == "sha256:" + hashlib.sha256(reply.body).hexdigest()
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == rows[0]
        for at, field in enumerate(fields):
            if field["type"] == "integer":
                assert all(row[at].isdigit() for row in rows[1:])


def test_csvw_describes_the_columns_in_both_languages(seed_site: Site) -> None:
    metadata = json.loads(seed_site.ask("/dumps/latest/csv/csv-metadata.json").body)
    assert metadata["@context"] == "http://www.w3.org/ns/csvw"
    for described in metadata["tables"]:
        _, rows = table(seed_site, described["url"])
        columns = described["tableSchema"]["columns"]
        assert [column["titles"] for column in columns] == rows[0]
        for column in columns:
            assert [text["@language"] for text in column["dc:description"]] == ["ja", "en"]

"""What the site says of itself: to people about its data, to search engines about its pages."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from lxml import etree

from tests.conftest import DATA, build, write_register
from tests.web.pages_crawl import open_page
from tests.web.pages_reading import said
from tests.web.site import Site, running

BASE = "http://localhost:8000/"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture(scope="module")
def contacted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seed, published by somebody who can be written to."""
    directory = tmp_path_factory.mktemp("contacted")
    data = Path(shutil.copytree(DATA, directory / "data"))
    with (data / "publisher.csv").open(encoding="utf-8", newline="") as stream:
        (row,) = csv.DictReader(stream)
    write_register(data / "publisher.csv", [row | {"contact": "mailto:data@synthetic.example"}])
    return build(directory, data)


def listed(site: Site, path: str, query: str) -> list[str]:
    reply = site.ask(path)
    assert reply.media_type == "application/xml"
    return [str(found) for found in etree.fromstring(reply.body).xpath(query, namespaces=NAMES)]


def test_every_page_of_the_sitemap_is_there_in_both_languages(seed_site: Site) -> None:
    lists = listed(seed_site, "/sitemap.xml", "//s:loc/text()")
    assert lists == [f"{BASE}sitemap-1.xml"]
    pages = listed(seed_site, "/sitemap-1.xml", "//s:loc/text()")
    assert len(pages) == len(set(pages)) == 2 * len({page.partition(BASE)[2][3:] for page in pages})
    assert {seed_site.ask("/" + page.removeprefix(BASE)).status for page in pages} == {200}


def test_a_page_of_the_sitemap_names_its_other_language(seed_site: Site) -> None:
    alternates = listed(seed_site, "/sitemap-1.xml", "//s:url[1]/x:link/@href")
    assert alternates == [f"{BASE}ja/", f"{BASE}en/"]


@pytest.mark.parametrize("path", ["/sitemap-0.xml", "/sitemap-2.xml", "/sitemap--1.xml", "/sitemap-a.xml"])
def test_there_is_no_list_before_the_first_or_after_the_last(seed_site: Site, path: str) -> None:
    assert seed_site.ask(path).status == 404


def test_crawlers_are_told_where_the_pages_are(seed_site: Site) -> None:
    assert f"Sitemap: {BASE}sitemap.xml" in seed_site.ask("/robots.txt").text


@pytest.mark.parametrize(("language", "name"), [("ja", "岡山市"), ("en", "Okayama City")])
def test_an_error_is_reported_with_the_name_and_iri_of_the_thing(
    seed_site: Site, language: str, name: str
) -> None:
    iri = f"{BASE}id/government/331007"
    page = open_page(seed_site, f"/{language}/doc/government/331007").top
    (href,) = [a.attributes["href"] for a in page.every("a") if "/about?iri=" in a.attributes["href"]]
    report = open_page(seed_site, href).top.one("section", id="report")
    assert name in said(report)
    assert said(report.one("code")) == iri


@pytest.mark.parametrize(
    "iri",
    [
        "javascript:alert(1)",
        "http://elsewhere.example/id/government/331007",
        f"{BASE}id/government/000000",
        f"{BASE}id/<script>",
        f"{BASE}id/" + "a" * 5000,
        "\x00",
        "",
    ],
)
def test_nothing_is_taken_over_of_what_is_no_thing_of_the_release(seed_site: Site, iri: str) -> None:
    report = open_page(seed_site, f"/ja/about?iri={quote(iri)}").top.one("section", id="report")
    assert report.every("code") == []


def test_a_report_is_a_letter_to_the_publisher_with_the_iri_in_it(contacted: Path) -> None:
    with running(contacted) as site:
        iri = f"{BASE}id/government/331007"
        links = open_page(site, f"/ja/about?iri={iri}").top.one("section", id="report").every("a")
        assert f"&body={quote(iri)}" in links[0].attributes["href"]
        assert links[1].attributes["href"] == "mailto:data@synthetic.example"


def described(site: Site, path: str) -> dict[str, Any]:
    """Give what a page tells search engines of its subject, beside the data set that it offers."""
    scripts = open_page(site, path).top.every("script", type="application/ld+json")
    (found,) = [
        one for one in map(json.loads, (script.text for script in scripts)) if one["@type"] != "Dataset"
    ]
    return dict(found)


def test_search_engines_read_a_municipality_as_an_organization(seed_site: Site) -> None:
    found = described(seed_site, "/ja/doc/government/331007")
    assert (found["@type"], found["identifier"][0]["value"]) == ("GovernmentOrganization", "331007")


def test_search_engines_are_told_of_a_draft_that_it_is_one_and_not_that_it_is_in_force(
    seed_site: Site,
) -> None:
    found = described(seed_site, "/ja/doc/agreement/okayama-soja/version/2025-draft")
    assert (found["@type"], found["legislationType"]) == ("Legislation", "連携協約")
    assert found["creativeWorkStatus"] == "Draft"
    assert not any(name.startswith("legislationLegalForce") for name in found)
    assert [one["@id"] for one in found["legislationResponsible"]] == [
        f"{BASE}id/government/{code}" for code in ("331007", "332089")
    ]


@pytest.mark.parametrize(
    "path", ["/ja/", "/en/", "/ja/doc/area/okayama", "/en/pillars/UrbanFunctions", "/ja/about"]
)
def test_a_page_names_itself_for_those_who_pass_it_on(seed_site: Site, path: str) -> None:
    head = open_page(seed_site, path).top.one("head")
    meta = {
        one.attributes.get("property"): one.attributes["content"]
        for one in head.every("meta")
        if "content" in one.attributes
    }
    assert meta["og:url"] == head.one("link", rel="canonical").attributes["href"] == BASE + path[1:]
    assert meta["og:title"]
    assert meta["og:description"] == head.one("meta", name="description").attributes["content"] != ""
    assert {
        one.attributes["hreflang"]
        for one in head.every("link", rel="alternate")
        if "hreflang" in one.attributes
    } == {"ja", "en", "x-default"}

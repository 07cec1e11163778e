"""The catalogue in every form that is asked for, page by page, with the headers that harvesters rely on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import Graph, URIRef

from kg.namespaces import DCAT, DCTERMS, HYDRA, RDF
from tests.harvest.nation import write_long_catalogue
from tests.web.pages_crawl import open_page
from tests.web.site import Reply, Site, running

BASE = "http://localhost:8000/"
FORMS = {
    "rdf": "application/rdf+xml",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
}
CATALOGUE = URIRef(BASE + "catalog")


@pytest.fixture(scope="module")
def long_site(seed_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A catalogue of 40 agreements: three pages."""
    with running(write_long_catalogue(tmp_path_factory.mktemp("long"), seed_release, 40)) as site:
        yield site


def read(reply: Reply) -> Graph:
    assert reply.status == 200, reply.text
    return Graph().parse(data=reply.body, format=reply.media_type)


def without_paging(graph: Graph) -> set[object]:
    return {triple for triple in graph if "?page=" not in f"{triple[0]}{triple[2]}"}


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/rdf+xml"),
        ("", "application/rdf+xml"),
        *((form, form) for form in FORMS.values()),
        ("application/rdf+xml;q=0.5, text/turtle", "text/turtle"),
        ("text/turtle;profile=x", "text/turtle"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
    ],
)
def test_the_form_that_is_asked_for_is_given(seed_site: Site, accept: str, media_type: str) -> None:
    reply = seed_site.ask("/catalog", headers={"Accept": accept})
    assert (reply.status, reply.media_type) == (200, media_type)
    assert "Accept" in reply.headers["Vary"]


def test_every_form_says_the_same(seed_site: Site) -> None:
    whole = read(seed_site.ask("/catalog"))
    assert len(set(whole.subjects(RDF.type, DCAT.Dataset))) == 7
    for suffix, media_type in FORMS.items():
        assert set(read(seed_site.ask("/catalog", headers={"Accept": media_type}))) == set(whole)
        by_suffix = seed_site.ask(f"/catalog.{suffix}")
        assert by_suffix.media_type == media_type
        assert without_paging(read(by_suffix)) == without_paging(whole)


@pytest.mark.parametrize("path", ["/catalog", "/catalog.ttl", "/catalog?page=1"])
def test_head_is_get_without_its_body(seed_site: Site, path: str) -> None:
    got = seed_site.ask(path, headers={"Accept": "*/*"})
    head = seed_site.ask(path, "HEAD", headers={"Accept": "*/*"})
    assert (head.status, head.body) == (200, b"")
    for name in ("Content-Type", "Content-Length", "ETag", "Last-Modified", "Cache-Control", "Vary"):
        assert head.headers[name] == got.headers[name]


def test_who_has_it_is_not_sent_it_again(seed_site: Site) -> None:
    got = seed_site.ask("/catalog")
    again = seed_site.ask("/catalog", headers={"If-None-Match": got.headers["ETag"]})
    assert (again.status, again.body) == (304, b"")
    assert again.headers["ETag"] == got.headers["ETag"]
    assert seed_site.ask("/catalog.ttl", headers={"If-None-Match": got.headers["ETag"]}).status == 200


def test_it_is_as_old_as_its_data_but_that_date_does_not_tell_releases_apart(seed_site: Site) -> None:
    day = "Sun, 22 Nov 2026 00:00:00 GMT"
    assert seed_site.ask("/catalog").headers["Last-Modified"] == day
    assert seed_site.ask("/catalog", headers={"If-Modified-Since": day}).status == 200


@pytest.mark.parametrize("suffix", ["", ".ttl", ".rdf"])
def test_pages_lead_to_each_other_in_one_form_and_hold_everything_once(long_site: Site, suffix: str) -> None:
    address, found = f"/catalog{suffix}", list[str]()
    while address:
        page = read(long_site.ask(address))
        found += map(str, page.subjects(RDF.type, DCAT.Dataset))
        assert len(list(page.subjects(RDF.type, HYDRA.PartialCollectionView))) == 1
        assert page.value(CATALOGUE, DCTERMS.publisher)
        assert int(str(page.value(CATALOGUE, HYDRA.totalItems))) == 124
        following = next(page.objects(None, HYDRA.next), None)
        assert following is None or str(following).startswith(f"{BASE}catalog{suffix}?page=")
        address = str(following).replace(BASE, "/") if following else ""
    assert len(found) == len(set(found)) == 124


def test_a_page_beyond_the_end_is_empty(long_site: Site) -> None:
    page = read(long_site.ask("/catalog?page=999999"))
    assert list(page.subjects(RDF.type, DCAT.Dataset)) == []
    assert list(page.objects(None, HYDRA.previous)) == [URIRef(BASE + "catalog?page=3")]
    assert long_site.ask("/catalog?page=4", headers={"Accept": "text/html"}).status == 200


@pytest.mark.parametrize("page", ["0", "-1", "x", "1.5", "", "%EF%BC%91", "9" * 7, "1%00"])
@pytest.mark.parametrize("accept", ["*/*", "text/html"])
def test_a_page_that_is_no_number_is_refused(seed_site: Site, page: str, accept: str) -> None:
    reply = seed_site.ask(f"/catalog?page={page}", headers={"Accept": accept})
    assert reply.status == 400
    assert reply.media_type == ("text/html" if accept == "text/html" else "application/problem+json")
    assert "page" in reply.text


@pytest.mark.parametrize(
    "path", ["/catalog.csv", "/catalog.", "/catalog.TTL", "/catalog/", "/catalog.ttl.rdf"]
)
def test_what_is_not_offered_is_not_there(seed_site: Site, path: str) -> None:
    assert seed_site.ask(path).status == 404


def test_a_form_that_is_not_offered_is_refused(seed_site: Site) -> None:
    reply = seed_site.ask("/catalog", headers={"Accept": "image/png"})
    assert (reply.status, reply.media_type) == (406, "application/problem+json")


def test_a_release_without_a_catalogue_has_none(site: Site) -> None:
    assert site.ask("/catalog").status == 404
    assert site.ask("/catalog", headers={"Accept": "text/html"}).status == 404


@pytest.mark.parametrize(("lang", "words"), [("ja", "データセットの目録"), ("en", "Catalogue of data sets")])
def test_people_get_a_page_in_their_language(seed_site: Site, lang: str, words: str) -> None:
    page = open_page(seed_site, f"/catalog?lang={lang}")
    assert words in page.reply.text
    assert page.reply.headers["Content-Language"] == lang
    for address, _ in page.links():
        assert seed_site.ask(address, "HEAD").status in {200, 302, 303}, address


def test_the_page_describes_its_data_sets_to_search_engines(seed_site: Site) -> None:
    text = seed_site.ask("/catalog.html").text
    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    described = json.loads(script)
    assert (described["@type"], described["@context"]) == ("DataCatalog", "https://schema.org/")
    assert len(described["dataset"]) == 7
    by_id = {dataset["identifier"]: dataset for dataset in described["dataset"]}
    assert by_id["agreement-okayama-soja"]["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert "license" not in by_id["text-okayama-soja-2025"]
    for dataset in described["dataset"]:
        assert {text["@language"] for text in dataset["name"]} == {"ja", "en"}
        assert len(dataset["description"][0]["@value"]) > 20
        for download in dataset["distribution"]:
            path = download["contentUrl"].replace(BASE, "/")
            assert seed_site.ask(path, "HEAD").headers["Content-Length"] == download["contentSize"][:-2]

"""What readers look for is found, however they write it, and shown as what it is."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import pytest

from kg.namespaces import ONTOLOGY
from tests.conftest import ROOT, build
from tests.web.pages_crawl import open_page
from tests.web.pages_reading import Element, said
from tests.web.site import Site, running

CASES = Path(__file__).parent / "cases" / "search"
BASE = "http://localhost:8000/"
AGREEMENTS = ROOT / "tests" / "agreements"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def rows(name: str) -> list[dict[str, str]]:
    with (CASES / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def search(site: Site, **asked: object) -> Any:
    reply = site.ask("/api/search?" + urlencode(asked, doseq=True))
    assert reply.status == 200, reply.text
    return reply.json


def page(site: Site, language: str = "ja", **asked: object) -> Element:
    return open_page(site, f"/{language}/search?" + urlencode(asked, doseq=True)).top


def short(iri: str) -> str:
    return iri.removeprefix(BASE).replace(ONTOLOGY, "def")


@pytest.fixture(scope="module")
def synthetic_site(synthetic_release: Path) -> Iterator[Site]:
    """Several agreements, one of them with an earlier version, another with articles."""
    with running(synthetic_release) as site:
        yield site


@pytest.fixture(scope="module")
def articles_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An agreement that has articles and no schedule of initiatives."""
    place = tmp_path_factory.mktemp("articles")
    (place / "data/documents").mkdir(parents=True)
    shutil.copy(AGREEMENTS / "restated-with-articles.csv", place / "data/sources.csv")
    shutil.copy(AGREEMENTS / "restated-with-articles.txt", place / "data/documents")
    with running(build(place, place / "data")) as site:
        yield site


@pytest.mark.parametrize("case", rows("municipalities"), ids=lambda case: case["asked"])
def test_a_municipality_is_found_by_name_reading_romaji_and_code(
    seed_site: Site, case: dict[str, str]
) -> None:
    assert short(search(seed_site, q=case["asked"])["results"][0]["iri"]) == case["first"]


@pytest.mark.parametrize("case", rows("words"), ids=lambda case: case["asked"])
def test_words_are_found_where_they_stand(seed_site: Site, case: dict[str, str]) -> None:
    found = search(seed_site, q=case["asked"])
    assert [short(one["iri"]) for one in found["results"][:1]] == [case["first"]] * bool(case["first"])
    assert case["total"] in ("", str(found["total"]))


@pytest.mark.parametrize("case", rows("narrowed"), ids=lambda case: case["parameters"])
def test_results_are_narrowed_by_what_is_chosen(seed_site: Site, case: dict[str, str]) -> None:
    reply = seed_site.ask("/api/search?" + quote(case["parameters"], safe="=&"))
    assert str(reply.json["total"]) == case["total"]


def test_the_numbers_of_a_facet_are_what_choosing_gives(seed_site: Site) -> None:
    chosen = {"q": "圏域", "municipality": "331007", "kind": "Lead"}
    for facet, options in search(seed_site, **chosen)["facets"].items():
        for option in options:
            assert search(seed_site, **chosen | {facet: option["value"]})["total"] == option["count"], option


def test_the_words_are_marked_where_they_are_written_otherwise(seed_site: Site) -> None:
    marked = {said(mark) for mark in page(seed_site, q="ｽﾎﾟｰﾂ").every("mark")}
    assert marked == {"スポーツ"}
    assert {said(mark) for mark in page(seed_site, q="附則").every("mark")} == {"附 則", "附則"}
    (result,) = search(seed_site, q="記名押印の上")["results"]
    (passage,) = result["passages"]
    assert [passage["text"][start:end] for start, end in passage["marks"]] == ["記名押印の上"]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_comes_from_a_draft_says_so(seed_site: Site, language: str) -> None:
    draft = {"ja": "案", "en": "Draft"}[language]
    hits = page(seed_site, language, type=["agreement", "version", "initiative", "remainder"]).every(
        class_="hit"
    )
    assert len(hits) == 18
    assert {tuple(map(said, hit.every(class_="badge"))) for hit in hits} == {(draft,)}


def test_text_that_the_data_do_not_carry_is_found_and_said_to_be_that(seed_site: Site) -> None:
    hit = page(seed_site, q="記名押印の上").one(class_="hit")
    assert "データには収録していません" in said(hit)
    assert hit.one("h3").one("a").attributes["href"] == "/ja/doc/source/okayama-soja-2025#char=176,231"
    (result,) = search(seed_site, q="記名押印の上")["results"]
    assert (result["carried"], result["draft"]) == (False, True)


def test_a_result_says_who_does_what_in_which_agreement(seed_site: Site) -> None:
    hit = page(seed_site, "en", q="災害対策").one(class_="hit")
    assert [said(one) for one in hit.one(class_="who").every("li")] == [
        "Okayama City† (unofficial translation) ○Cooperate",
        "Soja City† (unofficial translation) ○Cooperate",
    ]
    assert hit.one(class_="belongs").one("a").attributes["href"] == "/en/doc/agreement/okayama-soja"


def test_every_result_leads_to_a_page(seed_site: Site) -> None:
    first, *others = (page(seed_site, type=type) for type in TYPES)
    links = [one for top in (first, *others) for hit in top.every(class_="hit") for one in hit.every("a")]
    addresses = {link.attributes["href"].partition("#")[0] for link in links}
    assert len(addresses) > 40
    assert {address for address in addresses if seed_site.ask(address).status != 200} == set()


TYPES = (
    "government",
    "area",
    "agreement",
    "version",
    "instrument",
    "initiative",
    "pillar",
    "source",
    "question",
)


def test_newest_texts_come_before_earlier_ones_that_say_so(synthetic_site: Site) -> None:
    found = search(synthetic_site, q="の推進", type="initiative")["results"]
    newest = [one["newest"] for one in found]
    assert True in newest
    assert False in newest
    assert newest == sorted(newest, reverse=True)
    tags = [said(tag) for tag in page(synthetic_site, q="の推進", type="initiative").every(class_="tag")]
    assert tags == ["以前の版"] * newest.count(False)


def test_articles_are_found(articles_site: Site) -> None:
    (article,) = search(articles_site, q="連絡会議")["results"]
    assert (article["type"], article["newest"]) == ("article", True)


def test_pages_hold_each_result_once_in_order(seed_site: Site) -> None:
    total = search(seed_site)["total"]
    found = [
        one["iri"] for number in range(1, 6) for one in search(seed_site, page=number, size=50)["results"]
    ]
    assert len(found) == len(set(found)) == total
    first, second = (page(seed_site, q="圏域", page=number) for number in (1, 2))
    assert first.one("a", rel="next").attributes["href"] == f"?q={quote('圏域')}&page=2"
    assert second.one("a", rel="prev").attributes["href"] == f"?q={quote('圏域')}"
    assert second.one("ol", class_="hits").attributes["start"] == "21"


@pytest.mark.parametrize("number", ["0", "-1", "x", "1.5", "９", "99999999999999999999", "999"])
def test_a_page_that_is_not_there_is_the_nearest_one_and_for_programs_an_error(
    seed_site: Site, number: str
) -> None:
    hits = page(seed_site, q="圏域", page=number).every(class_="hit")
    assert hits
    reply = seed_site.ask(f"/api/search?q=a&page={quote(number)}")
    assert (reply.status, reply.media_type) == (
        (200, "application/json") if number == "999" else (400, "application/problem+json")
    )


def test_without_a_question_there_is_everything_to_choose_from(seed_site: Site) -> None:
    top = page(seed_site)
    assert top.every(class_="hit") == []
    assert len(top.one("nav", class_="facets").every("section")) == 5


@pytest.mark.parametrize("language", ["ja", "en"])
def test_where_nothing_is_found_there_is_advice(seed_site: Site, language: str) -> None:
    top = page(seed_site, language, q="存在しない語", kind="Lead")
    assert len(top.one(class_="advice").every("li")) == 4
    assert "1" in said(top.one(class_="advice"))


def test_more_than_is_read_is_said_to_be_left_out(seed_site: Site) -> None:
    long, many = "岡" * 101, " ".join(str(number) for number in range(13))
    for asked in (long, many):
        top = page(seed_site, q=asked)
        assert "100文字、12語まで" in said(top.one(class_="notice", role="status"))
        reply = seed_site.ask("/api/search?" + urlencode({"q": asked}))
        assert (reply.status, reply.media_type) == (400, "application/problem+json")
    assert len(page(seed_site, q=long).one("input", type="search").attributes["value"]) == 100


@pytest.mark.parametrize("asked", json.loads((CASES / "hostile.json").read_text(encoding="utf-8")), ids=ascii)
def test_signs_are_words_and_nothing_else(seed_site: Site, asked: str) -> None:
    top = page(seed_site, q=asked)
    assert top.every("script") == []
    assert [image.attributes["src"] for image in top.every("img")] == ["/static/mark.svg"]
    shown = top.one("input", type="search").attributes["value"]
    assert shown == " ".join("".join(letter if letter.isprintable() else " " for letter in asked).split())
    assert search(seed_site, q=asked)["query"] == shown
    assert search(seed_site, kind=asked, municipality=asked)["total"] in (0, 182)


def test_operators_of_the_index_are_plain_words(seed_site: Site) -> None:
    assert search(seed_site, q="岡山 NOT 総社")["total"] == search(seed_site, q="not 総社 岡山")["total"]
    assert search(seed_site, q="岡山 OR 存在しない語")["total"] == 0
    assert search(seed_site, q="岡山*")["total"] == search(seed_site, q="岡山")["total"] > 0
    assert search(seed_site, q="岡山市総社")["total"] == 0


def test_a_page_of_results_is_not_for_search_engines(seed_site: Site) -> None:
    reply = seed_site.ask("/ja/search?q=a")
    assert reply.headers["X-Robots-Tag"] == "noindex"
    assert (
        open_page(seed_site, "/ja/search?q=a").top.one("meta", name="robots").attributes["content"]
        == "noindex"
    )


def test_the_search_leads_to_the_readers_language_with_what_was_asked(seed_site: Site) -> None:
    reply = seed_site.ask("/search?q=a&kind=Lead", headers={"Accept-Language": "ja"})
    assert (reply.status, reply.headers["Location"]) == (302, "/ja/search?q=a&kind=Lead")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_browsers_learn_how_to_search_here(seed_site: Site, language: str) -> None:
    top = open_page(seed_site, f"/{language}/").top
    link = top.one("link", rel="search").attributes
    reply = seed_site.ask(link["href"])
    assert reply.media_type == link["type"] == "application/opensearchdescription+xml"
    described = ElementTree.fromstring(reply.text)
    name = described.findtext(f"{OPENSEARCH}ShortName")
    assert name
    assert len(name) <= 16
    for url in described.iter(f"{OPENSEARCH}Url"):
        template = url.attrib["template"].replace(BASE, "/").replace("{searchTerms}", quote("総社"))
        address = template.replace("{startPage?}", "").replace("{count?}", "")
        assert seed_site.ask(address).media_type == url.attrib["type"]


def test_the_box_on_the_first_page_leads_to_the_search(seed_site: Site) -> None:
    form = open_page(seed_site, "/en/").top.one("form", role="search")
    assert form.attributes["action"] == "/en/search"
    assert form.one("label").attributes["for"] == form.one("input", type="search").attributes["id"]


def test_an_answer_that_has_not_changed_is_not_sent_again(seed_site: Site) -> None:
    for address in ("/ja/search?q=a", "/api/search?q=a", "/opensearch.xml"):
        reply = seed_site.ask(address)
        again = seed_site.ask(address, headers={"If-None-Match": reply.headers["ETag"]})
        assert again.status == 304

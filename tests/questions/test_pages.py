"""The pages of the questions: cards, forms that work without scripts, the sentence, the table, the query."""

from __future__ import annotations

import csv
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import pytest

from tests.competency.test_competency import QUERIES
from tests.questions.test_api import answer, cases
from tests.web.pages_crawl import Page, open_page
from tests.web.pages_reading import Element
from tests.web.site import Site, running

LANGUAGES = ("ja", "en")
each_language = pytest.mark.parametrize("lang", LANGUAGES)
each_query = pytest.mark.parametrize("query", QUERIES, ids=lambda path: path.stem)


def opened(site: Site, lang: str, question: str, **arguments: str) -> Page:
    rest = f"?{urlencode(arguments)}" if arguments else ""
    page = open_page(site, f"/{lang}/questions/{question}{rest}")
    assert page.reply.status == 200
    return page


def controls(form: Element) -> list[Element]:
    return [*form.every("select"), *form.every("input")]


@each_language
@each_query
def test_the_page_says_what_the_api_says(query: Path, lang: str, synthetic_site: Site) -> None:
    page, told = opened(synthetic_site, lang, query.stem).top, answer(synthetic_site, query.stem)
    assert page.one("h1").text == told["question"][lang]
    assert told["answer"][lang].startswith(page.one("p", class_="sentence").text)
    assert page.one("p", class_="note").text.endswith(told["cannot_tell"][lang])
    assert page.one("pre", class_="behind").text == told["query"]
    assert bool(page.every("p", class_="notice")) == told["rests_on_drafts"]
    if told["rows"]:
        rows = page.one("table", class_="answer").one("tbody").every("tr")
        assert len(rows) == told["count"]


@each_language
@pytest.mark.parametrize(
    "case", cases("sentences.csv"), ids=lambda case: f"{case['question']}?{case['arguments']}"
)
def test_the_sentence_is_right_for_none_one_and_many(
    case: dict[str, str], lang: str, sites: dict[str, Site]
) -> None:
    arguments = dict(parse_qsl(case["arguments"]))
    page = opened(sites[case["site"]], lang, case["question"], **arguments)
    assert page.top.one("p", class_="sentence").text == case[lang]


@each_language
def test_every_question_has_its_card(lang: str, seed_site: Site) -> None:
    page = open_page(seed_site, f"/{lang}/questions")
    cards = page.top.every("article", class_="question")
    ids = [card.every("a")[0].attributes["href"].rpartition("/")[2] for card in cards]
    assert sorted(ids) == [query.stem for query in QUERIES]
    topics = page.top.every("section", class_="topic")
    assert len(topics) == 5
    assert all(topic.every("article") for topic in topics)


@each_language
def test_every_form_can_be_sent_as_it_stands(lang: str, seed_site: Site) -> None:
    page = open_page(seed_site, f"/{lang}/questions")
    forms = page.top.every("form")
    assert len(forms) >= 8
    for form in forms:
        given = {one.attributes["name"]: chosen(one) for one in controls(form)}
        reply = seed_site.ask(
            f"{form.attributes['action']}?{urlencode(given)}", headers={"Accept": "text/html"}
        )
        assert reply.status == 200, given


@each_language
@each_query
def test_every_field_has_its_label_and_keeps_what_was_chosen(query: Path, lang: str, seed_site: Site) -> None:
    page = opened(seed_site, lang, query.stem).top
    for form in page.every("form"):
        labels = {label.attributes["for"]: label.text for label in form.every("label")}
        for one in controls(form):
            assert labels[one.attributes["id"]]
            values = [option.attributes["value"] for option in one.every("option")]
            if values:
                name = one.attributes["name"]
                again = opened(seed_site, lang, query.stem, **{name: values[-1]}).top
                (same,) = [field for field in controls(again) if field.attributes["name"] == name]
                assert chosen(same) == values[-1]


def chosen(field: Element) -> str:
    if field.tag == "input":
        return field.attributes["value"]
    options = field.every("option")
    return next((one for one in options if "selected" in one.attributes), options[0]).attributes["value"]


def test_a_field_that_is_left_empty_is_not_given(seed_site: Site) -> None:
    page = opened(
        seed_site, "ja", "cq01-who-leads-what", municipality="", pillar="LivingServices", agreement=""
    )
    assert "主導するとされた取組がありません" in page.top.one("p", class_="sentence").text


def test_the_files_of_an_answer_are_of_what_was_chosen(seed_site: Site) -> None:
    page = opened(seed_site, "ja", "cq01-who-leads-what", pillar="UrbanFunctions").top
    hrefs = [link.attributes["href"] for link in page.one("ul", class_="files").every("a")]
    assert [href.partition(".")[2] for href in hrefs] == [
        f"{form}?pillar=UrbanFunctions" for form in ("csv", "csv-excel", "json", "ttl")
    ]
    (call,) = [one.text for one in page.every("pre") if one.text.startswith("curl")]
    assert hrefs[0] in call
    rows = list(csv.reader(seed_site.ask(hrefs[0]).text.splitlines()))
    assert len(rows) - 1 == len(page.one("table", class_="answer").one("tbody").every("tr")) == 2


def test_the_query_behind_an_answer_opens_and_runs(seed_site: Site) -> None:
    page = opened(seed_site, "en", "cq03-what-a-municipality-does", municipality="331007").top
    (href,) = [
        one.attributes["href"] for one in page.every("a") if one.attributes["href"].startswith("/sparql?")
    ]
    assert dict(parse_qsl(urlsplit(href).query))["query"] == page.one("pre", class_="behind").text
    reply = seed_site.ask(href, headers={"Accept": "text/html"})
    assert reply.status == 200
    assert "中心となって" in reply.text


def test_things_are_named_and_linked(seed_site: Site) -> None:
    page = opened(seed_site, "en", "cq08-words-behind-roles").top
    cell = page.one("table", class_="answer").one("tbody").every("tr")[0].every("td")[-1]
    assert cell.every("a")[0].attributes["href"] == "/en/doc/source/okayama-soja-2025#char=441,472"
    page = opened(seed_site, "en", "cq01-who-leads-what").top
    row = page.one("table", class_="answer").one("tbody").every("tr")[0].every("td")
    assert row[-1].every("a")[0].text.startswith("Creating new industries")
    assert row[-1].one("span", class_="original").text == "新たな産業の創出及び地域産業の振興"
    assert row[1].every("a")[0].attributes["href"] == "/en/doc/agreement/okayama-soja"
    assert row[1].text.startswith("Cooperation agreement between Okayama City and Soja City")


@each_language
def test_a_wrong_choice_is_explained_on_a_page(lang: str, seed_site: Site) -> None:
    page = open_page(seed_site, f"/{lang}/questions/cq12-agreements-of-a-municipality?municipality=33100")
    assert page.reply.status == 400
    assert "331007" in page.top.one("p", class_="lead").text
    assert open_page(seed_site, f"/{lang}/questions/none").reply.status == 404


def test_what_a_reader_wrote_never_becomes_markup(seed_site: Site) -> None:
    word = '"><script>alert(1)</script>'
    page = opened(seed_site, "en", "cq22-initiatives-that-mention", word=word)
    assert word in page.top.one("h1").text
    assert [
        one for one in page.top.every("script") if one.attributes.get("type") != "application/ld+json"
    ] == []
    assert quote("<script>") not in page.top.one("h1").text


def test_many_who_read_first_at_once_are_all_answered(seed_release: Path) -> None:
    paths = [f"/{lang}/{page}" for page in ("", "questions") for lang in LANGUAGES] * 4
    with running(seed_release, "--workers", "1") as site, ThreadPoolExecutor(len(paths)) as readers:
        assert [reply.status for reply in readers.map(site.ask, paths)] == [200] * len(paths)

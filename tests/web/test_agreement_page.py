"""The page of an agreement: its parties, the course of its versions, its texts and its files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import DATA
from tests.web.pages_crawl import open_page
from tests.web.pages_reading import Element
from tests.web.site import Site, running

PATH = "doc/agreement/okayama-soja"
TEXT = (DATA / "documents/okayama-soja-2025.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def synthetic(synthetic_release: Path) -> Iterator[Site]:
    """Several agreements, one with two versions."""
    with running(synthetic_release) as site:
        yield site


def said(element: Element) -> str:
    return " ".join(element.text.split())


def rows(step: Element) -> dict[str, str]:
    return {said(row.one("dt")): said(row.one("dd")) for row in step.one("dl").every("div")}


def test_the_parties_stand_as_the_document_names_them(seed_site: Site) -> None:
    table = open_page(seed_site, f"/ja/{PATH}").top.one("table", class_="signings")
    found = [[said(cell) for cell in row.every("th") + row.every("td")] for row in table.every("tr")[1:]]
    assert found == [
        ["甲 岡山市", "岡山市北区大供一丁目1番1号", "岡山市長"],
        ["乙 総社市", "総社市中央一丁目1番1号", "総社市長"],
    ]


def test_dates_that_the_document_leaves_blank_are_blank(seed_site: Site) -> None:
    (step,) = open_page(seed_site, f"/ja/{PATH}").top.one("ol", class_="timeline").every("li")
    assert said(step.one("p", class_="when")) == "2025年3月（日は空欄） 最新の版"
    assert rows(step)["締結日"] == "記載なし"
    assert rows(step)["適用開始日"] == "2025年4月1日"
    assert said(step.one(class_="badge")) == "案"


def test_versions_stand_newest_first_each_with_its_dates_and_standing(synthetic: Site) -> None:
    newest, older = open_page(synthetic, f"/en/{PATH}").top.one("ol", class_="timeline").every("li")
    assert [said(one.one(class_="badge")) for one in (newest, older)] == ["Draft", "Concluded"]
    assert ["aria-current" in one.attributes for one in (newest, older)] == [True, False]
    assert rows(older)["Concluded on"] == "28 March 2024"
    assert rows(older)["Applies from"] == "1 April 2024"
    assert rows(older)["What the text covers"] == "Schedule"
    assert rows(older)["Put on record by"] == "Amending instrument"


def test_each_version_leads_to_its_text_beside_what_was_read_from_it(synthetic: Site) -> None:
    steps = open_page(synthetic, f"/ja/{PATH}").top.one("ol", class_="timeline").every("li")
    links = [step.one("a", class_="more").attributes["href"] for step in steps]
    assert links == [f"/ja/doc/source/okayama-soja-{year}#reading" for year in (2025, 2024)]
    reading = open_page(synthetic, links[1]).top.one("section", class_="reading")
    assert len(reading.every("a", class_="statement")) > 50


def test_the_share_of_the_text_that_the_data_carry_is_stated(seed_site: Site) -> None:
    (step,) = open_page(seed_site, f"/ja/{PATH}").top.one("ol", class_="timeline").every("li")
    assert "文字の97.0%をデータに収録" in rows(step)["受領した原文"]


def test_the_agreement_s_own_files_are_there(seed_site: Site) -> None:
    files = open_page(seed_site, f"/en/{PATH}").top.every("ul", class_="files")[0].every("a")
    assert {said(one) for one in files} == {"JSON-LD", "N-Quads", "N-Triples", "RDF/XML", "TriG", "Turtle"}
    assert [seed_site.ask(one.attributes["href"], "HEAD").status for one in files] == [200] * 6


def test_without_scripts_statements_and_words_are_links_to_each_other(seed_site: Site) -> None:
    page = open_page(seed_site, "/ja/doc/source/okayama-soja-2025").top
    statements = {one.attributes["id"]: one for one in page.every("a", class_="statement")}
    cue = statements["initiative/1/role/331007/cueFrom"]
    start, end = map(int, cue.attributes["href"].removeprefix("#char=").split(","))
    assert said(cue.one("q")) == TEXT[start:end] == "中心となって"
    words = page.one(id=cue.attributes["href"][1:])
    assert words.text == TEXT[start:end]
    assert words.one("a").attributes["href"] == "#initiative/1/role/331007/cueFrom"
    assert words.parent is not None
    assert words.parent.text == "新たな産業の創出、地域産業の振興に圏域の中心となって取り組む。"

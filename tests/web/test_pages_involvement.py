"""The pages that tell who does what: of an area, a municipality and a pillar; and the picture of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.pages_crawl import open_page
from tests.web.pages_reading import Element, said
from tests.web.site import Site

CASES = Path(__file__).parent / "cases" / "involvement"
SHOWN = {"matrix", "members", "undertakings"}


def rows(table: Element) -> list[str]:
    """Write the rows of a table as the cases have them: cells with a bar between."""
    cells = [[said(cell) for cell in row.children if isinstance(cell, Element)] for row in table.every("tr")]
    return [" | ".join(" ".join(cell.split()) for cell in row) for row in cells if row]


@pytest.mark.parametrize("case", sorted(CASES.glob("*.txt")), ids=lambda case: case.stem)
def test_a_page_has_the_tables_of_its_case(seed_site: Site, case: Path) -> None:
    path, _, expected = case.read_text(encoding="utf-8").partition("\n")
    tables = open_page(seed_site, path).top.one("main").every("table")
    shown = ["\n".join(rows(table)) for table in tables if SHOWN & set(table.attributes["class"].split())]
    assert "\n\n".join(shown) == expected.strip()


@pytest.mark.parametrize("path", ["/ja/", "/ja/doc/area/okayama"])
def test_the_picture_has_a_mark_for_each_role_of_its_table(seed_site: Site, path: str) -> None:
    page = open_page(seed_site, path).top
    picture, matrix = page.one("svg"), page.one("table", class_="matrix")
    forms = [e for name in ("circle", "path") for e in picture.every(name) if e.attributes.get("class")]
    drawn = sorted(form.attributes["class"] for form in forms if form.attributes["class"] != "rule")
    words = {"主導": "lead", "協力": "cooperate", "活用": "use"}
    assert drawn == sorted(words[said(kind)[1:]] for kind in matrix.every("span", class_="kind"))


def test_the_picture_is_said_in_a_sentence(seed_site: Site) -> None:
    picture = open_page(seed_site, "/ja/").top.one("svg")
    assert said(picture.one("desc")) == "岡山市は主導5件、協力8件。総社市は協力12件、活用1件"


@pytest.mark.parametrize(
    "path", ["/ja/doc/area/okayama", "/ja/doc/government/332089", "/ja/pillars/UrbanFunctions"]
)
def test_a_page_with_a_draft_s_content_says_so(seed_site: Site, path: str) -> None:
    assert "案" in said(open_page(seed_site, path).top.one("main").one("strong", class_="draft"))


def test_a_municipality_without_an_agreement_in_the_data_is_not_said_to_have_none(seed_site: Site) -> None:
    shown = said(open_page(seed_site, "/ja/doc/government/332038").top.one("main"))
    assert "このデータにはありません。協約が存在しないことを意味するものではありません。" in shown


@pytest.mark.parametrize("id", ["Lead", "Initiative", "economicgrowth", "%2e%2e", "EconomicGrowth%20", "a'b"])
def test_what_is_no_pillar_has_no_page_of_one(seed_site: Site, id: str) -> None:
    assert seed_site.ask(f"/ja/pillars/{id}").status == 404


@pytest.mark.parametrize("number", ["0", "-1", "x", "", "2", "99999999999999999999"])
def test_a_page_number_beyond_the_last_or_none_at_all_is_no_error(seed_site: Site, number: str) -> None:
    assert seed_site.ask(f"/ja/pillars/EconomicGrowth?page={number}").status == 200


def test_an_unknown_municipality_asked_for_on_an_area_changes_nothing(seed_site: Site) -> None:
    plain, other = (
        seed_site.ask(f"/ja/doc/area/okayama{more}") for more in ("", "?municipality=%27%22%3E%3Cb%3E")
    )
    assert other.status == 200
    assert b"<b>" not in other.body
    assert plain.status == 200

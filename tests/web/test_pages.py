"""The pages say what the document says, in two languages, and every link on them leads somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import DATA
from tests.web.pages_crawl import BROWSER, Page, crawl, open_page
from tests.web.pages_reading import said
from tests.web.site import Reply, Site, running

TEXT = (DATA / "documents/okayama-soja-2025.txt").read_text(encoding="utf-8")
AGREEMENT = "agreement/okayama-soja"
VERSION = AGREEMENT + "/version/2025-draft"
JAPANESE = re.compile("[ぁ-んァ-ヶ一-龠]")
# BCP 47 “zxx”: code and identifiers, which are in no language.
UNSPOKEN = {"zxx"}

# The kinds of role that the document gives to 甲 and 乙, in the order of its 13 initiatives.
KINDS = [("● 主導", "○ 協力")] * 3 + [("● 主導", "△ 活用"), ("● 主導", "○ 協力")] + [("○ 協力", "○ 協力")] * 8


@pytest.fixture(scope="module")
def site(seed_release: Path) -> Iterator[Site]:
    """The agreement as it is published."""
    with running(seed_release) as site:
        yield site


@pytest.fixture(scope="module")
def synthetic(synthetic_release: Path) -> Iterator[Site]:
    """Several agreements, one with two versions."""
    with running(synthetic_release) as site:
        yield site


@pytest.fixture(scope="module")
def reached(site: Site) -> list[Page | tuple[str, Reply]]:
    """All that links lead to from the two first pages."""
    return list(crawl(site, "/ja/", "/en/"))


@pytest.fixture(scope="module")
def pages(reached: list[Page | tuple[str, Reply]]) -> list[Page]:
    return [one for one in reached if isinstance(one, Page)]


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "ja"),
        ("*", "ja"),
        ("ja", "ja"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("en;q=0.5, ja", "ja"),
        ("ja;q=0.5, en", "en"),
        ("ja, en", "ja"),
        ("fr", "en"),
        ("not a ; language,,", "en"),
    ],
)
def test_the_first_page_is_in_the_reader_s_language(site: Site, accepted: str, language: str) -> None:
    reply = site.ask("/", headers=BROWSER | {"Accept-Language": accepted})
    assert (reply.status, reply.headers["Location"]) == (302, f"/{language}/")
    assert {"Accept", "Accept-Language"} <= set(reply.headers["Vary"].split(", "))


def test_the_first_page_says_what_is_known_of_the_draft_and_gives_dates_as_written(site: Site) -> None:
    page = open_page(site, "/ja/")
    assert said(page.top.one("section", class_="agreement").one("h2")) == (
        "岡山市及び総社市における連携中枢都市圏形成に係る連携協約"
    )
    particulars = page.top.one("dl", class_="particulars")
    shown = {said(row.one("dt")): said(row.one("dd")) for row in particulars.every("div")}
    assert shown["状態"] == "案"
    assert shown["文書の日付（原文のまま）"] == "令和7年3月 日 2025年3月（日は空欄）"
    assert shown["適用開始日"] == "2025年4月1日 原文：令和7年4月1日"
    assert shown["対象範囲"] == "別表"
    assert (
        "受領した文書は案です。その後に締結されたかどうかは、このデータからは分かりません。" in page.top.text
    )


@pytest.mark.parametrize("path", ["/ja/", "/en/", f"/ja/doc/{VERSION}", f"/en/doc/{VERSION}"])
def test_no_page_says_more_of_a_draft_than_is_known(site: Site, path: str) -> None:
    shown = said(open_page(site, path).top.one("main"))
    for claim in (
        "未締結",
        "締結されていない",
        "締結されたものではありません",
        "not been concluded",
        "not concluded",
    ):
        assert claim not in shown


def test_the_table_gives_each_party_s_kind_of_role_in_words_beside_the_sign(site: Site) -> None:
    matrix = open_page(site, "/ja/").top.one("table", class_="matrix")
    assert [said(head) for head in matrix.one("thead").every("th")] == ["取組", "甲 岡山市", "乙 総社市"]
    rows = [row for row in matrix.every("tr") if row.every("td")]
    signs = [tuple(said(kind.one(class_="sign")) for kind in row.every("td")) for row in rows]
    words = [tuple(said(kind)[1:] for kind in row.every("td")) for row in rows]
    assert [(f"{a} {c}", f"{b} {d}") for (a, b), (c, d) in zip(signs, words, strict=True)] == KINDS
    pillars = [said(head) for head in matrix.every("th", scope="rowgroup")]
    assert pillars == [
        "I圏域全体の経済成長のけん引",
        "II高次の都市機能の集積・強化",
        "III圏域全体の生活関連機能サービスの向上",
    ]


def test_the_version_s_page_holds_the_schedule_as_the_document_has_it(site: Site) -> None:
    page = open_page(site, f"/ja/doc/{VERSION}")
    schedule = page.top.one("section", class_="schedule")
    assert said(schedule.one("h2")) == "別表（第3条関係）"
    rows = [line.split("\t") for line in TEXT.split("\n")]
    written = [row[1] for row in rows if len(row) == 2 and row[1]]
    assert len(written) == 39
    assert [said(cell.one("div", class_="words")) for cell in schedule.every("td")] == written


def test_an_initiative_marks_the_words_that_decided_each_role(site: Site) -> None:
    roles = open_page(site, f"/en/doc/{VERSION}/initiative/4").top.one("div", class_="roles")
    assert [said(mark) for mark in roles.every("mark")] == ["中心となって", "活用することにより"]
    assert [said(quote) for quote in roles.every("blockquote")] == [
        "高度な中心拠点の強化に圏域の中心となって取り組む。",
        "高次都市機能を活用することにより、地域の活性化につなげる。",
    ]
    assert [said(where) for where in roles.every(class_="where")] == ["Source, line 59", "Source, line 60"]


def test_an_english_heading_says_that_it_is_unofficial_and_the_japanese_stands_below(site: Site) -> None:
    page = open_page(site, f"/en/doc/{VERSION}/initiative/4")
    assert "unofficial translation" in said(page.top.one("h1"))
    assert said(page.top.one(class_="official")) == "高度な中心拠点の強化"
    assert "unofficial" not in open_page(site, f"/ja/doc/{VERSION}/initiative/4").top.one("h1").text


def test_a_version_s_english_name_is_composed_and_marked_as_unofficial(site: Site) -> None:
    initiative = open_page(site, f"/en/doc/{VERSION}/initiative/1")
    assert not JAPANESE.search(said(initiative.top.one(class_="notice")))
    page = open_page(site, f"/en/doc/{VERSION}")
    assert said(page.top.one("h1")).endswith("(2025-draft) unofficial translation")
    assert said(page.top.one(class_="official")).endswith("（2025-draft）")
    assert not JAPANESE.search(said(page.top.one("h1")))
    assert "March 2025 (day blank)" in said(page.top.one("dl", class_="particulars"))


def test_what_names_a_thing_reads_subject_first(site: Site) -> None:
    table = open_page(site, "/ja/doc/government/331007").top.one("table", class_="pointing")
    assert [said(head) for head in table.one("thead").every("th")] == ["主語", "項目"]
    rows = [
        [said(cell) for cell in row.every("td") + row.every("th")] for row in table.one("tbody").every("tr")
    ]
    assert ["岡山連携中枢都市圏", "構成員"] in rows


def test_the_source_s_page_shows_every_line_and_what_is_not_modelled(site: Site) -> None:
    page = open_page(site, "/ja/doc/source/okayama-soja-2025")
    lines = page.top.one("ol", class_="text").every("li")
    assert [line.text for line in lines] == TEXT.split("\n")
    assert [line.attributes["id"] for line in lines] == [f"L{number}" for number in range(1, len(lines) + 1)]
    left_out = page.top.every("table", class_="quotations")[0]
    (sentence,) = [said(quote) for quote in left_out.every("q") if "この協約の締結を証する" in quote.text]
    assert sentence in TEXT.split("\n")
    assert sentence in [span.text for span in page.top.every("span", class_="left-out")]


def test_quoted_words_lead_to_their_place_in_the_text(site: Site) -> None:
    page = open_page(site, f"/ja/doc/{AGREEMENT}/instrument/2025-draft")
    quotations = page.top.one("table", class_="quotations")
    rows = {
        said(row.one("q")): row.every("a")[-1].attributes["href"]
        for row in quotations.every("tr")
        if row.every("q")
    }
    assert rows["(案)"] == "/ja/doc/source/okayama-soja-2025#char=2,5"
    assert set(rows) >= {
        "令和7年3月 日",
        "岡山市及び総社市における連携中枢都市圏形成に係る連携協約を次のとおり変更する。",
    }


@pytest.mark.parametrize(
    "path",
    [
        AGREEMENT,
        VERSION,
        f"{AGREEMENT}/instrument/2025-draft",
        f"{VERSION}/initiative/1",
        f"{VERSION}/initiative/1/role/331007",
        "source/okayama-soja-2025",
        "government/331007",
    ],
)
@pytest.mark.parametrize(("language", "words"), [("ja", "案"), ("en", "Draft")])
def test_every_page_with_a_draft_s_content_says_so(site: Site, path: str, language: str, words: str) -> None:
    notices = open_page(site, f"/{language}/doc/{path}").top.every(class_="notice")
    assert words in [said(badge) for notice in notices for badge in notice.every(class_="draft")]


def test_pages_without_a_draft_s_content_do_not_speak_of_one(site: Site, synthetic: Site) -> None:
    for server, path in (
        (site, "reference/localgovjp"),
        (synthetic, "agreement/tamano-okayama/version/2023"),
    ):
        assert not open_page(server, f"/ja/doc/{path}").top.every(class_="draft")[:-1]


def test_an_older_version_keeps_its_own_content_and_names_the_newer(synthetic: Site) -> None:
    page = open_page(synthetic, "/ja/doc/agreement/okayama-soja/version/2024")
    entries = [
        said(head.one(class_="name"))
        for head in page.top.one("section", class_="schedule").every("th", scope="rowgroup")
    ]
    assert entries == [
        "新たな産業の創出及び地域産業の振興",
        "高度な中心拠点の強化",
        "広域的交通網の整備・利用促進",
        "災害対策の推進",
    ]
    (newer,) = [one for one in page.top.every(class_="notice") if "より新しい版" in one.text]
    assert newer.one("a").attributes["href"] == "/ja/doc/agreement/okayama-soja/version/2025-draft"


def test_every_link_leads_somewhere(reached: list[Page | tuple[str, Reply]]) -> None:
    answers = [
        (one.path, one.reply.status) if isinstance(one, Page) else (one[0], one[1].status) for one in reached
    ]
    assert len(answers) > 200
    assert [path for path, status in answers if status != 200] == []


def test_every_fragment_is_on_its_page(pages: list[Page]) -> None:
    anchors = {page.path: {one.attributes.get("id") for one in page.top.inside()} for page in pages}
    missing = {
        (page.path, address, fragment)
        for page in pages
        for address, fragment in page.links()
        if fragment and fragment not in anchors[address]
    }
    assert missing == set()


def test_every_page_is_well_formed_for_people_and_programs(pages: list[Page]) -> None:
    for page in pages:
        top, where = page.top, page.path
        assert top.one("html").attributes["lang"] in ("ja", "en"), where
        assert len(top.every("h1")) == len(top.every("main")) == len(top.every("header")) == 1, where
        assert said(top.one("head").one("title")), where
        assert top.every("a")[0].attributes == {"class": "skip", "href": "#main-content"}, where
        ids = [one.attributes["id"] for one in top.inside() if "id" in one.attributes]
        assert len(ids) == len(set(ids)), where
        assert all("alt" in image.attributes for image in top.every("img")), where
        assert all("scope" in head.attributes for head in top.every("th")), where
        assert all(table.every("caption") for table in top.every("table")), where
        for field in top.every("textarea"):
            assert top.one("label", **{"for": field.attributes["id"]}), where


def test_no_page_has_a_script_or_a_style_of_its_own(pages: list[Page]) -> None:
    for page in pages:
        run = [one for one in page.top.every("script") if one.attributes.get("type") != "application/ld+json"]
        assert all(one.attributes["src"].startswith("/static/") and not one.text for one in run), page.path
        assert not page.top.every("style"), page.path
        names = {name for one in page.top.inside() for name in one.attributes}
        assert not {name for name in names if name.startswith("on") or name == "style"}, page.path
        assert "default-src 'self'" in page.reply.headers["Content-Security-Policy"]


def test_japanese_on_an_english_page_is_declared_as_japanese(pages: list[Page]) -> None:
    for page in pages:
        if page.top.one("html").attributes["lang"] != "en":
            continue
        for text, place in page.top.one("body").texts():
            spoken = place.tag not in ("code", "textarea") and place.language not in UNSPOKEN
            is_declared = place.language.startswith("ja")
            assert is_declared or not (spoken and JAPANESE.search(text)), (page.path, text)


def test_each_page_leads_to_itself_in_the_other_language(pages: list[Page]) -> None:
    paths = {page.path for page in pages}
    for page in pages:
        (other,) = page.top.one("ul", class_="languages").every("a")
        assert other.attributes["href"] in paths, page.path
        alternates = {
            one.attributes["hreflang"]
            for one in page.top.every("link", rel="alternate")
            if "hreflang" in one.attributes
        }
        assert alternates == {"ja", "en", "x-default"}


def test_a_missing_page_says_what_to_do_next_in_the_reader_s_language(site: Site) -> None:
    for path, words in (("/ja/doc/agreement/none", "打ち間違い"), ("/en/nothing", "slip of the hand")):
        page = open_page(site, path)
        assert page.reply.status == 404
        assert words in page.top.one("main").text
        assert page.top.one("html").attributes["lang"] == path[1:3]


def test_an_address_cannot_make_the_language_links_leave_the_server(site: Site) -> None:
    for path in (
        "//elsewhere.example/x",
        "/ja//elsewhere.example",
        "/%2F/elsewhere.example",
        "/ja/%22%3E%3Cb%3E",
    ):
        page = open_page(site, path)
        assert page.reply.status == 404
        for link in page.top.one("ul", class_="languages").every("a"):
            assert re.match(r"/[^/\\]", link.attributes["href"])
        assert not page.top.every("b")


def test_the_query_page_answers_below_the_form_and_keeps_the_query(site: Site) -> None:
    first = open_page(site, "/ja/sparql")
    examples = first.top.one("details", class_="examples").every("a")
    assert len(examples) >= 15
    assert all(JAPANESE.search(one.text) for one in examples)
    answered = open_page(site, examples[0].attributes["href"])
    assert answered.top.one("textarea").text.strip().startswith("# " + examples[0].text)
    assert len(answered.top.one("table", class_="results").one("tbody").every("tr")) == 5


def test_a_query_that_cannot_be_read_is_explained_beside_the_form(site: Site) -> None:
    page = open_page(site, "/sparql?lang=en&query=SELECT")
    assert page.reply.status == 400
    assert page.top.one(id="error").text.strip()
    assert page.top.one("textarea").text == "SELECT"
    assert "Accept-Language" in page.reply.headers["Vary"]
    assert "ETag" not in page.reply.headers


def test_the_download_page_lists_every_file_in_a_group_that_says_what_it_is_for(
    site: Site, seed_release: Path
) -> None:
    page = open_page(site, "/dumps/?lang=ja")
    groups = page.top.every("section", class_="group")
    assert [said(group.one("h2")) for group in groups] == [
        "ナレッジグラフの全体",
        "協約ごとのデータ",
        "表（Excel、CSV）",
        "受領した文書",
        "語彙と検証規則（シェイプ）",
        "問い合わせの例",
        "リリースについて",
    ]
    assert all(group.every("p") for group in groups)
    links = [link.attributes["href"] for group in groups for link in group.every("table")[0].every("a")]
    assert len(links) == len(set(links))
    present = {str(path.relative_to(seed_release)) for path in seed_release.rglob("*") if path.is_file()}
    assert {link.removeprefix(f"/dumps/{seed_release.name}/") for link in links} == present
    assert "UTF-8" in groups[2].text
    assert "CC BY 4.0" in page.top.one("main").text


def test_marks_are_there_for_the_sources_that_are(seed_site: Site) -> None:
    sheet = seed_site.ask("/passages/okayama-soja-2025.css")
    assert (sheet.status, sheet.media_type) == (200, "text/css")
    assert seed_site.ask("/passages/okayama-soja-1999.css").status == 404

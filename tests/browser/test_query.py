"""The query page as its readers use it: the editor, its suggestions and marks, the views, the copies."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.accessibility import axe
from tests.browser.chromium import NARROW, WIDE, Reader, Scheme
from tests.conftest import ROOT
from tests.web.pages_hostile import write_hostile_release
from tests.web.site import Site, running

QUESTIONS = ROOT / "ontology" / "competency"
EDITOR = "[role=textbox]"
# The editor reads what an input method has put in a moment later.
TAKEN = "(text) => document.querySelector('.CodeMirror').CodeMirror.getValue() === text"
THREE = "SELECT ?n { VALUES ?n { 1 2 3 } }"
RED = "SELECT * {\n  ?s ?p ?o ]\n}"
AXES = """PREFIX renkei: <https://w3id.org/renkei/def#>
SELECT ?i ?g ?kind { ?i renkei:hasRole ?r . ?r renkei:actor ?g ; renkei:roleKind ?kind }"""


def question(number: str) -> str:
    (path,) = QUESTIONS.glob(f"cq{number}-*.rq")
    return path.read_text(encoding="utf-8")


def address(query: str, **more: str) -> str:
    return "/sparql?" + urlencode({"query": query, "lang": "ja"} | more)


def write(page: Page, text: str) -> None:
    """Write a query in place of the one that is there, as a person would type it."""
    page.locator(EDITOR).focus()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(text)
    page.wait_for_function(TAKEN, arg=text)


def written(page: Page) -> str:
    lines = page.locator(".CodeMirror-line").all_inner_texts()
    return "\n".join(line.replace("\u200b", "") for line in lines)


def rows(page: Page) -> list[str]:
    return page.locator("#answer .results tbody tr").all_inner_texts()


def test_a_query_is_written_run_shared_and_reloaded(reader: Reader, language: str) -> None:
    page = reader.open(f"/{language}/sparql", language=language)
    write(page, THREE)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#answer h2")).to_be_visible()
    assert rows(page) == ["1", "2", "3"]
    assert parse_qs(urlsplit(page.url).query)["query"] == [THREE]
    page.reload()
    assert rows(page) == ["1", "2", "3"]
    assert written(page) == THREE
    other = reader.open(page.url)
    assert rows(other) == ["1", "2", "3"]


def test_the_link_is_copied(reader: Reader) -> None:
    page = reader.open(address(question("18"), view="matrix"))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="リンクをコピー").click()
    expect(page.get_by_text("コピーしました")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    reader.go(page, copied)
    assert page.locator(".crossed").is_visible()


def test_a_program_is_copied(reader: Reader) -> None:
    page = reader.open(address(THREE))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_text("プログラムで使う：curl").click()
    page.get_by_role("button", name="コピー", exact=True).click()
    expect(page.get_by_text("コピーしました")).to_be_visible()
    assert THREE in page.evaluate("navigator.clipboard.readText()")


def test_an_answer_is_downloaded(reader: Reader) -> None:
    page = reader.open(address(THREE))
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel 用の CSV").click()
    path = download.value.path()
    assert path.read_bytes().decode("utf-8-sig") == "n\r\n1\r\n2\r\n3\r\n"


def test_an_example_is_loaded_and_answered(reader: Reader, language: str) -> None:
    page = reader.open(f"/{language}/sparql")
    page.locator("#examples summary").click()
    page.locator("#examples a").nth(1).click()
    expect(page.locator("#answer-heading")).to_be_focused()
    assert "332089" in written(page)
    assert not page.locator("#examples a").nth(1).is_visible()
    page.go_back()
    expect(page.locator("#answer h2")).to_have_count(0)
    assert "332089" not in written(page)


def test_a_slip_is_marked_on_its_line_while_it_is_typed(reader: Reader) -> None:
    for path, words in (("/ja/sparql", "2行目"), ("/en/sparql", "Line 2")):
        page = reader.open(path)
        write(page, RED)
        expect(page.locator("#slip")).to_contain_text(words)
        sign = page.locator(".slip-sign")
        line = page.locator(".CodeMirror-linenumber", has_text="2").first
        assert abs(sign.bounding_box()["y"] - line.bounding_box()["y"]) < 5  # type: ignore[index]
        write(page, THREE)
        expect(page.locator("#slip")).to_be_hidden()
        expect(sign).to_have_count(0)


def test_what_the_server_refuses_is_marked_and_said(reader: Reader) -> None:
    page = reader.open("/ja/sparql")
    write(page, RED)
    page.get_by_role("button", name="実行する").click()
    expect(page.get_by_role("alert")).to_contain_text("読み取れません")
    expect(page.locator(".refused")).to_have_text("]")
    page.get_by_role("button", name="その箇所へ").click()
    expect(page.locator(EDITOR)).to_be_focused()
    page.keyboard.press("Delete")
    expect(page.locator(".refused-line")).to_have_count(0)
    reader.watch.expect("400")


def test_an_undeclared_prefix_is_named(reader: Reader) -> None:
    page = reader.open("/ja/sparql")
    write(page, "SELECT * {\n ?s nobody:knows ?o }")
    expect(page.locator("#slip")).to_contain_text("接頭辞 nobody")


@pytest.mark.parametrize(
    ("typed", "name", "declared"),
    [
        ("SELECT * {\n ?s renkei:lea", "renkei:leads", "PREFIX renkei: <https://w3id.org/renkei/def#>"),
        ("SELECT * {\n ?s ?p 岡山市", "<http://localhost:8000/id/government/331007>", ""),
        ("SELECT * {\n ?s ?p 主導", "renkei:Lead", "PREFIX renkei:"),
        ("PREFIX sko", "skos: <http://www.w3.org/2004/02/skos/core#>", ""),
        ("SELECT ?municipality {\n ?muni", "?municipality", ""),
    ],
)
def test_names_of_our_own_are_suggested(reader: Reader, typed: str, name: str, declared: str) -> None:
    page = reader.open("/ja/sparql")
    write(page, typed)
    page.keyboard.press("Control+Space")
    option = page.get_by_role("option").filter(has=page.get_by_text(name, exact=True))
    expect(option).to_be_visible()
    option.click()
    assert name in written(page)
    assert declared in written(page)


def test_suggestions_come_while_one_types_and_are_named(reader: Reader) -> None:
    page = reader.open("/ja/sparql")
    write(page, "SELECT * {\n ?s ")
    page.keyboard.type("renkei:hasInit", delay=20)
    expect(page.get_by_role("listbox", name="候補")).to_contain_text("renkei:hasInitiative")
    assert axe(page) == []
    page.keyboard.press("Enter")
    assert "?s renkei:hasInitiative" in written(page)


def test_tab_leaves_the_editor_in_both_directions(reader: Reader) -> None:
    page = reader.open("/ja/sparql")
    page.locator(EDITOR).focus()
    before = written(page)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="実行する")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.locator(EDITOR)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.locator("#examples summary")).to_be_focused()
    assert written(page) == before
    assert page.get_by_text("Tab キーで編集欄から次へ移ります").is_visible()


def test_the_editor_is_named_for_who_does_not_see_it(reader: Reader) -> None:
    for path, name in (("/ja/sparql", "問い合わせ"), ("/en/sparql", "Query")):
        expect(reader.open(path).get_by_role("textbox", name=name, exact=True)).to_be_visible()


def test_a_view_is_chosen_and_stays_with_the_next_run(reader: Reader) -> None:
    page = reader.open(address(AXES))
    page.get_by_role("link", name="行列").click()
    expect(page.locator(".crossed")).to_be_visible()
    assert "view=matrix" in page.url
    assert page.locator(".crossed tbody tr").count() == 13
    expect(page.get_by_role("link", name="行列")).to_be_focused()
    page.get_by_role("button", name="実行する").click()
    expect(page.locator("#status")).to_have_text("答えを下に示しました。")
    assert page.locator(".crossed").is_visible()
    page.reload()
    assert page.locator(".crossed").is_visible()


def test_what_is_being_written_survives_another_view_and_a_jump_in_the_page(reader: Reader) -> None:
    page = reader.open(address(AXES))
    write(page, THREE)
    page.get_by_role("link", name="行列").click()
    expect(page.locator(".crossed")).to_be_visible()
    page.locator("a.skip").focus()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    assert written(page) == THREE
    assert page.locator(".crossed").is_visible()


def test_a_graph_is_drawn_and_stands_in_the_table_too(reader: Reader) -> None:
    for query in (question("11"), AXES):
        page = reader.open(address(query, view="graph"))
        expect(page.locator(".canvas canvas").first).to_be_visible()
        assert page.locator("#answer .results").is_visible()
        assert "cytoscape" in page.evaluate("Object.keys(window).join()")
        page.get_by_role("button", name="拡大").click()
        page.get_by_role("button", name="全体を表示").click()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_axe_finds_nothing(reader: Reader, language: str, scheme: Scheme, width: int) -> None:
    shown = {
        "start": f"/{language}/sparql",
        "table": address(question("01"), lang=language),
        "matrix": address(AXES, lang=language, view="matrix"),
        "graph": address(question("11"), lang=language, view="graph"),
        "slip": address(RED, lang=language),
    }
    for name, path in shown.items():
        page = reader.open(path, width=width, scheme=scheme, language=language)
        if name == "start":
            page.locator("#examples summary").click()
        assert axe(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    reader.watch.expect("400")


def test_without_scripts_the_same_is_done_with_forms_and_links(reader: Reader) -> None:
    page = reader.open("/ja/sparql", scripts=False)
    page.get_by_role("textbox", name="問い合わせ").fill(AXES)
    page.get_by_role("button", name="実行する").click()
    assert page.locator(".results tbody tr").count() == 26
    page.get_by_role("link", name="行列").click()
    assert page.locator(".crossed tbody tr").count() == 13
    page.get_by_role("link", name="図", exact=True).click()
    assert page.locator(".results tbody tr").count() == 26
    assert page.get_by_text("図の表示には JavaScript が必要です").is_visible()
    for hidden in ("リンクをコピー", "候補を表示", "中止"):
        assert not page.get_by_role("button", name=hidden).is_visible()


def test_without_the_editor_s_library_the_text_area_does(reader: Reader) -> None:
    page = reader.window()
    page.route(
        "**/vendor/*.js", lambda route: route.fulfill(status=200, body="", content_type="text/javascript")
    )
    reader.go(page, "/ja/sparql")
    page.get_by_role("textbox", name="問い合わせ").fill(RED)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_role("textbox", name="問い合わせ").fill(THREE)
    page.get_by_role("button", name="実行する").click()
    expect(page.locator(".results")).to_be_visible()
    assert rows(page) == ["1", "2", "3"]
    reader.watch.expect("400")


def test_a_query_too_long_for_an_address_is_sent_all_the_same(reader: Reader) -> None:
    page = reader.open("/ja/sparql")
    write(page, THREE + "\n#" + "x" * 17_000)
    page.get_by_role("button", name="実行する").click()
    expect(page.get_by_text("リンクにできません")).to_be_visible()
    assert rows(page) == ["1", "2", "3"]
    assert urlsplit(page.url).query == "lang=ja"


def test_nothing_of_a_query_or_an_answer_is_kept_in_the_browser(reader: Reader) -> None:
    page = reader.open("/ja/sparql")
    write(page, THREE)
    page.get_by_role("button", name="実行する").click()
    expect(page.locator(".results")).to_be_visible()
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_a_hostile_release_harms_nobody(browser: Browser, tmp_path: Path) -> None:
    with running(write_hostile_release(tmp_path)) as site:
        check_harmless(browser, site)


def check_harmless(browser: Browser, site: Site) -> None:
    reader = Reader(browser, site.address)
    page = reader.window()
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    for query in ("SELECT * { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"):
        for view in ("table", "graph", "turtle"):
            reader.go(page, address(query, view=view))
            expect(page.locator("#answer-heading")).to_be_visible()
            links = page.locator("a").evaluate_all("(all) => all.map((one) => one.protocol)")
            assert set(links) <= {"http:", "https:", ":"}  # the last leads nowhere
    write(page, "SELECT * { ?s ?p ")
    page.keyboard.press("Control+Space")
    page.keyboard.press("Escape")
    reader.close()
    assert reader.watch.complaints == []

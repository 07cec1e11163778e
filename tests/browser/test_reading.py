"""A statement and its words lead to each other, in the very characters that the release states."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.accessibility import axe
from tests.browser.chromium import NARROW, WIDE, Reader
from tests.conftest import ROOT, build, registered, write_register
from tests.document.renditions import WRITERS
from tests.web.site import running

DOCUMENTS = (
    ROOT / "tests/browser/documents/beyond-bmp.txt",
    ROOT / "tests/agreements/wrapped-lines.txt",
)
BEYOND, WRAPPED, TABLE = "beyond-bmp", "wrapped-lines", "beyond-bmp-table"
CHAR = re.compile(r"#char=(\d+),(\d+)$")
CHOSEN = "[...document.querySelectorAll('.chosen')].map((one) => one.textContent)"
LINE = 32
"""Height of a line of the text, in pixels."""

CURRENT = ".statement[aria-current]"


@dataclass(frozen=True)
class Served:
    """A site with documents of the tests, and the text that its release has of each."""

    address: str
    texts: dict[str, str]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    directory = tmp_path_factory.mktemp("reading")
    folder = directory / "data" / "documents"
    folder.mkdir(parents=True)
    paths = [Path(shutil.copy(one, folder)) for one in DOCUMENTS]
    words = DOCUMENTS[0].read_text(encoding="utf-8")
    table = WRITERS["csv"](words, folder / f"{TABLE}.csv")
    rows = [registered(path) for path in paths] + [registered(table, encoding="")]
    write_register(directory / "data" / "sources.csv", rows)
    release = build(directory, directory / "data")
    texts = {path.stem: path.read_bytes().decode() for path in release.glob("sources/*.txt")}
    with running(release) as site:
        yield Served(site.address, texts)


@pytest.fixture
def reader(browser: Browser, served: Served) -> Iterator[Reader]:
    reader = Reader(browser, served.address)
    yield reader
    reader.close()
    assert reader.watch.complaints == []


def source(name: str, language: str = "ja", fragment: str = "") -> str:
    return f"/{language}/doc/source/{name}{fragment}"


def statement(page: Page, key: str) -> Locator:
    return page.locator(f'.statement[id="{key}"]')


def span(link: Locator) -> tuple[int, int]:
    match = CHAR.search(link.get_attribute("href") or "")
    assert match
    return int(match[1]), int(match[2])


def test_every_statement_marks_the_characters_that_its_passage_counts(reader: Reader, served: Served) -> None:
    text = served.texts[BEYOND]
    page = reader.open(source(BEYOND))
    spans = [span(one) for one in page.locator(".statement").all()]
    assert len(spans) > 40
    assert any(ord(char) > 0xFFFF for start, _ in spans for char in text[:start])
    marked = page.evaluate(f"""[...document.querySelectorAll(".statement")].map((one) => {{
      one.click();
      return {CHOSEN}.join("");
    }})""")
    assert marked == [text[start:end] for start, end in spans]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_choosing_a_statement_marks_its_words_and_shows_them(
    reader: Reader, language: str, width: int
) -> None:
    page = reader.open(source(BEYOND, language), width=width)
    statement(page, "initiative/1/role/331007/cueFrom").click()
    assert page.evaluate(CHOSEN) == ["中心となって"]
    expect(page.locator(".chosen")).to_be_in_viewport(ratio=1)
    expect(statement(page, "initiative/1/role/331007/cueFrom")).to_have_attribute("aria-current", "true")
    assert "中心となって" in page.get_by_role("status").inner_text()
    assert page.evaluate("document.activeElement.textContent") == "中心となって"
    assert axe(page) == []


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_choosing_words_shows_everything_that_was_read_from_them(
    reader: Reader, language: str, width: int
) -> None:
    page = reader.open(source(BEYOND, language), width=width)
    cue = statement(page, "initiative/1/role/332089/cueFrom").get_attribute("href") or ""
    page.locator(f'[id="{cue[1:]}"] a').click()
    current = [one.get_attribute("id") for one in page.locator(CURRENT).all()]
    assert current == ["initiative/1/role/332089/roleFrom", "initiative/1/role/332089/cueFrom"]
    expect(statement(page, "initiative/1/role/332089/cueFrom")).to_be_in_viewport()
    assert page.get_by_role("status").get_by_role("link").count() == 2
    assert page.evaluate(CHOSEN) == ["協力して"]
    assert axe(page) == []


def test_words_that_several_statements_share_show_all_of_them(reader: Reader) -> None:
    page = reader.open(source(BEYOND))
    status = statement(page, "version/first/statusFrom").get_attribute("href") or ""
    page.locator(f'[id="{status[1:]}"] a').click()
    current = [one.get_attribute("id") for one in page.locator(CURRENT).all()]
    assert current == ["instrument/first/statusFrom", "version/first/statusFrom"]


def test_a_passage_over_several_lines_is_marked_as_a_whole(reader: Reader, served: Served) -> None:
    text = served.texts[WRAPPED]
    page = reader.open(source(WRAPPED))
    over = [one for one in page.locator(".statement").all() if "\n" in text[slice(*span(one))]]
    assert len(over) >= 4
    for one in over:
        one.click()
        assert "\n".join(page.evaluate(CHOSEN)) == text[slice(*span(one))]


def test_an_address_with_a_passage_opens_at_its_words(reader: Reader, served: Served) -> None:
    start = served.texts[BEYOND].index("災害に強い")
    content = served.texts[BEYOND].index("𠮷凶"), served.texts[BEYOND].index("\n", start)
    page = reader.open(f"/id/source/{BEYOND}#char={content[0]},{content[1]}")
    assert page.evaluate(CHOSEN) == [served.texts[BEYOND][slice(*content)]]
    expect(page.locator(".chosen")).to_be_in_viewport(ratio=1)


def test_an_address_with_any_characters_marks_exactly_those(reader: Reader, served: Served) -> None:
    start = served.texts[BEYOND].index("夫な産業")
    page = reader.open(source(BEYOND, fragment=f"#char={start},{start + 4}"))
    marked = page.evaluate("[...CSS.highlights.get('words')].map(String)")
    assert marked == ["夫な産業"]
    assert [one.get_attribute("id") for one in page.locator(CURRENT).all()] == ["initiative/1/contentFrom"]


def test_words_selected_freely_show_the_statements_that_share_them(reader: Reader) -> None:
    page = reader.open(source(BEYOND))
    line = page.locator("ol.text li", has_text="甲の役割").first
    line.scroll_into_view_if_needed()
    box = line.bounding_box()
    assert box
    page.mouse.move(box["x"] + 12, box["y"] + LINE / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 150, box["y"] + LINE / 2, steps=4)
    page.mouse.up()
    current = [one.get_attribute("id") for one in page.locator(CURRENT).all()]
    assert current == ["initiative/1/role/331007/actorFrom", "initiative/1/role/331007/roleFrom"]


def test_the_keyboard_goes_there_and_back(reader: Reader) -> None:
    page = reader.open(source(BEYOND))
    statement(page, "initiative/2/headingFrom").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "高度な中心拠点の強化"
    assert page.evaluate("document.activeElement.closest('ol.text') !== null")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "initiative/2/headingFrom"
    page.go_back()
    expect(page.locator(".chosen")).to_have_count(0)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_without_scripts_the_links_lead_there_and_back(reader: Reader, language: str) -> None:
    page = reader.open(source(BEYOND, language), scripts=False)
    statement(page, "initiative/1/contentFrom").click()
    words = page.locator(".passage:target")
    expect(words).to_be_in_viewport()
    assert words.inner_text() == "𠮷備路と𠀋夫な産業を圏域の外に発信し、観光の推進に取り組む。"
    words.locator("a").first.click()
    expect(page.locator(".statement:target")).to_have_attribute("id", "initiative/1/contentFrom")
    expect(page.locator(".statement:target")).to_be_in_viewport()


def test_without_scripts_all_lines_of_a_passage_are_marked(reader: Reader, served: Served) -> None:
    page = reader.open(source(WRAPPED), scripts=False)
    chars = page.evaluate("[...document.querySelectorAll('.passage')].map((one) => one.dataset.char)")
    over = max(chars, key=chars.count)
    page.locator(f".statement[href='#char={over}']").first.click()
    marked = page.evaluate("""() => {
      const mark = getComputedStyle(document.querySelector(".passage:target")).backgroundColor;
      return [...document.querySelectorAll("ol.text [data-char]")]
        .filter((one) => getComputedStyle(one).backgroundColor === mark).map((one) => one.dataset.char);
    }""")
    assert len(marked) > 1
    assert marked == [over] * chars.count(over)
    start, end = map(int, over.split(","))
    pieces = page.locator(f"ol.text [data-char='{over}']").all_text_contents()
    assert "\n".join(pieces) == served.texts[WRAPPED][start:end]


def test_what_the_data_do_not_carry_is_marked_in_the_text(reader: Reader, served: Served) -> None:
    page = reader.open(source(BEYOND))
    left_out = [one.text_content() for one in page.locator("ol.text .left-out").all()]
    assert any("𠮷日に本協約書2通を作成し" in (words or "") for words in left_out)
    text = page.evaluate(
        "[...document.querySelectorAll('ol.text li')].map((one) => one.textContent).join('\\n')"
    )
    assert text == served.texts[BEYOND]


@pytest.mark.parametrize(
    ("language", "place"),
    [("ja", "受領したファイルでの位置：23行目、2列目"), ("en", "In the original file: row 23, column 2")],
)
def test_a_statement_says_where_in_the_file_its_words_stand(
    reader: Reader, language: str, place: str
) -> None:
    page = reader.open(source(TABLE, language))
    places = page.locator("li:has([id='initiative/1/contentFrom']) .place")
    assert places.inner_text() == place


def test_both_texts_are_printed(reader: Reader) -> None:
    page = reader.open(source(BEYOND))
    statement(page, "initiative/1/contentFrom").click()
    page.emulate_media(media="print")
    boxes = [pane.bounding_box() for pane in page.locator(".pane").all()]
    heights = page.evaluate("[...document.querySelectorAll('.pane')].map((one) => one.scrollHeight)")
    assert [round(box["height"]) if box else 0 for box in boxes] == heights
    expect(page.get_by_role("status")).to_be_hidden()

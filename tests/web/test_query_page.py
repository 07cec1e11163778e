"""What the query page makes of an answer: names, views, files, programs; and what its editor is offered."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from shutil import which
from urllib.parse import urlencode

import pytest

from kg.language import visible
from tests.conftest import ROOT
from tests.web.pages_crawl import Page, open_page
from tests.web.site import Site
from tests.web.tables import table

QUESTIONS = ROOT / "ontology" / "competency"
BOM = b"\xef\xbb\xbf"
AWKWARD = """# It's "quoted", `$HOME`, \\ and )---" too
SELECT ?text { VALUES ?text { "it's" "\\"\\"\\"" "C:\\\\temp" ")---\\"" "$(id)" "岡山市" } }
"""
OBEYED = """# \x03\x15 and \u202e
SELECT ?text { VALUES ?text { "a\x03\x1b[2J\u202eb" "\\\\\x04" } }
"""
"""Signs that end, erase or hide what was typed where a terminal is given them, within quotation marks too."""


def question(number: str) -> str:
    (path,) = QUESTIONS.glob(f"cq{number}-*.rq")
    return path.read_text(encoding="utf-8")


def asked(site: Site, query: str, lang: str = "ja", **more: str) -> Page:
    return open_page(site, "/sparql?" + urlencode({"query": query, "lang": lang, **more}))


def views(page: Page) -> list[str]:
    navs = page.top.every("nav", class_="views")
    return [link.text for nav in navs for link in nav.every("a")]


@pytest.mark.parametrize(
    ("lang", "name"), [("ja", "高度な中心拠点の強化"), ("en", "Strengthening the advanced urban core")]
)
def test_a_thing_stands_with_its_name_and_its_address(seed_site: Site, lang: str, name: str) -> None:
    cell = (
        asked(seed_site, question("01"), lang)
        .top.one("table", class_="results")
        .every("tr")[4]
        .every("td")[-1]
    )
    assert name in cell.one("a").text
    assert cell.one("code").text == "id/agreement/okayama-soja/version/2025-draft/initiative/4"
    assert (
        cell.one("a").attributes["href"]
        == f"/{lang}/doc/agreement/okayama-soja/version/2025-draft/initiative/4"
    )


def test_a_matrix_is_offered_where_it_says_more_than_the_table(seed_site: Site) -> None:
    assert views(asked(seed_site, question("18"))) == ["表", "行列"]
    assert views(asked(seed_site, question("01"))) == []
    assert views(asked(seed_site, question("10"))) == []


def test_a_matrix_has_the_last_variable_in_its_cells(seed_site: Site) -> None:
    matrix = asked(seed_site, question("18"), view="matrix").top.one("table", class_="crossed")
    heads = [one.text for one in matrix.one("thead").every("th")]
    assert heads == ["code", "municipality", "主導", "協力", "活用"] or set(heads[2:]) == {
        "主導",
        "協力",
        "活用",
    }
    soja = next(row for row in matrix.one("tbody").every("tr") if "総社市" in row.text)
    assert soja.one("th").attributes["scope"] == "row"
    shown = dict(zip(heads[2:], [one.text for one in soja.every("td")[1:]], strict=True))
    assert (shown["協力"], shown["活用"]) == ("12", "1")
    assert "なし" in shown["主導"]


def test_a_matrix_holds_all_values_of_a_place(seed_site: Site) -> None:
    values = '("a" "x" 1) ("a" "x" 2) ("a" "y" 3) ("b" "y" UNDEF)'
    query = f"SELECT ?row ?column ?value {{ VALUES (?row ?column ?value) {{ {values} }} }}"
    matrix = asked(seed_site, query, "en", view="matrix").top.one("table", class_="crossed")
    cells = [[one.text for one in row.every("td")] for row in matrix.one("tbody").every("tr")]
    assert cells == [["1, 2", "3"], ["–none", "–none"]]


def test_an_answer_that_is_not_shown_whole_is_not_a_matrix(seed_site: Site) -> None:
    tens = " ".join(f"VALUES ?{name} {{ {' '.join(map(str, range(11)))} }}" for name in "abc")
    assert views(asked(seed_site, f"SELECT ?a ?b ?c {{ {tens} }}")) == []


def test_a_graph_is_a_table_a_figure_and_turtle(seed_site: Site) -> None:
    assert views(asked(seed_site, question("11"), "en")) == ["Table", "Graph", "Turtle"]
    figure = asked(seed_site, question("11"), "en", view="graph").top.one("div", class_="drawing")
    network = json.loads(figure.attributes["data-network"])
    names = {node["id"]: node["label"] for node in network["nodes"]}
    said = {(names[edge["source"]], edge["label"], names[edge["target"]]) for edge in network["edges"]}
    assert ("Okayama City", "leads", "Strengthening the advanced urban core") in said
    turtle = asked(seed_site, question("11"), "en", view="turtle").top.one("pre", class_="graph").text
    assert "renkei" in turtle


def test_a_figure_says_what_it_leaves_out(seed_site: Site) -> None:
    page = asked(seed_site, "SELECT ?s ?p ?o { ?s ?p ?o FILTER(isIRI(?o)) } LIMIT 900", view="graph")
    assert len(json.loads(page.top.one("div", class_="drawing").attributes["data-network"])["edges"]) <= 300
    assert "図に示していません" in page.top.one("section", class_="answer").text


def test_the_view_that_is_not_there_is_the_first(seed_site: Site) -> None:
    for view in ("matrix", "nonsense", "turtle"):
        assert asked(seed_site, question("01"), view=view).top.one("table", class_="results")


def test_a_graph_with_triple_terms_is_shown_as_turtle_only(seed_site: Site) -> None:
    page = asked(seed_site, "CONSTRUCT { <a:s> <a:p> <<( <a:x> <a:y> <a:z> )>> } {}")
    assert page.top.one("pre", class_="graph")
    assert views(page) == []


def test_content_of_a_draft_is_called_that(seed_site: Site) -> None:
    notice = asked(seed_site, question("01")).top.one("section", class_="answer").one("div", class_="notice")
    assert "案として" in notice.text
    assert notice.one("a").attributes["href"] == "/ja/doc/agreement/okayama-soja/version/2025-draft"
    assert "案に基づくことがあります" in asked(seed_site, question("18")).top.one("p", class_="legend").text


def test_examples_are_grouped_in_the_readers_language(seed_site: Site) -> None:
    for lang, first, words in (
        ("ja", "役割分担", "どの市町村がどの取組を主導するか。"),
        ("en", "Who does what", "Which"),
    ):
        menu = open_page(seed_site, f"/{lang}/sparql").top.one("details", class_="examples")
        assert menu.every("h2")[0].text == first
        assert menu.every("a")[0].text.startswith(words)
        assert len(menu.every("a")) == len(list(QUESTIONS.glob("*.rq")))


@pytest.mark.parametrize("case", table("spreadsheet"), ids=lambda case: case["literal"])
def test_a_cell_for_a_spreadsheet_is_no_formula(case: dict[str, str], site: Site) -> None:
    reply = site.query(f"SELECT ?cell {{ VALUES ?cell {{ {case['literal']} }} }}", format="csv-excel")
    assert (reply.status, reply.media_type) == (200, "text/csv")
    assert reply.body.startswith(BOM)
    found = list(csv.reader(io.StringIO(reply.body.removeprefix(BOM).decode(), newline="")))
    assert found == [["cell"], [case["cell"].replace("\n", "\r")]]


def test_the_endpoint_s_own_csv_is_as_the_standard_has_it(site: Site) -> None:
    assert site.query('SELECT ?a { VALUES ?a { "=1" } }', "text/csv").body == b"a\r\n=1\r\n"


def test_only_a_table_is_there_for_a_spreadsheet(site: Site) -> None:
    for query in ("ASK {}", "CONSTRUCT WHERE { ?s ?p ?o }", "SELECT"):
        reply = site.query(query, format="csv-excel")
        assert reply.status in (400, 406)
        assert reply.media_type == "text/html"


def test_the_page_offers_the_table_for_a_spreadsheet(seed_site: Site) -> None:
    page = asked(seed_site, question("01"))
    href = next(a.attributes["href"] for a in page.top.every("a") if a.text == "Excel 用の CSV")
    reply = seed_site.ask(href)
    assert "岡山市" in reply.text
    assert reply.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("query", [AWKWARD, OBEYED, question("01")], ids=["awkward", "obeyed", "question"])
@pytest.mark.parametrize("language", ["curl", "python"])
def test_a_program_to_copy_asks_the_same(language: str, query: str, site: Site, tmp_path: Path) -> None:
    code = asked(site, query).top.one("code", id=f"code-{language}").text
    program = tmp_path / "program"
    program.write_text(code, encoding="utf-8")
    command = ["bash" if language == "curl" else sys.executable, str(program)]
    run = subprocess.run(command, capture_output=True, check=True)
    answer = site.query(query, "text/csv").text
    assert run.stdout.decode().replace("\r", "").rstrip("\n") == answer.replace("\r", "").rstrip("\n")


@pytest.mark.parametrize("language", ["curl", "python", "r"])
def test_a_program_to_copy_holds_nothing_that_a_terminal_obeys(language: str, site: Site) -> None:
    code = asked(site, OBEYED).top.one("code", id=f"code-{language}").text
    assert visible(code.replace("\n", "")) == code.replace("\n", "")


def test_a_program_in_r_closes_its_text_where_the_query_ends(site: Site) -> None:
    code = asked(site, AWKWARD).top.one("code", id="code-r").text
    assert code.startswith('query <- r"----(# It')
    assert code.count(')----"') == 1


def test_a_program_in_r_encodes_what_looks_encoded_already(site: Site) -> None:
    code = asked(site, 'SELECT ("%E5%B2%A1" AS ?name) {}').top.one("code", id="code-r").text
    assert "URLencode(query, reserved = TRUE, repeated = TRUE)" in code


@pytest.mark.skipif(not which("Rscript"), reason="R is not installed")
@pytest.mark.parametrize(
    "query",
    [
        question("01"),
        'SELECT ("%E5%B2%A1 100%" AS ?a) ("NA" AS ?b) ("007" AS ?c) ?d ("x\\ny, \\"z\\"" AS ?1) {}',
    ],
    ids=["question", "awkward"],
)
def test_a_program_in_r_asks_the_same(query: str, seed_site: Site, tmp_path: Path) -> None:
    code = asked(seed_site, query).top.one("code", id="code-r").text
    program = tmp_path / "program.R"
    keeping = code.replace("\nread.csv(", "\nfound <- read.csv(")
    program.write_text(f"{keeping}\nwrite.csv(found, row.names = FALSE)\n", encoding="utf-8")
    run = subprocess.run(["Rscript", "--vanilla", program], capture_output=True, check=True)
    answer = seed_site.query(query, "text/csv").text
    assert list(csv.reader(io.StringIO(run.stdout.decode()))) == list(csv.reader(io.StringIO(answer)))


def test_a_query_too_long_for_a_link_says_so(site: Site) -> None:
    query = "ASK {} #" + "x" * 20_000
    body = urlencode({"query": query, "lang": "en"}).encode()
    headers = {"Accept": "text/html", "Content-Type": "application/x-www-form-urlencoded"}
    text = site.ask("/sparql", "POST", body, headers).text
    assert "too long for a link" in text
    assert "Link to this answer" not in text


def test_the_place_of_a_slip_is_told_to_the_editor(site: Site) -> None:
    section = asked(site, "SELECT * {\n  ?s unknown:p ?o\n}").top.one("section", class_="answer")
    assert (section.attributes["data-line"], section.attributes["data-column"]) == ("2", "15")


def test_the_editor_is_offered_our_terms_and_things_in_both_languages(seed_site: Site) -> None:
    reply = seed_site.ask("/api/completion.json")
    offered = reply.json
    terms = {entry["iri"]: entry for entry in offered["terms"]}
    assert terms["https://w3id.org/renkei/def#leads"]["kind"] == "property"
    assert terms["https://w3id.org/renkei/def#Lead"] == {
        "iri": "https://w3id.org/renkei/def#Lead",
        "kind": "concept",
        "ja": "主導",
        "en": "Lead",
    }
    assert terms["http://purl.org/dc/terms/identifier"]["kind"] == "property"
    things = {entry["iri"]: entry for entry in offered["things"]}
    assert things["http://localhost:8000/id/government/331007"]["ja"] == "岡山市"
    assert "http://localhost:8000/id/agreement/okayama-soja" in things
    assert offered["prefixes"]["renkei"] == "https://w3id.org/renkei/def#"
    assert len(terms) == len(offered["terms"])
    assert (
        seed_site.ask("/api/completion.json", headers={"If-None-Match": reply.headers["ETag"]}).status == 304
    )

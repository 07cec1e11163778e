"""What is exported and read again says the same; only where it is said differs."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest
from rdflib import Graph, URIRef

from kg.namespaces import RDF, RENKEI
from tests.authoring.forms import exported, register_options, write
from tests.conftest import ROOT, build, registered, run_kg, write_register
from tests.document.test_formats import BASE, graph_of, places, said

FORMS = ("xlsx", "csv", "docx", "md")
CASES = {
    "okayama-soja-2025": "",
    "costs-within-roles": "",
    "columns-with-roles-alone": "府中市=342084",
    "outline-in-an-article": "",
    "restated-with-articles": "",
    "settlement-amended": "",
}
DOCUMENTS = {
    case: path
    for case in CASES
    for path in (ROOT / "data" / "documents" / f"{case}.txt", ROOT / "tests" / "agreements" / f"{case}.txt")
    if path.exists()
}


@pytest.fixture(scope="module")
def text_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The texts, each as an agreement of its own."""
    directory = tmp_path_factory.mktemp("texts")
    (directory / "data" / "documents").mkdir(parents=True)
    rows = []
    for case, path in DOCUMENTS.items():
        copy = Path(shutil.copy(path, directory / "data" / "documents"))
        rows.append(registered(copy, parties=CASES[case]))
    write_register(directory / "data" / "sources.csv", rows)
    return build(directory, directory / "data")


@pytest.fixture(scope="module")
def again(text_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What kg export wrote of each in each form, as an agreement of its own."""
    directory = tmp_path_factory.mktemp("again")
    (directory / "data" / "documents").mkdir(parents=True)
    rows = []
    for case in CASES:
        for form in FORMS:
            path = directory / "data" / "documents" / f"{case}-{form}.{form}"
            exported(text_release, case, path)
            rows.append(registered(path, encoding="utf-8" if form == "md" else "", parties=CASES[case]))
    write_register(directory / "data" / "sources.csv", rows)
    return build(directory, directory / "data")


@pytest.fixture(scope="module")
def texts(text_release: Path) -> Graph:
    return graph_of(text_release)


@pytest.fixture(scope="module")
def graph(again: Path) -> Graph:
    return graph_of(again)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("case", CASES)
def test_reading_an_export_changes_nothing_but_the_provenance(
    case: str, form: str, texts: Graph, graph: Graph
) -> None:
    assert said(graph, f"{case}-{form}") == said(texts, case)


def test_a_passage_of_the_form_leads_to_its_cell_through_the_stored_text(again: Path, graph: Graph) -> None:
    """The fourth initiative's second role is on line 8 of the sheet 役割, below its head in row 4."""
    name = "okayama-soja-2025-xlsx"
    role = URIRef(f"{BASE}agreement/{name}/version/first/initiative/4/role/332089")
    text = (again / "sources" / f"{name}.txt").read_text(encoding="utf-8")
    expected = {RENKEI.actorFrom: "B12", RENKEI.roleFrom: "C12", RENKEI.cueFrom: "C12"}
    for link, cell in expected.items():
        passage = graph.value(role, link)
        assert places(graph, passage) == {f"sheet=役割&cell={cell}"}
        start, end = (int(str(graph.value(passage, RENKEI[each]))) for each in ("startChar", "endChar"))
        assert text[start:end] == str(graph.value(passage, RENKEI.exact))
    assert {str(graph.value(each, RENKEI.exact)) for each in graph.objects(role, RENKEI.markedBy)} == {
        "高度な中心拠点の強化",
        "活用",
    }


def test_a_passage_of_the_csv_form_leads_to_row_and_column(graph: Graph) -> None:
    initiative = URIRef(f"{BASE}agreement/okayama-soja-2025-csv/version/first/initiative/1")
    assert places(graph, graph.value(initiative, RENKEI.contentFrom)) == {"row=25&column=3"}


def test_every_character_of_the_form_that_is_not_its_own_is_carried(graph: Graph) -> None:
    for form in ("xlsx", "csv"):
        source = URIRef(f"{BASE}source/okayama-soja-2025-{form}")
        assert (source, RDF.type, RENKEI.SourceDocument) in graph
        assert list(graph.objects(source, RENKEI.notModelled)) == []


def test_a_text_that_begins_like_a_formula_is_written_as_text_and_read_back_the_same(
    complete_form: Path, tmp_path: Path
) -> None:
    """= + - @ and their full-width forms; CSV guards them with an apostrophe, a text's own is kept."""
    texts = ["=1+1。", "+81。", "-3。", "@SUM(A1)。", "＝全角。", "'=引用。", "'引用。"]
    workbook = openpyxl.load_workbook(complete_form)
    for row, text in enumerate(texts, start=5):
        cell = workbook["取組"].cell(row, 3, text)
        cell.data_type = "s"
    workbook.save(tmp_path / "case.xlsx")
    (tmp_path / "data").mkdir()
    run = run_kg("add", tmp_path / "case.xlsx", "--data", tmp_path / "data", "--yes", *register_options())
    assert run.returncode == 0, run.stderr
    release = build(tmp_path, tmp_path / "data")
    assert contents(release, "case") == texts
    for form in ("xlsx", "csv"):
        path = exported(release, "case", tmp_path / f"again.{form}")
        options = register_options(source=form, agreement=form)
        assert run_kg("add", path, "--data", tmp_path / "data", "--yes", *options).returncode == 0
    cells = openpyxl.load_workbook(tmp_path / "again.xlsx")["取組"]["C5:C11"]
    assert [cell.data_type for (cell,) in cells] == ["s"] * 7
    assert [cell.quotePrefix for (cell,) in cells] == [True] * 6 + [False]
    assert "'=1+1。" in (tmp_path / "again.csv").read_text(encoding="utf-8-sig")
    again = build(tmp_path, tmp_path / "data")
    assert contents(again, "xlsx") == contents(again, "csv") == texts


def contents(release: Path, agreement: str) -> list[str]:
    graph = Graph().parse(release / "dumps" / "renkei.nt", format="nt")
    version = URIRef(f"{BASE}agreement/{agreement}/version/first")
    initiatives = sorted(
        graph.objects(version, RENKEI.hasInitiative),
        key=lambda each: int(str(graph.value(each, RENKEI.position))),
    )
    return [str(graph.value(each, RENKEI.content)) for each in initiatives][:7]


def test_what_a_person_chose_survives_the_form_and_is_refused_in_a_text(
    complete_form: Path, tmp_path: Path
) -> None:
    (tmp_path / "data").mkdir()
    workbook = openpyxl.load_workbook(complete_form)
    write(workbook, "particulars", "dated", "令和7年3月20日")
    sheet, cell = write(workbook, "particulars", "status", "発効中")
    workbook.save(tmp_path / "case.xlsx")
    options = register_options()
    run = run_kg("add", tmp_path / "case.xlsx", "--data", tmp_path / "data", "--yes", *options)
    assert run.returncode == 0, run.stderr
    release = build(tmp_path, tmp_path / "data")
    graph = graph_of(release)
    role = URIRef(f"{BASE}agreement/case/version/first/initiative/1/role/331007")
    decision = graph.value(role, RENKEI.hasDecision)
    assert graph.value(role, RENKEI.roleKind) == RENKEI.Lead
    assert graph.value(role, RENKEI.cueFrom) is None
    assert (decision, RDF.type, RENKEI.KindDecision) in graph
    where = {place for each in graph.objects(decision, RENKEI.decisionFrom) for place in places(graph, each)}
    assert where == {f"sheet=役割&cell={column}5" for column in "DEFG"}
    version = URIRef(f"{BASE}agreement/case/version/first")
    assert graph.value(version, RENKEI.status) == RENKEI.InForce
    assert places(graph, graph.value(version, RENKEI.statusFrom)) == {f"sheet={sheet}&cell={cell}"}
    exported(release, "case", tmp_path / "again.xlsx")
    run = run_kg("--lang", "ja", "export", "case", "--format", "md", "--release", release, cwd=tmp_path)
    assert run.returncode == 1
    assert "xlsx で書き出してください" in run.stderr
    assert not (tmp_path / "case.md").exists()


@pytest.mark.parametrize("case", ["column-for-each-city", "term-of-years"])
def test_what_a_form_has_no_place_for_is_refused_and_not_lost(case: str, tmp_path: Path) -> None:
    """A share of costs in a column of its own, a term of years."""
    (tmp_path / "data" / "documents").mkdir(parents=True)
    source = ROOT / "tests" / "agreements" / f"{case}.txt"
    copy = Path(shutil.copy(source, tmp_path / "data" / "documents"))
    row = registered(copy, parties="府中市=342084" if case == "column-for-each-city" else "")
    write_register(tmp_path / "data" / "sources.csv", [row])
    release = build(tmp_path, tmp_path / "data")
    run = run_kg("--lang", "ja", "export", case, "--release", release, cwd=tmp_path)
    assert run.returncode == 1
    assert "様式にその欄がありません" in run.stderr
    assert not (tmp_path / f"{case}.xlsx").exists()


def test_an_export_is_not_written_over_a_file(seed_release: Path, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("mine", encoding="utf-8")
    command = ("export", "okayama-soja", "--format", "md", "-o", tmp_path / "a.md")
    run = run_kg("--lang", "en", *command, "--release", seed_release)
    assert run.returncode == 1
    assert "is there already" in run.stderr
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == "mine"


def test_an_unknown_agreement_cannot_be_exported(seed_release: Path) -> None:
    run = run_kg("--lang", "en", "export", "nowhere", "--release", seed_release)
    assert run.returncode == 1
    assert "no agreement “nowhere”" in run.stderr

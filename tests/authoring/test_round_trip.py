"""What is exported and read again says the same; only where it is said differs."""

from __future__ import annotations

import csv
import re
import shutil
from collections import defaultdict
from pathlib import Path

import openpyxl
import pytest
from rdflib import Graph, URIRef

from kg.namespaces import RDF, RDFS, RENKEI
from tests.authoring.forms import exported, register_options, write
from tests.conftest import ROOT, build, registered, run_kg, write_register
from tests.document.test_formats import BASE, graph_of, places, seed

# The first two hold the same cells, the others the same lines: the quicker of each is tried on all documents.
QUICK = ("csv", "md")
FORMS = (*QUICK, "xlsx", "docx")
SEED = ROOT / "data" / "documents" / "okayama-soja-2025.txt"
TEXTS = {"okayama-soja-2025": SEED} | {
    path.name.split(".")[0]: path.with_name(f"{path.name.split('.')[0]}.txt")
    for path in sorted((ROOT / "tests" / "agreements").glob("*.expect.json"))
}
# Exported and read again in each form; all others are exported in the quick ones, and read again in one.
IN_EACH_FORM = (
    "okayama-soja-2025",
    "column-for-each-city",
    "costs-in-rows",
    "costs-said-twice",
    "notices-and-resolutions",
    "outline-in-an-article",
    "restated-with-articles",
    "settlement-outline",
    "term-of-years-from-the-conclusion",
    "term-renewed-in-a-paragraph",
)
READ_AGAIN = [
    (case, form)
    for number, case in enumerate(TEXTS)
    for form in (FORMS if case in IN_EACH_FORM else (QUICK[number % len(QUICK)],))
]
RENEWED = (
    "前項の期間が満了する日の3月前までに、甲又は乙から別段の意思表示がないときは、本協約は、"
    "同一の条件で1年間延長されるものとする。"
)
# What is said in cells that only some agreements have, and by which link.
CELLS = (
    ("notices-and-resolutions", "instrument/first", "legalBasisFrom"),
    ("notices-and-resolutions", "instrument/first/step/3", "stepFrom"),
    ("notices-and-resolutions", "instrument/first/step/3", "dateFrom"),
    ("term-renewed-in-a-paragraph", "version/first", "untilFrom"),
    ("term-renewed-in-a-paragraph", "version/first", "renewalFrom"),
    ("costs-in-rows", "version/first/initiative/2/cost/2", "costFrom"),
    ("costs-in-rows", "version/first/initiative/2/cost/2", "markedBy"),
)
AGREEMENT = re.compile(rf"{BASE}agreement/([^/#]+)")


def settled(case: str) -> str:
    """What the register settles of the parties."""
    path = TEXTS[case].with_suffix(".csv")
    if not path.exists():
        return ""
    with path.open(encoding="utf-8", newline="") as stream:
        return next(csv.DictReader(stream))["parties"]


@pytest.fixture(scope="module")
def text_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The texts, each as an agreement of its own."""
    directory = tmp_path_factory.mktemp("texts")
    (directory / "data" / "documents").mkdir(parents=True)
    rows = []
    for case, path in TEXTS.items():
        copy = Path(shutil.copy(path, directory / "data" / "documents"))
        rows.append(registered(copy, parties=settled(case)))
    write_register(directory / "data" / "sources.csv", rows)
    return build(directory, directory / "data")


@pytest.fixture(scope="module")
def exports(text_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What kg export wrote of them."""
    directory = tmp_path_factory.mktemp("exports")
    for form in FORMS:
        cases = TEXTS if form in QUICK else IN_EACH_FORM
        run = run_kg("export", *cases, "--format", form, "--release", text_release, cwd=directory)
        assert (run.returncode, run.stderr) == (0, "")
    return directory


@pytest.fixture(scope="module")
def again(exports: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Exports, each as an agreement of its own."""
    directory = tmp_path_factory.mktemp("again")
    (directory / "data" / "documents").mkdir(parents=True)
    rows = []
    for case, form in READ_AGAIN:
        path = directory / "data" / "documents" / f"{case}-{form}.{form}"
        shutil.copy(exports / f"{case}.{form}", path)
        rows.append(registered(path, encoding="utf-8" if form == "md" else "", parties=settled(case)))
    write_register(directory / "data" / "sources.csv", rows)
    return build(directory, directory / "data")


@pytest.fixture(scope="module")
def graph(again: Path) -> Graph:
    return graph_of(again)


@pytest.fixture(scope="module")
def statements(text_release: Path, graph: Graph) -> dict[str, set[tuple[str, str, str]]]:
    """All that is said of each agreement, and not where it is said; see `said` in tests/document."""
    ontology = Graph().parse(ROOT / "ontology" / "renkei.ttl")
    links = set(ontology.subjects(RDFS.subPropertyOf, RENKEI.statedIn))
    found: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for subject, predicate, value in (triple for each in (graph_of(text_release), graph) for triple in each):
        names = {match[1] for each in (subject, value) if (match := AGREEMENT.match(str(each)))}
        for name in names if predicate not in links else ():
            found[name].add((seed(subject, name), str(predicate), seed(value, name)))
    return found


@pytest.mark.parametrize("form", QUICK)
def test_each_document_of_the_corpus_is_exported(form: str, exports: Path) -> None:
    assert {path.stem for path in exports.glob(f"*.{form}")} == set(TEXTS)


@pytest.mark.parametrize(("case", "form"), READ_AGAIN)
def test_reading_an_export_changes_nothing_but_the_provenance(
    case: str, form: str, statements: dict[str, set[tuple[str, str, str]]]
) -> None:
    assert len(statements[case]) > 30
    assert statements[f"{case}-{form}"] == statements[case]


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
    assert places(graph, graph.value(initiative, RENKEI.contentFrom)) == {"row=28&column=3"}


def test_every_character_of_the_form_that_is_not_its_own_is_carried(graph: Graph) -> None:
    forms = [(case, form) for case, form in READ_AGAIN if form in ("xlsx", "csv")]
    assert len(forms) > len(TEXTS) / 3
    for case, form in forms:
        source = URIRef(f"{BASE}source/{case}-{form}")
        assert (source, RDF.type, RENKEI.SourceDocument) in graph
        assert list(graph.objects(source, RENKEI.notModelled)) == []


def test_what_a_form_has_cells_for_leads_to_them(graph: Graph) -> None:
    """A provision, notices with their day, a term, its renewal, and shares of costs."""
    found = {
        (case, str(link).removeprefix(str(RENKEI)), cell, str(graph.value(passage, RENKEI.exact)))
        for case, subject, link in CELLS
        for passage in graph.objects(URIRef(f"{BASE}agreement/{case}-xlsx/{subject}"), RENKEI[link])
        for cell in places(graph, passage)
    }
    assert {(case, link, cell.partition("cell=")[2], words) for case, link, cell, words in found} == {
        ("notices-and-resolutions", "legalBasisFrom", "B10", "地方自治法第252条の2第1項"),
        ("notices-and-resolutions", "stepFrom", "A7", "岡山市告示第12号"),
        ("notices-and-resolutions", "dateFrom", "B7", "令和6年3月29日"),
        ("term-renewed-in-a-paragraph", "untilFrom", "B14", "3年間"),
        ("term-renewed-in-a-paragraph", "renewalFrom", "B15", RENEWED),
        ("costs-in-rows", "costFrom", "D7", "全額"),
        ("costs-in-rows", "markedBy", "A7", "広域観光の推進"),
        ("costs-in-rows", "markedBy", "B7", "甲"),
        ("costs-in-rows", "markedBy", "C7", "甲の費用分担"),
    }


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
    table = openpyxl.load_workbook(release / "csv" / "tables.xlsx")["取組 initiatives"]
    assert [cell.value for cell in table["H"][1:8]] == texts
    assert {cell.data_type for cell in table["H"]} == {"s"}
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
    add = ("--lang", "ja", "add", tmp_path / "case.xlsx", "--data", tmp_path / "data", "--yes")
    run = run_kg(*add, *options)
    assert run.returncode == 0, run.stderr
    for words in ("根拠規定", "「5年間」", "岡山市告示第12号　令和7年3月28日　甲", "費用  全額"):
        assert words in run.stdout, run.stdout
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
    assert "case：" in run.stderr
    assert "xlsx で書き出してください" in run.stderr
    assert not (tmp_path / "case.md").exists()


def test_an_export_is_not_written_over_a_file(seed_release: Path, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("mine", encoding="utf-8")
    command = ("export", "okayama-soja", "--format", "md", "-o", tmp_path / "a.md")
    run = run_kg("--lang", "en", *command, "--release", seed_release)
    assert run.returncode == 1
    assert "is there already" in run.stderr
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == "mine"


def test_an_agreement_that_is_unknown_keeps_no_other_from_being_exported(
    seed_release: Path, tmp_path: Path
) -> None:
    names = ("nowhere", "okayama-soja")
    command = ("--lang", "en", "export", *names, "--format", "md", "--release", seed_release)
    run = run_kg(*command, cwd=tmp_path)
    assert run.returncode == 1
    assert "nowhere: The release holds no agreement “nowhere”. Ids that it holds: okayama-soja" in run.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["okayama-soja.md"]
    assert run_kg(*command, "-o", "one.md", cwd=tmp_path).returncode == 2

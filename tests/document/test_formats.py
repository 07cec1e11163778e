"""The same words in another format say the same; only where they stand differs."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from rdflib import Dataset, Graph, URIRef
from rdflib.term import Node

from kg.namespaces import PROV, RDF, RDFS, RENKEI
from tests.conftest import DATA, ROOT, build, registered, write_register
from tests.document.renditions import WRITERS

SEED = "okayama-soja-2025"
BASE = "http://localhost:8000/id/"
PLACES = {
    "csv": "row=22&column=2",
    "docx": "table=1&row=1&column=2",
    "html": "line=28",
    "md": "",
    "pdf": "page=1&area=",
    "xlsx": "sheet=協約 %26 別表&cell=B22",
}
OFFICE = shutil.which("soffice")


# PDF needs LibreOffice, which writes it; CI has it.
NO_PDF = pytest.mark.skipif(not OFFICE and "CI" not in os.environ, reason="LibreOffice is not installed")
FORMATS = [pytest.param(form, marks=NO_PDF) if form == "pdf" else form for form in WRITERS]


def build_in_all_formats(document: Path, directory: Path, parties: str = "") -> Path:
    """Build a release in which each format is an agreement of its own, and so is the text itself."""
    data = directory / "data"
    (data / "documents").mkdir(parents=True)
    text = document.read_text(encoding="utf-8")
    shutil.copy(document, data / "documents" / "txt.txt")
    paths = [data / "documents" / "txt.txt"]
    for form, write in WRITERS.items():
        if form != "pdf" or OFFICE:
            paths.append(write(text, data / "documents" / f"{form}.{form}"))
    encodings = {".txt": "utf-8", ".md": "utf-8"}
    rows = [registered(path, encoding=encodings.get(path.suffix, ""), parties=parties) for path in paths]
    write_register(data / "sources.csv", rows)
    return build(directory, data)


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_in_all_formats(DATA / "documents" / f"{SEED}.txt", tmp_path_factory.mktemp("formats"))


@pytest.fixture(scope="module")
def graph(releases: Path) -> Graph:
    return graph_of(releases)


def graph_of(releases: Path) -> Graph:
    dataset = Dataset()
    dataset.parse(releases / "dumps" / "renkei.nq", format="nquads")
    graph = Graph()
    for subject, predicate, value, _ in dataset.quads():
        graph.add((subject, predicate, value))
    return graph


@pytest.mark.parametrize("form", FORMATS)
def test_the_seed_in_another_format_yields_the_same_graph_but_for_provenance(form: str, graph: Graph) -> None:
    assert said(graph, form) == said(graph, "txt")


def said(graph: Graph, name: str) -> set[tuple[str, str, str]]:
    """All that is said of the agreement, under the name of the format, and not where it is said."""
    ontology = Graph().parse(ROOT / "ontology" / "renkei.ttl")
    links = set(ontology.subjects(RDFS.subPropertyOf, RENKEI.statedIn))
    start = f"{BASE}agreement/{name}"
    return {
        (seed(subject, name), str(predicate), seed(value, name))
        for subject, predicate, value in graph
        if (str(subject).startswith(start) or str(value).startswith(start)) and predicate not in links
    }


def seed(term: Node, name: str) -> str:
    """The same in each format: the ids are the format's name, and line ends are of the text (decision 6)."""
    return "seed" if str(term) == name else " ".join(str(term).replace(f"/{name}", "/seed").split())


@pytest.mark.parametrize("form", FORMATS)
def test_every_passage_leads_to_the_stored_text_and_to_its_place_in_the_original(
    form: str, graph: Graph, releases: Path
) -> None:
    text = (releases / "sources" / f"{form}.txt").read_text(encoding="utf-8")
    passages = list(graph.subjects(PROV.wasQuotedFrom, URIRef(f"{BASE}source/{form}")))
    assert len(passages) > 100
    for passage in passages:
        start, end = (int(str(graph.value(passage, RENKEI[name]))) for name in ("startChar", "endChar"))
        assert text[start:end] == str(graph.value(passage, RENKEI.exact))
        assert bool(places(graph, passage)) == (form != "md")


@pytest.mark.parametrize("form", FORMATS)
def test_the_first_content_stands_where_the_file_has_it(form: str, graph: Graph) -> None:
    initiative = URIRef(f"{BASE}agreement/{form}/version/first/initiative/1")
    passage = graph.value(initiative, RENKEI.contentFrom)
    assert (passage, RDF.type, RENKEI.Passage) in graph
    expected, found = PLACES[form], places(graph, passage)
    assert sorted(place[: len(expected)] for place in found) == [expected] * len(found)
    assert bool(found) == bool(expected)


def places(graph: Graph, passage: Node | None) -> set[str]:
    return {str(place) for place in graph.objects(passage, RENKEI.placeInOriginal)}


@pytest.mark.parametrize("form", FORMATS)
def test_the_release_says_in_which_format_the_document_was_received(form: str, graph: Graph) -> None:
    found = str(graph.value(URIRef(f"{BASE}source/{form}"), URIRef("http://purl.org/dc/terms/format")))
    names = {"docx": "wordprocessingml", "xlsx": "spreadsheetml", "md": "markdown"}
    assert names.get(form, form) in found


@pytest.mark.parametrize("form", ["csv", "html", "xlsx", pytest.param("pdf", marks=NO_PDF)])
def test_the_same_words_are_the_same_text_whatever_file_they_came_in(form: str, releases: Path) -> None:
    """Also where lines of a PDF end, pages are numbered and a web page has its furniture."""
    word, other = (releases / "sources" / f"{name}.txt" for name in ("docx", form))
    assert other.read_text(encoding="utf-8") == word.read_text(encoding="utf-8")


# Documents in the other layouts, with what the register must settle.
LAYOUTS = {
    "annex-for-each-pillar": "",
    "column-for-each-city": "府中市=342084",
    "costs-in-rows": "",
    "good-will": "",
    "outline-in-an-article": "",
    "settlement-outline": "",
}


@pytest.mark.parametrize("case", LAYOUTS)
def test_each_layout_yields_the_same_graph_in_each_format(case: str, tmp_path: Path) -> None:
    """Also where cells are merged or narrow, and lines are items."""
    document = ROOT / "tests" / "agreements" / f"{case}.txt"
    graph = graph_of(build_in_all_formats(document, tmp_path, LAYOUTS[case]))
    forms = [form for form in WRITERS if form != "pdf" or OFFICE]
    assert [form for form in forms if said(graph, form) != said(graph, "txt")] == []

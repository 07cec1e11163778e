"""The published report is SHACL without blank nodes, the same in every process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import BNode, Graph, Literal, URIRef

from kg.graph.vocabulary import vocabulary_files
from kg.namespaces import RDF, RSH, SH
from kg.resources import asset
from kg.validation import Report, read_rdf, report_graph, validate
from tests.conftest import Kg
from tests.validation.conftest import Validated

ROOT = Path(__file__).parents[2]
BASE = "https://example.org/"
RUN = """
import sys
from pathlib import Path
from kg.validation import load_shapes, read_rdf, report_graph, validate
report = validate(read_rdf([Path(sys.argv[1])]), load_shapes())
print("\\n".join(sorted(report_graph(report, "https://example.org/").serialize(format="nt").splitlines())))
print([result.key() for result in report.results])
"""


@pytest.fixture(scope="session")
def reported(validated: Validated) -> tuple[Report, Graph]:
    report, _ = validated("text/violates-blank")
    return report, report_graph(report, BASE)


def test_there_are_no_blank_nodes_and_no_lists(reported: tuple[Report, Graph]) -> None:
    report, graph = reported
    assert any(isinstance(result.value, BNode) for result in report.results)
    assert [node for triple in graph for node in triple if isinstance(node, BNode)] == []
    assert list(graph.subject_objects(RDF.first)) == []


def test_a_blank_node_of_the_data_has_a_genid(reported: tuple[Report, Graph]) -> None:
    _, graph = reported
    values = [value for value in graph.objects(None, SH.value) if "/genid/" in str(value)]
    assert all(str(value).startswith(f"{BASE}.well-known/genid/") for value in values)
    assert values


def test_each_result_is_there_with_its_parts(reported: tuple[Report, Graph]) -> None:
    report, graph = reported
    nodes = list(graph.objects(URIRef(f"{BASE}id/validation/report"), SH.result))
    assert len(nodes) == len(report.results)
    for node in nodes:
        assert str(node).startswith(f"{BASE}id/validation/")
        for part in (SH.focusNode, SH.resultSeverity, SH.sourceShape, SH.sourceConstraintComponent):
            assert len(list(graph.objects(node, part))) == 1
        languages = [
            text.language for text in graph.objects(node, SH.resultMessage) if isinstance(text, Literal)
        ]
        assert sorted(map(str, languages)) == ["en", "ja"]


@pytest.mark.parametrize(
    ("case", "conforms"),
    [
        ("agreement/violates-retroactive", True),
        ("agreement/violates-draft", False),
        ("agreement/conforms-no-area", True),
    ],
)
def test_it_says_whether_the_graph_conforms_and_what_would_deny_it(
    case: str, conforms: bool, validated: Validated
) -> None:
    report, _ = validated(case)
    graph = report_graph(report, BASE)
    node = URIRef(f"{BASE}id/validation/report")
    assert graph.value(node, SH.conforms) == Literal(conforms)
    assert list(graph.objects(node, SH.conformanceDisallows)) == [SH.Violation]


def test_a_path_of_several_steps_is_left_to_the_rule_s_name(validated: Validated) -> None:
    report, _ = validated("initiative/violates-words")
    words = [result for result in report.results if result.shape == RSH["Initiative-contentFrom-words"]]
    assert words
    assert {result.path for result in words} == {None}


def test_two_processes_write_the_same_report(tmp_path: Path, validated: Validated) -> None:
    _, graph = validated("role/violates-kinds")
    path = tmp_path / "graph.nt"
    graph.serialize(path, format="nt", encoding="utf-8")
    first, second = (_in_process(path, seed) for seed in ("0", "4242"))
    assert first == second
    assert "RoleAssignment-roleKind" in first


def _in_process(path: Path, seed: str) -> str:
    command = [sys.executable, "-c", RUN, str(path)]
    environment = os.environ | {"PYTHONHASHSEED": seed, "LC_ALL": "C" if seed == "0" else "C.UTF-8"}
    run = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=True
    )
    return run.stdout


@pytest.mark.parametrize(
    ("case", "status"), [("role/violates-kinds", 1), ("agreement/violates-retroactive", 0)]
)
def test_the_command_gives_the_report_in_turtle(
    case: str, status: int, shapes: Graph, tmp_path: Path, validated: Validated, kg: Kg
) -> None:
    path = tmp_path / "graph.nt"
    validated(case)[1].serialize(path, format="nt", encoding="utf-8")
    run = kg("validate", path, "--format", "turtle")
    assert (run.returncode, run.stderr) == (status, "")
    whole = validate(read_rdf([path], own=vocabulary_files(asset("ontology"))), shapes)
    found = Graph().parse(data=run.stdout, format="turtle")
    assert set(found) == set(report_graph(whole, "urn:renkei:"))
    assert len(set(found.objects(None, SH.result))) == len(whole.results) > 0

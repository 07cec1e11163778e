"""Any graph gives a report or a clear error."""

from __future__ import annotations

import logging
from itertools import pairwise
from pathlib import Path

import pyshacl
import pytest
from rdflib import Graph, Literal, URIRef

from kg.errors import ConformanceError
from kg.namespaces import RDF, RDFS, RENKEI, RSH, SH, XSD
from kg.validation import load_shapes, read_rdf, validate
from kg.validation.settled import settle
from tests.shapes.cases import DIRECTORY, read_case
from tests.validation.conftest import Validated


def test_a_warning_leaves_a_graph_conforming(validated: Validated) -> None:
    report, _ = validated("agreement/violates-retroactive")
    assert [result.severity for result in report.results] == [SH.Warning]
    assert report.conforms


def test_the_gravest_results_come_first(validated: Validated) -> None:
    report, _ = validated("party/violates-kinds")
    severities = [result.severity for result in report.results]
    assert severities == sorted(severities, key=[SH.Violation, SH.Warning].index)
    assert severities[0] != severities[-1]


def test_a_result_has_the_message_of_its_rule_in_both_languages(validated: Validated, shapes: Graph) -> None:
    report, _ = validated("initiative/violates-role-missing")
    (result,) = report.results
    stated = {Literal(text, lang=language) for language, text in result.messages.items()}
    assert stated == set(shapes.objects(result.shape, SH.message))


def test_the_shapes_are_left_as_they_were(shapes: Graph) -> None:
    before = set(shapes)
    validate(read_case(DIRECTORY / "role" / "violates-missing.ttl").graph, shapes)
    assert set(shapes) == before


def test_the_form_in_which_shapes_are_run_changes_no_result(shapes: Graph) -> None:
    graph = read_case(DIRECTORY / "initiative" / "violates-kinds.ttl").graph
    own = Graph()
    own += shapes
    _, found, _ = pyshacl.validate(settle(graph), shacl_graph=own)
    parts = (SH.focusNode, SH.sourceShape, SH.sourceConstraintComponent, SH.value)
    plain = [tuple(found.value(node, part) for part in parts) for node in found.objects(None, SH.result)]
    report = validate(graph, load_shapes())
    ours = [(result.focus, result.shape, result.component, result.value) for result in report.results]
    assert sorted(map(str, set(plain))) == sorted(map(str, ours))


def test_a_graph_in_memory_and_the_same_graph_from_a_file_have_the_same_report(
    tmp_path: Path, shapes: Graph
) -> None:
    graph = read_case(DIRECTORY / "reference" / "violates-government-kinds.ttl").graph
    graph.serialize(tmp_path / "graph.nt", format="nt", encoding="utf-8")
    assert validate(read_rdf([tmp_path / "graph.nt"]), shapes) == validate(graph, shapes)


@pytest.mark.parametrize(
    "day", ["2025-02-30", "2025-13-01", "令和7年4月1日", "10000-01-01", "-0001-01-01", ""]
)
def test_an_impossible_date_is_reported_without_a_traceback(
    day: str, shapes: Graph, caplog: pytest.LogCaptureFixture
) -> None:
    case = read_case(DIRECTORY / "agreement" / "conforms-no-area.ttl")
    version = next(case.graph.subjects(RDF.type, RENKEI.AgreementVersion))
    with caplog.at_level(logging.CRITICAL):
        case.graph.set((version, RENKEI.applicableFrom, Literal(day, datatype=XSD.date)))
    caplog.clear()
    report = validate(case.graph, shapes)
    assert RSH["AgreementVersion-applicableFrom"] in {result.shape for result in report.results}
    assert caplog.records == []


def test_shapes_within_the_data_are_data(validated: Validated, shapes: Graph) -> None:
    _, graph = validated("initiative/violates-role-missing")
    graph.add((RSH["Initiative-role-missing"], SH.deactivated, Literal(True)))
    assert RSH["Initiative-role-missing"] in {result.shape for result in validate(graph, shapes).results}


def test_an_empty_graph_conforms_with_a_warning_that_there_is_nothing_to_check(shapes: Graph) -> None:
    report = validate(Graph(), shapes)
    assert [result.shape for result in report.results] == [RSH["Text-nothing"]]
    assert report.conforms


def test_an_endless_tower_of_classes_is_a_clear_error(shapes: Graph) -> None:
    graph = Graph()
    classes = [RENKEI.Agreement, *(URIRef(f"https://example.org/synthetic/{n}") for n in range(5000))]
    for above, below in pairwise(classes):
        graph.add((below, RDFS.subClassOf, above))
    graph.add((URIRef("https://example.org/synthetic"), RDF.type, classes[-1]))
    with pytest.raises(ConformanceError, match="cannot be validated"):
        validate(graph, shapes)


def test_a_list_that_contains_itself_is_a_clear_error(tmp_path: Path, shapes: Graph) -> None:
    path = tmp_path / "list.ttl"
    path.write_text(
        "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
        "@prefix renkei: <https://w3id.org/renkei/def#> .\n"
        "<https://example.org/synthetic> a renkei:Agreement ; renkei:hasParty _:list .\n"
        "_:list rdf:first 1 ; rdf:rest _:list .\n"
    )
    with pytest.raises(ConformanceError, match="cannot be validated"):
        validate(read_rdf([path]), shapes)


def test_things_that_are_everything_and_hold_themselves_give_a_report(tmp_path: Path, shapes: Graph) -> None:
    path = tmp_path / "self.ttl"
    path.write_text(
        "@base <https://example.org/synthetic/> .\n"
        "@prefix renkei: <https://w3id.org/renkei/def#> .\n"
        "@prefix prov: <http://www.w3.org/ns/prov#> .\n"
        "<x> a renkei:Agreement , renkei:Party , renkei:AgreementVersion , renkei:Initiative ,\n"
        "    renkei:RoleAssignment , renkei:SourceDocument , renkei:Passage , 5 , _:class ;\n"
        "  renkei:hasParty <x> ; renkei:hasVersion <x> ; renkei:hasInitiative <x> ; renkei:hasRole <x> ;\n"
        "  renkei:actor <x> ; prov:wasQuotedFrom <x> ; renkei:endChar -1 ;\n"
        '  renkei:startChar "x" , 99999999999999999999999 , 1.5 , "y"@en .\n'
    )
    report = validate(read_rdf([path]), shapes)
    assert not report.conforms

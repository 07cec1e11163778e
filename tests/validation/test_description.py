"""A result is one readable line: how grave, where, what to mend, source and line."""

from __future__ import annotations

import re

import pytest
from rdflib import Graph, Literal

from kg.language import UNSEEN
from kg.namespaces import RDF, RDFS, RENKEI, RSH
from kg.validation import Result, describe_result, validate
from tests.shapes.cases import DIRECTORY, read_case
from tests.validation.conftest import Validated

CASE = "https://case.example/initiative/violates-role-missing/id"


def only(results: tuple[Result, ...], rule: str) -> Result:
    (found,) = [result for result in results if result.shape == RSH[rule]]
    return found


def test_an_english_line_says_all(validated: Validated) -> None:
    report, graph = validated("initiative/violates-role-missing")
    result = only(report.results, "Initiative-role-missing")
    assert describe_result(result, graph, "en") == (
        f"Violation: {CASE}/agreement/synthetic/version/2025-draft/initiative/1 “産業の振興”: "
        "This party has no role here, while another has. Add its role from the source: "
        "where an initiative states roles, each party has one. "
        f"(value {CASE}/government/332089; source synthetic-2025, line 19; rule rsh:Initiative-role-missing)"
    )


def test_a_japanese_line_says_all(validated: Validated) -> None:
    report, graph = validated("initiative/violates-role-missing")
    line = describe_result(only(report.results, "Initiative-role-missing"), graph, "ja")
    assert "産業の振興" in line
    assert "この当事者の役割だけがありません。" in line
    assert "synthetic-2025" in line
    assert "19" in line
    assert "rsh:Initiative-role-missing" in line
    assert "This party" not in line


def test_an_english_reader_gets_the_unofficial_label(validated: Validated) -> None:
    report, graph = validated("reference/violates-corporate-number-digit")
    result = only(report.results, "LocalGovernment-corporateNumber-digit")
    assert "“Okayama City”" in describe_result(result, graph, "en")
    assert "岡山市" in describe_result(result, graph, "ja")


@pytest.mark.parametrize(
    ("case", "rule", "place"),
    [
        ("agreement/violates-draft", "Instrument-draft", "source synthetic-2025, line 13"),
        ("agreement/violates-title", "Agreement-titleFrom-words", "source synthetic-2024, line 1"),
        ("initiative/violates-words", "Initiative-contentFrom-words", "source synthetic-2025, line 26"),
        ("party/violates-words", "Party-addressFrom-words", "source synthetic-2024, line 5"),
        ("provenance/violates-passage-iri", "Passage-iri", "source synthetic-2025, line 5"),
        ("provenance/violates-coverage", "SourceDocument-coverage", "source synthetic-2024"),
        ("role/violates-cue-missing", "RoleAssignment-cueFrom-classified", "source synthetic-2025, line 21"),
        ("role/violates-cue-outside", "RoleAssignment-cueFrom-inside", "source synthetic-2025, line 28"),
    ],
)
def test_the_place_is_where_the_editor_looks(case: str, rule: str, place: str, validated: Validated) -> None:
    report, graph = validated(case)
    results = [result for result in report.results if result.shape == RSH[rule]]
    assert results
    for result in results:
        assert f"{place}; rule rsh:{rule})" in describe_result(result, graph, "en")


def test_a_role_goes_by_the_name_of_its_initiative(validated: Validated) -> None:
    report, graph = validated("role/violates-cue-missing")
    result = only(report.results, "RoleAssignment-cueFrom-classified")
    assert "/initiative/1/role/331007 “産業の振興”: " in describe_result(result, graph, "en")


def test_a_rule_on_the_whole_graph_names_the_thing_at_fault(validated: Validated) -> None:
    report, graph = validated("text/violates-characters")
    lines = [describe_result(result, graph, "en") for result in report.results]
    assert [line.startswith("Violation: https://case.example/text/violates-characters/id/") for line in lines]
    assert all("property renkei:unofficialLabel" in line for line in lines)


def test_nothing_to_check_is_said_of_the_whole_graph(shapes: Graph) -> None:
    graph = Graph()
    (result,) = validate(graph, shapes).results
    assert describe_result(result, graph, "en").startswith("Warning: the whole graph: There is no agreement")


def test_a_label_cannot_break_the_line_or_the_terminal(shapes: Graph) -> None:
    graph = read_case(DIRECTORY / "agreement" / "conforms-no-area.ttl").graph
    agreement = next(graph.subjects(RDF.type, RENKEI.Agreement))
    graph.set((agreement, RDFS.label, Literal("協約\n\x1b[31m\u202e" + "長" * 500, lang="ja")))
    for result in validate(graph, shapes).results:
        for language in ("ja", "en"):
            line = describe_result(result, graph, language)
            assert UNSEEN.search(line) is None
            assert len(line) < 600


def test_a_long_value_is_cut_short(shapes: Graph) -> None:
    graph = read_case(DIRECTORY / "agreement" / "conforms-no-area.ttl").graph
    version = next(graph.subjects(RDF.type, RENKEI.AgreementVersion))
    graph.set((version, RENKEI.applicableFrom, Literal("長" * 500)))
    result = next(found for found in validate(graph, shapes).results if "長" in str(found.value))
    for language in ("ja", "en"):
        assert f'"{"長" * 80}…"' in describe_result(result, graph, language)


IRI = re.compile(r"https?://[!-~]+")
FRAME = re.compile(r"Violation|Warning|Note|property |value |source |line |rule |the whole graph|[(;:] ")


@pytest.mark.parametrize(
    "case",
    [
        *("agreement/violates-draft", "initiative/violates-words", "party/violates-kinds"),
        *("provenance/violates-coverage", "reference/violates-government-kinds", "role/violates-kinds"),
        *("text/violates-blank", "text/violates-language", "vocabulary/violates-names"),
    ],
)
def test_what_frames_a_japanese_line_is_japanese(case: str, validated: Validated) -> None:
    report, graph = validated(case)
    lines = [describe_result(result, graph, "ja") for result in report.results]
    assert lines
    assert [found for line in lines for found in FRAME.findall(IRI.sub("", line))] == []


def test_every_case_can_be_said_in_both_languages_on_one_line(validated: Validated) -> None:
    for name in ("role/violates-kinds", "text/violates-blank", "agreement/violates-version-kinds"):
        report, graph = validated(name)
        for result in report.results:
            japanese, english = (describe_result(result, graph, language) for language in ("ja", "en"))
            assert japanese != english
            assert "\n" not in japanese + english

"""What the wording leaves open an editor decides, and the graph says that a person did."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef

from kg.namespaces import RDF, RENKEI, XSD
from tests.conftest import Run, registered, run_kg, write_register

CASES = Path(__file__).parent
CASE = "more-cues"
HEAD = "document,initiative,party,kind,who,when,why\n"
ROLE = URIRef(f"http://localhost:8000/id/agreement/{CASE}/version/first/initiative/8/role/331007")


def build_with(decisions: str, directory: Path, language: str = "en") -> Run:
    (directory / "data" / "documents").mkdir(parents=True)
    shutil.copy(CASES / f"{CASE}.txt", directory / "data" / "documents")
    write_register(
        directory / "data" / "sources.csv", [registered(directory / "data" / "documents" / f"{CASE}.txt")]
    )
    (directory / "data" / "decisions.csv").write_text(HEAD + decisions, encoding="utf-8")
    return run_kg(
        "--lang", language, "build", "--data", directory / "data", "--releases", directory / "releases"
    )


def test_a_decision_gives_the_kind_and_is_marked_as_a_person_s(tmp_path: Path) -> None:
    run = build_with(
        f"{CASE},8,甲,Lead,編集担当,2026-11-26,主体的に行い、連携はその仕方を述べるため。\n", tmp_path
    )
    assert run.returncode == 0, run.stderr
    graph = Graph().parse(tmp_path / "current" / "dumps" / "renkei.nt", format="nt")
    assert graph.value(ROLE, RENKEI.roleKind) == RENKEI.Lead
    assert graph.value(ROLE, RENKEI.cueFrom) is None
    decision = graph.value(ROLE, RENKEI.hasDecision)
    assert (decision, RDF.type, RENKEI.KindDecision) in graph
    assert graph.value(decision, RENKEI.judgedBy) == Literal("編集担当", lang="ja")
    assert graph.value(decision, RENKEI.judgedOn) == Literal("2026-11-26", datatype=XSD.date)
    assert str(graph.value(decision, RENKEI.reason)).startswith("主体的に行い")
    assert "data/decisions.csv" in (tmp_path / "current" / "manifest.json").read_text(encoding="utf-8")


BAD = {
    "unknown-document": (
        "other,8,甲,Lead,編集担当,2026-11-26,例",
        "does not have",
        "sources.csv にありません",
    ),
    "no-such-initiative": (f"{CASE},9,甲,Lead,編集担当,2026-11-26,例", "no role of “甲”", "取組9に「甲」"),
    "no-such-party": (f"{CASE},8,丙,Lead,編集担当,2026-11-26,例", "no role of “丙”", "取組8に「丙」"),
    "decided-by-wording": (
        f"{CASE},1,甲,Use,編集担当,2026-11-26,例",
        "decides its kind already",
        "文言から定まって",
    ),
    "unknown-kind": (
        f"{CASE},8,甲,Unclassified,編集担当,2026-11-26,例",
        "“Unclassified” is not valid",
        "kind 列",
    ),
    "no-such-day": (f"{CASE},8,甲,Lead,編集担当,2026-02-30,例", "“2026-02-30” is not valid", "when 列"),
    "nobody": (f"{CASE},8,甲,Lead,,2026-11-26,例", "not valid in the column “who”", "who 列"),
    "no-reason": (f"{CASE},8,甲,Lead,編集担当,2026-11-26,", "not valid in the column “why”", "why 列"),
}


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("case", BAD)
def test_a_decision_that_does_not_fit_is_refused(case: str, language: str, tmp_path: Path) -> None:
    line, english, japanese = BAD[case]
    run = build_with(f"{line}\n", tmp_path, language)
    assert run.returncode == 1
    assert run.stderr.startswith("decisions.csv:2: ")
    assert (english if language == "en" else japanese) in run.stderr
    assert not (tmp_path / "current").exists()

"""The command line: exit codes, languages, and one answer for each command."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT, Kg

COMMANDS = (
    *("build", "validate", "serve", "publish", "query", "render", "verify", "prune"),
    *("template", "check", "add", "withdraw", "export"),
)
ONTOLOGY = ROOT / "ontology"


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_in_the_readers_language(command: str, kg: Kg) -> None:
    japanese, english = (kg(command, "--help", LC_ALL=name).stdout for name in ("ja_JP.UTF-8", "en_GB.UTF-8"))
    assert any("ぁ" <= char <= "ん" for char in japanese)
    assert english.isascii() or "“" in english or "…" in english or "別表" in english
    assert japanese != english


def test_all_commands_are_named(kg: Kg) -> None:
    assert all(f"  {command} " in kg("--help").stdout for command in COMMANDS)


@pytest.mark.parametrize("call", [["publish"], ["build", "--bas", "x"], ["render"], ["validate"], ["prune"]])
def test_a_wrong_call_ends_with_2(call: list[str], kg: Kg) -> None:
    assert kg(*call).returncode == 2


@pytest.mark.parametrize("call", [["verify"], ["render", "okayama-soja"], ["query", "ASK {}"], ["serve"]])
def test_without_a_release_a_command_says_how_to_build_one(call: list[str], tmp_path: Path, kg: Kg) -> None:
    run = kg("--lang", "ja", *call, cwd=tmp_path)
    assert run.returncode == 1
    assert "kg build" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("form", ["csv", "text/csv"])
def test_a_question_file_is_answered(form: str, seed_release: Path, kg: Kg) -> None:
    question = ONTOLOGY / "competency" / "cq01-who-leads-what.rq"
    run = kg("query", question, "--format", form, "--release", seed_release)
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines() == question.with_suffix(".csv").read_text(encoding="utf-8").splitlines()


def test_passages_keep_their_place_in_a_csv_answer(seed_release: Path, kg: Kg) -> None:
    """Their IRIs hold a comma, which CSV must quote (RFC 4180)."""
    question = ONTOLOGY / "competency" / "cq08-words-behind-roles.rq"
    run = kg("query", question, "--format", "csv", "--release", seed_release)
    assert run.stdout.splitlines() == question.with_suffix(".csv").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(("question", "status"), [("SELECT", 1), ("DELETE WHERE { ?s ?p ?o }", 1)])
def test_a_question_that_cannot_be_answered_says_why(
    question: str, status: int, seed_release: Path, kg: Kg
) -> None:
    run = kg("--lang", "ja", "query", question, "--release", seed_release)
    assert run.returncode == status
    assert any("ぁ" <= char <= "ん" for char in run.stderr)
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize(
    "dump", ["renkei.ttl", "agreements/okayama-soja.nq", "agreements/okayama-soja.jsonld"]
)
def test_a_released_dump_conforms_to_the_shapes(dump: str, seed_release: Path, kg: Kg) -> None:
    run = kg("--lang", "en", "validate", seed_release / "dumps" / dump)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "conform" in run.stdout


@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_breaks_a_shape_is_told_in_a_line(
    language: str, seed_release: Path, tmp_path: Path, kg: Kg
) -> None:
    dump = (seed_release / "dumps" / "renkei.nt").read_text(encoding="utf-8")
    kept = [line for line in dump.splitlines() if not ("/initiative/3>" in line and "def#content>" in line)]
    (tmp_path / "broken.nt").write_text("\n".join(kept) + "\n", encoding="utf-8")
    run = kg("validate", tmp_path / "broken.nt", "--lang", language)
    assert run.returncode == 1
    assert "version/2025-draft/initiative/3" in run.stdout
    assert "50" in run.stdout
    assert "okayama-soja-2025" in run.stdout


def test_the_report_is_given_in_turtle_without_blank_nodes(
    seed_release: Path, tmp_path: Path, kg: Kg
) -> None:
    dump = (seed_release / "dumps" / "renkei.nt").read_text(encoding="utf-8")
    kept = [line for line in dump.splitlines() if not ("/initiative/3>" in line and "def#content>" in line)]
    (tmp_path / "broken.nt").write_text("\n".join(kept) + "\n", encoding="utf-8")
    run = kg("validate", tmp_path / "broken.nt", "--format", "turtle")
    assert run.returncode == 1
    assert "sh:ValidationReport" in run.stdout
    assert "_:" not in run.stdout
    assert "[" not in run.stdout


def test_a_build_says_whether_its_release_is_new_unchanged_or_an_earlier_one(tmp_path: Path, kg: Kg) -> None:
    """What is withdrawn again can leave the very release that was there before."""
    said = ("を公開しました", "を公開しました", "再び公開しました", "変更はありません")
    for day, words in zip(("22", "23", "22", "22"), said, strict=True):
        run = kg("--lang", "ja", "build", "--as-of", f"2026-11-{day}", "--releases", tmp_path / "releases")
        assert run.returncode == 0, run.stderr
        assert words in run.stdout

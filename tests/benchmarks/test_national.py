"""The synthetic national graph: like real data in everything but that it says what it is."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result

from benchmarks.national import main
from kg.release.manifest import differences, read_manifest
from tests.conftest import run_kg


def run_national(*arguments: object) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments)])


def numbers(release: Path, query: str) -> list[int]:
    """Ask the dump of all graphs for a row of numbers."""
    store = ox.Store()
    store.bulk_load(path=release / "dumps/renkei.nq", format=ox.RdfFormat.N_QUADS)
    prefixes = {"renkei": "https://w3id.org/renkei/def#", "dcterms": "http://purl.org/dc/terms/"}
    solutions = store.query(query, prefixes=prefixes)
    assert isinstance(solutions, ox.QuerySolutions)
    return [int(value.value) for value in next(solutions) if isinstance(value, ox.Literal)]


def test_the_same_number_of_agreements_gives_the_same_bytes(national: Path, tmp_path: Path) -> None:
    again = run_national(tmp_path, "--agreements", 3)
    assert again.exit_code == 0, again.output
    written = Path(again.stdout.strip())
    assert (written / "manifest.json").read_bytes() == (national / "manifest.json").read_bytes()
    assert differences(written, read_manifest(national)) == []


def test_it_conforms_to_the_shapes(national: Path) -> None:
    checked = run_kg("validate", national / "dumps/renkei.nq")
    assert checked.returncode == 0, checked.stdout


def test_every_agreement_and_every_text_says_that_it_is_synthetic(national: Path) -> None:
    query = """SELECT (COUNT(DISTINCT ?a) AS ?all) (COUNT(DISTINCT ?marked) AS ?those) {
        ?a a renkei:Agreement OPTIONAL { ?a dcterms:description ?d FILTER(STRSTARTS(?d, "Synthetic")) }
        BIND(IF(BOUND(?d), ?a, ?none) AS ?marked) }"""
    assert numbers(national, query) == [3, 3]
    texts = [*(national / "sources").glob("*.txt")]
    assert len(texts) == 4
    assert all("合成データ" in text.read_text(encoding="utf-8") for text in texts)
    manifest = read_manifest(national)
    assert "synthetic" in manifest.base
    assert not manifest.publishable


def test_the_default_graph_holds_the_newest_version_only(national: Path) -> None:
    query = """SELECT ?default ?all {
        { SELECT (COUNT(?v) AS ?default) { ?v a renkei:AgreementVersion } }
        { SELECT (COUNT(?v) AS ?all) { GRAPH ?g { ?v a renkei:AgreementVersion } } } }"""
    assert numbers(national, query) == [3, 4]


@pytest.mark.parametrize("place", ["releases", "releases/below"])
def test_it_is_not_written_where_releases_are_published(place: str, tmp_path: Path) -> None:
    refused = run_national(tmp_path / place, "--agreements", 1)
    assert refused.exit_code == 2
    assert "name another directory" in refused.output
    assert not (tmp_path / place).exists()


@pytest.mark.parametrize("number", ["0", "-1", "many"])
def test_a_number_of_agreements_that_is_none_is_refused(number: str, tmp_path: Path) -> None:
    refused = run_national(tmp_path, "--agreements", number)
    assert refused.exit_code == 2
    assert [*tmp_path.iterdir()] == []

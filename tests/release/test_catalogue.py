"""What the catalogue says of the data sets, and what the register of the publisher decides of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef

from kg.graph.iris import Iris
from kg.namespaces import DCAT, DCTERMS, FOAF, RDF, RDFS, VCARD
from kg.release.datasets import read_offer
from kg.release.manifest import read_manifest
from kg.resources import asset
from kg.validation import read_rdf, validate
from tests.conftest import DATA, SYNTHETIC, Kg, build

IRIS = Iris("http://localhost:8000/")
LICENCE = URIRef("https://creativecommons.org/licenses/by/4.0/")
COLUMNS = "publisher,name_ja,name_en,page,contact,licence\n"
GOOD = "soja,総社市,Soja City,https://www.example.org/,mailto:data@example.org,https://example.org/terms\n"


@pytest.fixture(scope="module")
def catalogue(synthetic_release: Path) -> Graph:
    return Graph().parse(synthetic_release / "catalogue.ttl")


def data_with(directory: Path, publisher: str) -> Path:
    data = shutil.copytree(DATA, directory / "data")
    (data / "publisher.csv").write_text(publisher, encoding="utf-8")
    return data


def test_it_conforms_to_its_shapes(catalogue: Graph) -> None:
    shapes = read_rdf([], own=[asset("shapes") / "catalogue.ttl"])
    assert validate(catalogue, shapes).results == ()


def test_everything_is_a_data_set(catalogue: Graph) -> None:
    names = {str(name) for name in catalogue.objects(None, DCTERMS.identifier)}
    assert names >= {"renkei", "reference", "vocabulary", "shapes", "sparql", "ckan-api"}
    assert names >= {"agreement-tamano-okayama", "text-okayama-soja-2024", "series-okayama-hayashima-wake"}
    assert len(set(catalogue.subjects(RDF.type, DCAT.Dataset))) == 4 + 3 + 4 + 4
    assert len(set(catalogue.subjects(RDF.type, DCAT.DatasetSeries))) == 3


def test_versions_follow_each_other_in_their_series(catalogue: Graph) -> None:
    old, new = (IRIS.dataset(f"version-okayama-soja_{each}") for each in ("2024", "2025-draft"))
    series = IRIS.dataset("series-okayama-soja")
    assert set(catalogue.subjects(DCAT.inSeries, series)) == {old, new}
    assert catalogue.value(new, DCAT.previousVersion) == old
    assert catalogue.value(old, DCAT.previousVersion) is None
    assert str(catalogue.value(new, DCAT.version)) == "2025-draft"
    described = {
        each: " ".join(map(str, catalogue.objects(each, DCTERMS.description))) for each in (old, new)
    }
    assert "案" in described[new]
    assert "案" not in described[old]


def test_the_whole_says_that_it_holds_drafts(seed_release: Path) -> None:
    offer = read_offer(seed_release)
    whole = next(each for each in offer.datasets if each.kind == "whole")
    for words in (whole.description, offer.description):
        assert words["ja"].endswith("案を含み、案は締結されたとは限らない。")
        assert words["en"].endswith("It holds drafts, of which it does not say that they were concluded.")


def test_every_dump_is_offered(synthetic_release: Path) -> None:
    offered = {path for dataset in read_offer(synthetic_release).datasets for path in dataset.files}
    wanted = ("dumps/", "csv/", "sources/", "ontology/", "shapes/")
    dumps = {file.path for file in read_manifest(synthetic_release).files if file.path.startswith(wanted)}
    assert {path for path in dumps - offered if not path.endswith((".gz", ".json"))} == set()


def test_a_text_of_unknown_licence_is_given_none(catalogue: Graph) -> None:
    (text,) = catalogue.objects(IRIS.dataset("text-okayama-soja-2024"), DCAT.distribution)
    assert catalogue.value(text, DCTERMS.license) is None
    rights = catalogue.value(text, DCTERMS.rights)
    assert {str(label) for label in catalogue.objects(rights, RDFS.label)} == {
        "原文の利用条件は不明。当方は許諾を与えない。",
        "The licence of this text is unknown; none is granted here.",
    }
    for dump in catalogue.objects(IRIS.dataset("agreement-okayama-soja"), DCAT.distribution):
        assert catalogue.value(dump, DCTERMS.license) == LICENCE
    assert list(catalogue.objects(LICENCE, DCTERMS.title)) == [Literal("Creative Commons Attribution")]


def test_the_licence_of_a_text_is_the_one_in_the_register(tmp_path: Path) -> None:
    data = shutil.copytree(SYNTHETIC, tmp_path / "data")
    register = data / "sources.csv"
    given = register.read_text("utf-8").replace("(synthetic),,", "(synthetic),https://example.org/terms,", 1)
    register.write_text(given, "utf-8")
    catalogue = Graph().parse(build(tmp_path, data) / "catalogue.ttl")
    licences = {
        name: {
            str(licence)
            for text in catalogue.objects(IRIS.dataset(f"text-okayama-soja-{name}"), DCAT.distribution)
            for licence in catalogue.objects(text, DCTERMS.license)
        }
        for name in ("2024", "2025")
    }
    assert licences == {"2024": {"https://example.org/terms"}, "2025": set()}


def test_the_publisher_is_the_one_in_the_register(tmp_path: Path) -> None:
    release = build(tmp_path, data_with(tmp_path, COLUMNS + GOOD))
    catalogue = Graph().parse(release / "catalogue.ttl")
    publisher = catalogue.value(IRIS.catalogue, DCTERMS.publisher)
    assert set(catalogue.objects(publisher, FOAF.name)) == {
        Literal("総社市", lang="ja"),
        Literal("Soja City", lang="en"),
    }
    contact = catalogue.value(IRIS.dataset("renkei"), DCAT.contactPoint)
    assert catalogue.value(contact, VCARD.hasEmail) == URIRef("mailto:data@example.org")
    assert catalogue.value(IRIS.catalogue, DCTERMS.license) == URIRef("https://example.org/terms")
    assert "reference/publisher.csv" in {each.path for each in read_manifest(release).inputs}


def test_a_name_that_is_too_long_for_portals_is_refused(tmp_path: Path, kg: Kg) -> None:
    data = shutil.copytree(DATA, tmp_path / "data")
    register = data / "sources.csv"
    register.write_text(register.read_text("utf-8").replace(",okayama-soja,", f",{'a' * 95},"), "utf-8")
    run = kg("--lang", "en", "build", "--data", data, "--releases", tmp_path / "releases")
    assert run.returncode == 1
    assert "The catalogue breaks the rule Catalogued-identifier at " in run.stderr
    assert not (tmp_path / "current").exists()


@pytest.mark.parametrize(
    ("register", "words"),
    [
        ("", "publisher.csv:1: "),
        (COLUMNS, "The register names 0 publishers instead of one."),
        (COLUMNS + GOOD + GOOD, "The register names 2 publishers instead of one."),
        (COLUMNS + GOOD.replace("soja,", "総社,"), "publisher.csv:2: “総社” is not valid"),
        (COLUMNS + GOOD.replace("総社市", ""), "publisher.csv:2: “” is not valid in the column “name_ja”"),
        (COLUMNS + GOOD.replace("mailto:", ""), "“data@example.org” is not valid in the column “contact”"),
        (COLUMNS + GOOD.replace("https://example.org/terms", "CC BY"), "in the column “licence”"),
        (COLUMNS + GOOD.replace("https://www.example.org/", "javascript:x"), "in the column “page”"),
        ("publisher,name\nsoja,総社市\n", "It must read: publisher,name_ja,name_en,page,contact,licence"),
    ],
)
def test_a_wrong_register_of_the_publisher_is_refused(
    register: str, words: str, tmp_path: Path, kg: Kg
) -> None:
    run = kg("--lang", "en", "build", "--data", data_with(tmp_path, register), "--releases", tmp_path / "r")
    assert run.returncode == 1
    assert words in run.stderr
    assert not (tmp_path / "current").exists()

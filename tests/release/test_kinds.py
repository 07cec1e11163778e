"""What a release calls the agreements that it holds: each by its own kind, all by a word that covers them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import Graph, URIRef

from kg.namespaces import DCAT, DCTERMS
from tests.conftest import DATA, ROOT, Kg, build, registered, write_register
from tests.web.site import Site, running

DOCUMENTS = ROOT / "tests" / "agreements"
BASE = "http://localhost:8000/"
COOPERATION, SETTLEMENT = DOCUMENTS / "plain.txt", DOCUMENTS / "settlement-rows.txt"
TITLES = {
    "both": ("連携協約等ナレッジグラフ", "Knowledge graph of agreements between local governments"),
    "settlement": (
        "定住自立圏形成協定ナレッジグラフ",
        "Knowledge graph of settlement and independence area agreements",
    ),
    "cooperation": ("連携協約ナレッジグラフ", "Knowledge graph of cooperation agreements"),
}
HELD = {
    "both": "連携協約及び定住自立圏形成協定",
    "settlement": "定住自立圏形成協定",
    "cooperation": "連携協約",
}
ABOUT_ALL = ("/{}/", "/{}/about", "/opensearch.xml?lang={}")


AREA = {"area": "kakuu", "area_reference": "kakuu"}
MEMBERS = {"331007": "central", "334235": "neighbour"}
"""Of a made-up area: by their codes, the places of its members in the register."""


def prepared(directory: Path, *documents: Path, members: dict[str, str] = MEMBERS) -> Path:
    """Write registers for these documents, and for the area of the settlement area agreements."""
    data = Path(
        shutil.copytree(DATA, directory / "data", ignore=shutil.ignore_patterns("documents", "sources.csv"))
    )
    (data / "documents").mkdir()
    for document in documents:
        shutil.copy(document, data / "documents")
    settled = {document: AREA if document == SETTLEMENT else {} for document in documents}
    write_register(data / "sources.csv", [registered(one, **area) for one, area in settled.items()])
    with (data / "references.csv").open("a", encoding="utf-8") as references:
        references.write("kakuu,架空の文献,Synthetic reference,https://synthetic.example/,\n")
    with (data / "areas.csv").open("a", encoding="utf-8") as areas:
        areas.writelines(
            f"kakuu,架空定住自立圏,kakuu,{code},{role},kakuu\n" for code, role in members.items()
        )
    return data


def released(directory: Path, *documents: Path) -> Path:
    """Build a release of these documents."""
    data = prepared(directory, *documents)
    return build(directory, data)


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory, seed_release: Path) -> dict[str, Path]:
    """Releases that hold both kinds, and only one."""
    directory = tmp_path_factory.mktemp("kinds")
    return {
        "both": released(directory / "both", COOPERATION, SETTLEMENT),
        "settlement": released(directory / "settlement", SETTLEMENT),
        "cooperation": seed_release,
    }


@pytest.fixture(scope="module")
def both(releases: dict[str, Path]) -> Iterator[Site]:
    with running(releases["both"]) as site:
        yield site


def catalogue(release: Path) -> Graph:
    return Graph().parse(release / "catalogue.ttl")


def words(graph: Graph, subject: str, property: URIRef) -> dict[str | None, str]:
    return {each.language: str(each) for each in graph.objects(URIRef(BASE + subject), property)}  # type: ignore[attr-defined]


@pytest.mark.parametrize("held", TITLES)
def test_the_whole_is_named_by_what_the_release_holds(releases: dict[str, Path], held: str) -> None:
    release, (japanese, english) = releases[held], TITLES[held]
    expected = {"ja": japanese, "en": english}
    assert words(catalogue(release), "catalog", DCTERMS.title) == expected
    assert words(Graph().parse(release / "void.ttl"), "id/dataset/renkei", DCTERMS.title) == expected
    assert json.loads((release / "manifest.json").read_text(encoding="utf-8"))["title"] == expected
    assert json.loads((release / "csv" / "datapackage.json").read_text(encoding="utf-8"))["title"] == japanese
    assert (
        f"市町村が結ぶ{HELD[held]}の取組" in words(catalogue(release), "catalog", DCTERMS.description)["ja"]
    )


@pytest.mark.parametrize("held", ["both", "settlement"])
def test_an_agreement_is_named_by_its_own_kind(releases: dict[str, Path], held: str) -> None:
    for kind in ("agreement-settlement-rows", "version-settlement-rows_first", "series-settlement-rows"):
        described = words(catalogue(releases[held]), f"id/dataset/{kind}", DCTERMS.description)
        assert "早島町、岡山市の定住自立圏形成協定" in described["ja"]
        assert "settlement and independence area agreement" in described["en"]
        assert not any("連携協約" in text or "cooperation" in text for text in described.values())
    keywords = catalogue(releases[held]).objects(
        URIRef(f"{BASE}id/dataset/agreement-settlement-rows"), DCAT.keyword
    )
    named = {str(each) for each in keywords}
    assert {"定住自立圏形成協定", "定住自立圏", "Settlement and independence area".lower()} <= named
    assert not named & {"連携協約", "連携中枢都市圏"}


def test_a_cooperation_agreement_beside_others_keeps_its_name(releases: dict[str, Path]) -> None:
    described = words(catalogue(releases["both"]), "id/dataset/agreement-plain", DCTERMS.description)
    assert "の連携協約について" in described["ja"]
    assert "定住自立圏" not in described["ja"]


def test_a_release_of_one_kind_never_speaks_of_the_other(releases: dict[str, Path]) -> None:
    offered = json.loads((releases["settlement"] / "datasets.json").read_text(encoding="utf-8"))
    own = [each for each in offered["datasets"] if each["kind"] not in ("vocabulary", "shapes")]
    assert "連携協約" not in json.dumps(own, ensure_ascii=False)


@pytest.mark.parametrize("path", ABOUT_ALL)
def test_pages_about_the_whole_name_both_kinds(both: Site, seed_site: Site, path: str) -> None:
    assert HELD["both"] in both.ask(path.format("ja")).text
    english = "cooperation agreements and settlement and independence area agreements"
    assert english in both.ask(path.format("en")).text
    assert "定住自立圏" not in seed_site.ask(path.format("ja")).text
    assert "settlement" not in seed_site.ask(path.format("en")).text


def test_the_page_about_the_site_tells_the_kinds_apart(both: Site, seed_site: Site) -> None:
    page = both.ask("/ja/about").text
    assert '<a href="/ja/def#SettlementAreaAgreement"' in page
    assert "中心市宣言を行った市" in page
    assert "「連携協約等ナレッジグラフ」は、これらを合わせた名称です。" in page
    assert "これらを合わせた名称" not in seed_site.ask("/ja/about").text


def test_descriptions_for_programs_name_the_whole(both: Site) -> None:
    japanese, english = TITLES["both"]
    described = both.ask("/api/openapi.json").json["info"]
    assert (described["title"], described["summary"]) == (english, japanese)
    assert f"{english} / {japanese}" in both.ask("/changes.atom").text


def test_the_page_of_an_agreement_says_its_kind(both: Site) -> None:
    for name, kind in {"settlement-rows": "SettlementAreaAgreement", "plain": "CooperationAgreement"}.items():
        assert f'href="/ja/def#{kind}"' in both.ask(f"/ja/doc/agreement/{name}").text


def test_an_agreement_in_a_core_city_area_is_found_by_it(releases: dict[str, Path]) -> None:
    dataset = URIRef(f"{BASE}id/dataset/agreement-okayama-soja")
    named = {str(each) for each in catalogue(releases["cooperation"]).objects(dataset, DCAT.keyword)}
    assert {"連携協約", "連携中枢都市圏"} <= named
    assert not any("定住" in word for word in named)


def test_the_page_of_a_settlement_area_says_its_kind_and_who_is_its_centre(both: Site) -> None:
    page = both.ask("/ja/doc/area/kakuu").text
    assert '<a href="/ja/def#SettlementArea">定住自立圏</a>' in page
    assert '<a href="/ja/def#CentralCity">中心市</a>' in page
    assert "連携中枢都市<" not in page


def test_an_area_of_two_kinds_is_refused(tmp_path: Path, kg: Kg) -> None:
    data = prepared(tmp_path, SETTLEMENT, members={"331007": "core", "334235": "neighbour"})
    run = kg("--lang", "ja", "build", "--data", data, "--releases", tmp_path / "releases")
    assert run.returncode == 1
    assert "一つの圏域では core と member、又は central と neighbour です" in run.stdout + run.stderr

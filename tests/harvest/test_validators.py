"""What we publish is valid by the judgement of others' validators, each of which does find a fault."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyshacl
import pytest
from rdflib import Graph, URIRef

from kg.namespaces import DCAT, DCTERMS, HYDRA, RDF, RDFS
from tests.harvest.nation import write_long_catalogue
from tests.harvest.tampering import Answered, tampered
from tests.harvest.validators import dcat_ap, needs_validators, validated
from tests.web.site import Site, running

pytestmark = needs_validators
SITES = ("seed_site", "synthetic_site", "long_site")
BASE = "http://localhost:8000/"


@pytest.fixture(scope="module")
def synthetic_site(synthetic_release: Path) -> Iterator[Site]:
    with running(synthetic_release) as site:
        yield site


@pytest.fixture(scope="module")
def long_site(seed_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A catalogue of 17 agreements: two pages."""
    with running(write_long_catalogue(tmp_path_factory.mktemp("long"), seed_release, 17)) as site:
        yield site


@pytest.fixture
def site(request: pytest.FixtureRequest) -> Site:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Site)
    return found


def whole_catalogue(site: Site) -> Graph:
    """Put all pages together, as a harvester does."""
    found, address = Graph(), "/catalog.ttl"
    while address:
        page = Graph().parse(data=site.ask(address).body, format="turtle")
        found += page
        address = str(next(page.objects(None, HYDRA.next), "")).replace(BASE, "/")
    return found


def breaches(catalogue: Graph) -> str:
    """Validate as DCAT-AP does, with what is known besides: RDFS, and that an IMT is a media type.

    CKAN reads the name of a format only if dct:IMT is its one class; DCAT-AP's own validator knows otherwise
    what the formats of the EU's table are.
    """
    known = Graph().add((DCTERMS.IMT, RDFS.subClassOf, DCTERMS.MediaTypeOrExtent))
    conforms, _, report = pyshacl.validate(
        catalogue, shacl_graph=dcat_ap(), ont_graph=known, inference="rdfs"
    )
    return "" if conforms else str(report)


@pytest.mark.parametrize("site", SITES, indirect=True)
def test_the_catalogue_conforms_to_the_shapes_of_dcat_ap(site: Site) -> None:
    assert breaches(whole_catalogue(site)) == ""


@pytest.mark.parametrize(
    ("subject", "property"),
    [
        ("id/dataset/renkei", DCTERMS.title),
        ("id/dataset/agreement-okayama-soja/distribution/agreements-okayama-soja-ttl", DCAT.accessURL),
        ("id/dataset/text-okayama-soja-2025", RDF.type),
        ("id/dataset/sparql", DCAT.endpointURL),
    ],
)
def test_the_shapes_of_dcat_ap_miss_what_is_not_there(
    subject: str, property: URIRef, seed_site: Site
) -> None:
    catalogue = whole_catalogue(seed_site)
    size = len(catalogue)
    catalogue.remove((URIRef(BASE + subject), property, None))
    assert len(catalogue) < size
    assert breaches(catalogue) != ""


@pytest.mark.parametrize("site", SITES, indirect=True)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_data_json_conforms_to_the_schema_of_dcat_us(site: Site, language: str) -> None:
    total = len(set(whole_catalogue(site).subjects(RDF.type, DCAT.Dataset)))
    assert validated("dcat-us", f"{site.address}data.json?lang={language}") == ([], total)


@pytest.mark.parametrize("site", SITES[:2], indirect=True)
def test_the_tables_are_what_their_descriptions_say(site: Site) -> None:
    rows = {name: site.ask(f"/dumps/latest/csv/{name}.csv").text.count("\r\n") - 1 for name in TABLES}
    directory = f"{site.address}dumps/latest/csv/"
    assert validated("package", f"{directory}datapackage.json") == ([], rows)
    assert validated("csvw", f"{directory}csv-metadata.json") == (
        [],
        {f"{name}.csv": number for name, number in rows.items()},
    )


TABLES = ("initiatives", "roles")
SPOILT = {
    "dcat-us": ("data.json", '"title": ', '"titel": ', "'title' is a required property"),
    "package": ("dumps/latest/csv/datapackage.json", '"position"', '"place"', "incorrect-label"),
    "csvw": (
        "dumps/latest/csv/csv-metadata.json",
        '"datatype": "integer"',
        '"datatype": "date"',
        "position: yyyy-MM-dd",
    ),
    "feed": ("changes.atom", "<entry>", "<entry", "not well-formed"),
}


@pytest.mark.parametrize("kind", SPOILT)
def test_each_tool_finds_a_fault(kind: str, seed_site: Site) -> None:
    path, old, new, words = SPOILT[kind]

    def spoil(method: str, asked: str, answer: Answered) -> None:
        if asked == f"/{path}":
            answer.replace(old, new)

    with tampered(seed_site, spoil) as address:
        problems, _ = validated(kind, address + path)
    assert any(words in problem for problem in problems)


def test_a_feed_reader_reads_the_changes_and_sees_a_draft(seed_site: Site) -> None:
    problems, found = validated("feed", f"{seed_site.address}changes.atom")
    assert problems == []
    assert found["title"] == "Knowledge graph of cooperation agreements / 連携協約ナレッジグラフ"
    entries = {entry["id"].removeprefix(f"{BASE}id/dataset/"): entry for entry in found["entries"]}
    assert len(entries) == 7
    draft, settled = entries["version-okayama-soja_2025-draft"], entries["vocabulary"]
    assert draft["terms"] == ["Create", "Draft"]
    assert "is a draft: it does not say that it was concluded." in draft["summary"]
    assert draft["link"] == f"{BASE}id/agreement/okayama-soja/version/2025-draft"
    assert settled["terms"] == ["Create"]
    assert "draft" not in settled["summary"]

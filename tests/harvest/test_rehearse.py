"""A rehearsal finds nothing wrong with what we publish, and says what a portal would make of a fault."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.rehearsal.portal import PYTHON
from kg.release.datasets import read_offer
from tests.conftest import Kg
from tests.harvest.nation import write_long_catalogue
from tests.harvest.tampering import Answered, Spoil, tampered
from tests.web.site import Site, running

READINGS = [
    f"{profile}, {locale}" for profile in ("euro_dcat_ap_3", "euro_dcat_ap_2") for locale in ("ja", "en")
]
DUMP = "/dumps/latest/dumps/reference.ttl"
TABLE = "/csv/roles.csv"


@pytest.fixture(scope="module", autouse=True)
def _ckan() -> None:
    """Skip where CKAN's parser is not installed, but not in continuous integration."""
    if not PYTHON.exists() and "CI" not in os.environ:
        pytest.skip("CKAN's parser is not installed: make .venv/rehearsal/ready")


@pytest.fixture(scope="module")
def synthetic_site(synthetic_release: Path) -> Iterator[Site]:
    with running(synthetic_release) as site:
        yield site


@pytest.mark.parametrize("suffix", ["", "catalog", "catalog.ttl", "catalog.rdf", "catalog.nt"])
def test_a_portal_can_harvest_everything(seed_site: Site, seed_release: Path, kg: Kg, suffix: str) -> None:
    files = sum(len(dataset.files) for dataset in read_offer(seed_release).datasets)
    run = kg("--lang", "en", "rehearse", seed_site.address + suffix)
    assert (run.returncode, run.stderr) == (0, "")
    assert f"1 page(s), 7 data set(s), {files} distribution(s)." in run.stdout
    for reading in READINGS:
        assert f"CKAN reads 7 data set(s) with {reading}." in run.stdout
    assert run.stdout.endswith("A portal can harvest all of it.\n")


def test_a_portal_can_harvest_older_versions_too(synthetic_site: Site, kg: Kg) -> None:
    run = kg("--lang", "en", "rehearse", synthetic_site.address)
    assert (run.returncode, run.stderr) == (0, "")
    assert "CKAN reads 15 data set(s) with euro_dcat_ap_3, ja." in run.stdout


def test_a_portal_can_harvest_page_by_page(seed_release: Path, tmp_path: Path, kg: Kg) -> None:
    with running(write_long_catalogue(tmp_path / "releases", seed_release, 17)) as site:
        run = kg("--lang", "en", "rehearse", f"{site.address}catalog.ttl")
    assert (run.returncode, run.stderr) == (0, "")
    assert "2 page(s), 55 data set(s)" in run.stdout
    assert "CKAN reads 55 data set(s) with euro_dcat_ap_2, en." in run.stdout


def of_catalogue(change: Spoil) -> Spoil:
    def spoil(method: str, path: str, answer: Answered) -> None:
        if path == "/catalog":
            change(method, path, answer)

    return spoil


def of_file(ending: str, **changes: object) -> Spoil:
    def spoil(method: str, path: str, answer: Answered) -> None:
        if path.endswith(ending):
            for name, value in changes.items():
                setattr(answer, name, value)

    return spoil


TITLE = "id/dataset/vocabulary> <http://purl.org/dc/terms/title>"
NEXT = "<http://localhost:8000/catalog.nt?page=1> <http://www.w3.org/ns/hydra/core#next>"
FAULTS: dict[str, tuple[Spoil, str]] = {
    "a keyword that CKAN refuses": (
        of_catalogue(lambda method, path, answer: answer.replace('"地方自治"@ja', '"地方・自治（案）"@ja')),
        "CKAN refuses the data set for its keyword “地方・自治（案）”.",
    ),
    "a keyword of one character": (
        of_catalogue(lambda method, path, answer: answer.replace('"地方自治"@ja', '"市"@ja')),
        "CKAN refuses the data set for its keyword “市”.",
    ),
    "no title": (
        of_catalogue(lambda method, path, answer: answer.without_lines(TITLE)),
        "CKAN finds no title: that ends the whole harvest.",
    ),
    "a title in Japanese only": (
        of_catalogue(lambda method, path, answer: answer.replace("（vocabulary）", "")),
        "CKAN makes the name “__” of the title.",
    ),
    "a licence that CKAN does not know": (
        of_catalogue(
            lambda method, path, answer: answer.replace('"Creative Commons Attribution"', '"CC BY"')
        ),
        "CKAN does not know the licence.",
    ),
    "a format without a label": (
        of_catalogue(lambda method, path, answer: answer.without_lines('rdf-schema#label> "Turtle"')),
        "rule rsh:Format-label",
    ),
    "no media type": (
        of_catalogue(lambda method, path, answer: answer.without_lines("dcat#mediaType>")),
        "rule rsh:Distribution-mediaType",
    ),
    "no publisher's name": (
        of_catalogue(lambda method, path, answer: answer.without_lines("foaf/0.1/name>")),
        "CKAN finds no publisher.",
    ),
    "another number of data sets": (
        of_catalogue(lambda method, path, answer: answer.replace('totalItems> "7"', 'totalItems> "8"')),
        "There should be 8 data sets, but there are 7.",
    ),
    "no RDF": (
        of_catalogue(lambda method, path, answer: setattr(answer, "media_type", "text/html")),
        "The page cannot be read: text/html.",
    ),
    "broken RDF": (
        of_catalogue(lambda method, path, answer: setattr(answer, "body", b"<x> <y>")),
        "The page cannot be read: ",
    ),
    "HEAD is refused": (
        of_catalogue(
            lambda method, path, answer: setattr(answer, "status", 405 if method == "HEAD" else 200)
        ),
        "HEAD and GET answer differently.",
    ),
    "the catalogue is away": (
        of_catalogue(lambda method, path, answer: setattr(answer, "status", 503)),
        "The answer is 503 instead of 200.",
    ),
    "a file is away": (of_file(DUMP, status=404), "The answer is 404 instead of 200."),
    "another media type": (
        of_file(TABLE, media_type="text/plain"),
        "The catalogue says text/csv, but it is text/plain.",
    ),
    "another content": (of_file(DUMP, body=b""), "The catalogue says "),
    "a broken file": (of_file(DUMP, body=b"<x>"), "It should be text/turtle, but cannot be read: "),
    "a broken table": (of_file(TABLE, body=b"a,b\n1\n"), "It should be text/csv, but cannot be read: "),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_reported(fault: str, seed_site: Site, kg: Kg) -> None:
    spoil, words = FAULTS[fault]
    with tampered(seed_site, spoil) as address:
        run = kg("--lang", "en", "rehearse", address)
    assert run.returncode == 1
    assert words in run.stderr
    assert "Traceback" not in run.stderr
    assert "A portal would stumble: " in run.stdout


def test_pages_that_lead_in_a_circle_end_the_rehearsal(seed_site: Site, kg: Kg) -> None:
    def spoil(method: str, path: str, answer: Answered) -> None:
        if path == "/catalog":
            answer.body += f"{NEXT} <http://localhost:8000/catalog> .\n".encode()

    with tampered(seed_site, spoil) as address:
        run = kg("--lang", "en", "rehearse", address)
    assert run.returncode == 1
    assert "the pages lead in a circle" in run.stderr


def test_a_parser_that_does_not_run_is_told(seed_site: Site, kg: Kg) -> None:
    run = kg("--lang", "en", "rehearse", seed_site.address, "--ckan", sys.executable)
    assert run.returncode == 1
    assert "CKAN's parser does not run. See why with: " in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("language", ["ja", "en"])
def test_where_nothing_answers_that_is_said(language: str, kg: Kg) -> None:
    run = kg("--lang", language, "rehearse", "http://127.0.0.1:9/")
    assert run.returncode == 1
    assert "http://127.0.0.1:9/catalog" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("address", ["localhost:8000", "ftp://example.org/", "catalogue.ttl"])
def test_what_is_no_address_is_a_wrong_call(address: str, kg: Kg) -> None:
    assert kg("rehearse", address).returncode == 2

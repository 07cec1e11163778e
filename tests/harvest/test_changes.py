"""Two releases with an edit between: who harvests sees what came, changed and went, however it harvests."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from rdflib import Graph, Literal, URIRef

from kg.namespaces import ACTIVITY, DCTERMS, LDES, RDF, TREE
from kg.rehearsal.portal import PYTHON, READER
from tests.conftest import build, run_kg
from tests.harvest.nation import cities, write_registers
from tests.web.site import Site, running

BASE = "http://localhost:8000/"
ATOM = "{http://www.w3.org/2005/Atom}"
needs_ckan = pytest.mark.skipif(
    not PYTHON.exists() and "CI" not in os.environ, reason="CKAN's parser is not installed"
)
DELETED = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
KEPT, EDITED, LEFT_OUT = (f"okayama-{code}" for code, _ in cities()[:3])
OF_AN_AGREEMENT = ("agreement-{}", "text-{}", "version-{}_first")


def sets_of(agreement: str) -> set[str]:
    return {pattern.format(agreement) for pattern in OF_AN_AGREEMENT}


@dataclass(frozen=True)
class Edited:
    """A site after an edit, with its releases, and the catalogue and CKAN's packages as they were before."""

    site: Site
    first: str
    second: str
    before: str
    packages: dict[str, str]


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edited]:
    """Three made-up agreements; then one of them is edited and one is left out."""
    place = tmp_path_factory.mktemp("edited")
    first = build(place, write_registers(place / "before", 3))
    with running(first) as site:
        before, packages = site.ask("/catalog").text, modified(site)
    second = build(place, write_registers(place / "after", 3, edited=(1,), left_out=(2,)))
    with running(second) as site:
        yield Edited(site, first.name, second.name, before, packages)


def modified(site: Site, query: str = "*:*") -> dict[str, str]:
    """Give when CKAN's packages were last modified, by name."""
    found = site.ask(f"/api/3/action/package_search?rows=100&fq={query.replace(' ', '%20')}").json["result"]
    return {package["name"]: package["metadata_modified"] for package in found["results"]}


def harvested(catalogue: str) -> list[dict[str, str]]:
    """Give what CKAN's own parser makes of each data set, by identifier, for each profile and locale."""
    page = json.dumps({"content": catalogue, "format": "application/rdf+xml"}) + "\n"
    run = subprocess.run([PYTHON, READER], input=page, capture_output=True, encoding="utf-8", check=True)
    return [
        {_identifier(package): json.dumps(package, sort_keys=True) for package in reading["datasets"]}
        for reading in json.loads(run.stdout)["readings"]
    ]


def _identifier(package: dict[str, Any]) -> str:
    return next(str(extra["value"]) for extra in package["extras"] if extra["key"] == "identifier")


def read(site: Site, path: str) -> Graph:
    reply = site.ask(path.replace(BASE, "/"), headers={"Accept": "text/turtle"})
    assert (reply.status, reply.media_type) == (200, "text/turtle")
    return Graph().parse(data=reply.body, format="turtle")


def members(site: Site) -> dict[tuple[str, str], list[str]]:
    """Follow the stream from its root; give the data sets by release and kind of change."""
    found: dict[tuple[str, str], list[str]] = {}
    root = read(site, "/changes")
    for page in map(str, root.objects(None, TREE.node)):
        graph = read(site, page)
        for member in graph.objects(URIRef(BASE + "changes#stream"), TREE.member):
            kind = str(graph.value(member, RDF.type)).removeprefix(str(ACTIVITY))
            release = str(graph.value(member, DCTERMS.isPartOf)).rstrip("/").rpartition("/")[2]
            found.setdefault((release, kind), []).append(str(graph.value(member, DCTERMS.identifier)))
    return found


@needs_ckan
def test_a_second_harvest_finds_one_agreement_updated_one_deleted_and_the_whole_changed(
    edited: Edited,
) -> None:
    harvests = zip(harvested(edited.before), harvested(edited.site.ask("/catalog").text), strict=True)
    for before, now in harvests:
        assert len(before) == 13
        assert now.keys() - before.keys() == set()
        assert before.keys() - now.keys() == sets_of(LEFT_OUT)
        changed = {name for name in now if now[name] != before[name]}
        # The municipality of the agreement that went is no longer in the reference data.
        assert changed == sets_of(EDITED) | {"renkei", "reference"}


@needs_ckan
def test_of_the_agreements_a_portal_first_adds_all_then_updates_one_and_deletes_one(edited: Edited) -> None:
    """By every way that portals harvest. Its version, its text and the whole change with an agreement."""
    came = [f"agreement-{each}" for each in sorted((KEPT, EDITED, LEFT_OUT))]
    expected = {"Create": came, "Update": [f"agreement-{EDITED}"], "Delete": [f"agreement-{LEFT_OUT}"]}
    for before, now in zip(
        harvested(edited.before), harvested(edited.site.ask("/catalog").text), strict=True
    ):
        assert counted(before, now) == expected
    assert counted(edited.packages, modified(edited.site)) == expected
    streamed: dict[str, list[str]] = {}
    for (_, kind), names in members(edited.site).items():
        streamed[kind] = sorted(each for each in names if each.startswith("agreement-"))
    assert streamed == expected


def counted(before: dict[str, str], now: dict[str, str]) -> dict[str, list[str]]:
    """Say which data sets of agreements a portal adds at first, and which it then updates and deletes."""
    found = {
        "Create": list(before),
        "Update": [name for name in now if name not in before or now[name] != before[name]],
        "Delete": list(before.keys() - now.keys()),
    }
    return {
        kind: sorted(name for name in names if name.startswith("agreement-")) for kind, names in found.items()
    }


def test_the_stream_has_a_member_for_each_change(edited: Edited) -> None:
    found = {key: set(names) for key, names in members(edited.site).items()}
    shared = {"renkei", "reference", "vocabulary", "shapes"}
    assert found == {
        (edited.first, "Create"): shared | sets_of(KEPT) | sets_of(EDITED) | sets_of(LEFT_OUT),
        (edited.second, "Update"): sets_of(EDITED) | {"renkei", "reference"},
        (edited.second, "Delete"): sets_of(LEFT_OUT),
    }
    assert all(len(names) == len(set(names)) for names in members(edited.site).values())


def test_the_stream_says_how_to_read_it_and_its_times_are_the_data_s(edited: Edited) -> None:
    root, stream = read(edited.site, "/changes"), URIRef(BASE + "changes#stream")
    assert (stream, RDF.type, LDES.EventStream) in root
    for kind in ("Create", "Update", "Delete"):
        assert root.value(stream, LDES[f"version{kind}Object"]) == ACTIVITY[kind]
    assert root.value(stream, LDES.timestampPath) == ACTIVITY.published
    assert root.value(stream, LDES.versionOfPath) == ACTIVITY.object
    assert root.value(stream, TREE.view) == URIRef(BASE + "changes")
    times = {}
    for relation in root.objects(None, TREE.relation):
        page = read(edited.site, str(root.value(relation, TREE.node)))
        assert page.value(root.value(relation, TREE.node), LDES.immutable) == Literal(True)
        (time,) = {str(time) for time in page.objects(None, ACTIVITY.published)}
        assert str(root.value(relation, TREE.value)) == time
        times[str(root.value(relation, TREE.node)).split("/")[-2]] = time
    assert times == {edited.first: "2026-11-22T00:00:00+00:00", edited.second: "2026-11-23T00:00:00+00:00"}


def test_a_draft_is_shown_as_a_draft_also_when_it_went(edited: Edited) -> None:
    graph = read(edited.site, f"/changes/{edited.second}/1")
    for agreement in (EDITED, LEFT_OUT):
        for name in sets_of(agreement):
            (member,) = graph.subjects(DCTERMS.identifier, Literal(name))
            assert {str(words) for words in graph.objects(member, ACTIVITY.summary)} == {
                "版「first」は案であり、締結されたとは限らない。",
                "Version first is a draft: it does not say that it was concluded.",
            }
    (settled,) = graph.subjects(DCTERMS.identifier, Literal("reference"))
    assert list(graph.objects(settled, ACTIVITY.summary)) == []
    page = edited.site.ask("/changes?lang=ja", headers={"Accept": "text/html"}).text
    shown = [line for line in page.splitlines() if line.startswith('<li><span class="tag">')]
    assert len(shown) == 21
    for line in shown:
        assert ("案</strong>" in line) == ("okayama-" in line)


@pytest.mark.parametrize("suffix", ["", ".ttl", ".jsonld", ".nt", ".rdf", ".atom", ".html"])
def test_a_page_never_changes_but_the_root_does(edited: Edited, suffix: str) -> None:
    headers = {"Accept": "text/turtle"}
    page = edited.site.ask(f"/changes/{edited.first}/1{suffix}", headers=headers)
    assert page.status == 200
    if suffix != ".html":
        assert "immutable" in page.headers["Cache-Control"]
        again = {"If-None-Match": page.headers["ETag"]}
        assert edited.site.ask(f"/changes/{edited.first}/1{suffix}", headers=headers | again).status == 304
        root = edited.site.ask(f"/changes{suffix}", headers=headers)
        assert "immutable" not in root.headers["Cache-Control"]
        head = edited.site.ask(f"/changes{suffix}", "HEAD", headers=headers)
        assert (head.headers["ETag"], head.body) == (root.headers["ETag"], b"")


def entries(site: Site, path: str) -> tuple[ElementTree.Element, dict[str, str], set[str]]:
    reply = site.ask(path)
    assert (reply.status, reply.media_type) == (200, "application/atom+xml")
    feed = ElementTree.fromstring(reply.text)
    found = {}
    for entry in feed.iter(f"{ATOM}entry"):
        category = entry.find(f"{ATOM}category")
        assert category is not None
        found[str(entry.findtext(f"{ATOM}id"))] = category.attrib["term"]
    return feed, found, {deleted.attrib["ref"] for deleted in feed.iter(DELETED)}


def links(feed: ElementTree.Element) -> dict[str, str]:
    return {link.attrib["rel"]: link.attrib["href"] for link in feed.findall(f"{ATOM}link")}


def test_the_feed_says_what_changed_and_leads_to_what_was_before(edited: Edited) -> None:
    feed, found, deleted = entries(edited.site, "/changes.atom")
    iri = f"{BASE}id/dataset/"
    assert found == {iri + name: "Update" for name in sets_of(EDITED) | {"renkei", "reference"}}
    assert deleted == {iri + name for name in sets_of(LEFT_OUT)}
    assert feed.findtext(f"{ATOM}updated") == "2026-11-23T00:00:00Z"
    assert links(feed)["self"] == f"{BASE}changes.atom"
    archive, before, _ = entries(edited.site, links(feed)["prev-archive"].replace(BASE, "/"))
    assert set(before.values()) == {"Create"}
    assert len(before) == 13
    assert archive.find("{http://purl.org/syndication/history/1.0}archive") is not None
    assert "prev-archive" not in links(archive)


def test_what_was_withdrawn_is_gone_and_says_since_when(edited: Edited) -> None:
    for path in (
        f"id/agreement/{LEFT_OUT}",
        f"doc/agreement/{LEFT_OUT}.ttl",
        f"ja/doc/agreement/{LEFT_OUT}",
        f"id/agreement/{LEFT_OUT}/version/first/initiative/1",
        f"id/source/{LEFT_OUT}",
        f"id/dataset/agreement-{LEFT_OUT}",
    ):
        reply = edited.site.ask(f"/{path}")
        assert reply.status == 410, path
        assert edited.second in reply.json["detail"]
    page = edited.site.ask(f"/ja/doc/agreement/{LEFT_OUT}", headers={"Accept": "text/html"})
    assert (page.status, page.media_type) == (410, "text/html")
    assert edited.site.ask("/id/agreement/never-was").status == 404
    assert edited.site.ask(f"/id/agreement/{LEFT_OUT}x").status == 404
    assert edited.site.ask(f"/api/3/action/package_show?id=agreement-{LEFT_OUT}").status == 404


def test_ckan_s_harvester_finds_what_changed_since_it_came(edited: Edited) -> None:
    """It asks by its own clock; so a change counts from when it was published, not by the day of its data."""
    moments = modified(edited.site)
    changed = sets_of(EDITED) | {"renkei", "reference"}
    since = min(moments[name] for name in changed)
    assert all(moment < since for name, moment in moments.items() if name not in changed)
    assert modified(edited.site, f"metadata_modified:[{since}Z TO *]").keys() == changed


def test_a_withdrawn_release_leaves_its_changes(edited: Edited, tmp_path: Path) -> None:
    """Pruning takes the files away, and neither what happened nor the pages that say so."""
    releases = tmp_path / "releases"
    build(tmp_path, write_registers(tmp_path / "before", 3))
    current = build(tmp_path, write_registers(tmp_path / "after", 3, edited=(1,), left_out=(2,)))
    with running(current) as site:
        pages = {
            path: site.ask(path) for path in (f"/changes/{edited.first}/1", f"/changes/{edited.first}/1.atom")
        }
    assert run_kg("prune", "--keep", 1, "--releases", releases).returncode == 0
    with running(current) as site:
        for path, page in pages.items():
            assert site.ask(path).body == page.body
        assert site.ask(f"/dumps/{edited.first}/").status == 410
        assert site.ask(f"/id/agreement/{LEFT_OUT}").status == 410


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_people_get_a_page(edited: Edited, lang: str) -> None:
    reply = edited.site.ask(f"/changes?lang={lang}", headers={"Accept": "text/html"})
    assert (reply.status, reply.media_type, reply.headers["Content-Language"]) == (200, "text/html", lang)
    assert {"ja": "取下げ", "en": "Withdrawn"}[lang] in reply.text


@pytest.mark.parametrize(
    ("path", "accept", "status"),
    [
        ("/changes", "image/png", 406),
        ("/changes.csv", "*/*", 404),
        ("/changes/nothing/1", "*/*", 404),
        ("/changes/{second}/2", "*/*", 404),
        ("/changes/{second}/0", "*/*", 404),
        ("/changes/{second}/-1", "*/*", 404),
        ("/changes/{second}/x", "*/*", 404),
        ("/changes/{second}/1.csv", "*/*", 404),
        ("/changes/../releases/1", "*/*", 404),
    ],
)
def test_what_is_not_there_is_refused(edited: Edited, path: str, accept: str, status: int) -> None:
    reply = edited.site.ask(path.format(second=edited.second), headers={"Accept": accept})
    assert (reply.status, reply.media_type) == (status, "application/problem+json")


@pytest.mark.skipif(not PYTHON.exists() and "CI" not in os.environ, reason="CKAN's parser is not installed")
def test_a_portal_can_harvest_after_the_edit(edited: Edited) -> None:
    run = run_kg("--lang", "en", "rehearse", edited.site.address)
    assert (run.returncode, run.stderr) == (0, "")

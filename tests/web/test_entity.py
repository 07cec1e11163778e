"""Every thing of a release dereferences: /id leads to /doc, and /doc gives the form that is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple

from tests.conftest import DATA
from tests.web.pages_crawl import BROWSER
from tests.web.site import Site, running
from tests.web.tables import table

BASE = "http://localhost:8000/"
INITIATIVE = "agreement/okayama-soja/version/2025-draft/initiative/4"
RENKEI = "https://w3id.org/renkei/def#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
FORMS = {
    "ttl": ("text/turtle", RdfFormat.TURTLE),
    "jsonld": ("application/ld+json", RdfFormat.JSON_LD),
    "nt": ("application/n-triples", RdfFormat.N_TRIPLES),
    "rdf": ("application/rdf+xml", RdfFormat.RDF_XML),
}


@pytest.fixture(scope="module")
def site(seed_release: Path) -> Iterator[Site]:
    with running(seed_release) as site:
        yield site


@pytest.fixture(scope="module")
def synthetic(synthetic_release: Path) -> Iterator[Site]:
    with running(synthetic_release) as site:
        yield site


def quads(release: Path) -> list[Quad]:
    return list(pyoxigraph.parse(path=release / "dumps/renkei.nq", format=RdfFormat.N_QUADS))


def facts(site: Site, path: str) -> set[str]:
    """Give the triples about a thing, a line of N-Triples each."""
    reply = site.ask(f"/doc/{path}.nt")
    assert reply.status == 200, path
    return set(reply.text.splitlines())


def triple(subject: str, predicate: str, value: str) -> str:
    return f"<{BASE}id/{subject}> <{predicate}> {value} ."


def test_a_thing_leads_to_the_document_about_it(site: Site) -> None:
    reply = site.ask(f"/id/{INITIATIVE}", headers=BROWSER)
    assert (reply.status, reply.headers["Location"]) == (303, f"/doc/{INITIATIVE}")
    reply = site.ask("/graph/sources")
    assert (reply.status, reply.headers["Location"]) == (303, "/doc/graph/sources")


@pytest.mark.parametrize("row", table("pages-negotiation"), ids=lambda row: row["case"])
def test_a_document_comes_in_the_form_that_is_asked_for(site: Site, row: dict[str, str]) -> None:
    reply = site.ask(
        row["path"], headers={"Accept": row["accept"], "Accept-Language": row["accept_language"]}
    )
    assert reply.status == int(row["status"])
    for name, header in (
        ("media_type", "Content-Type"),
        ("location", "Location"),
        ("content_location", "Content-Location"),
    ):
        assert (reply.headers[header] or "").partition(";")[0] == row[name] or not row[name], header
    if row["vary"]:
        assert set(row["vary"].split()) <= set((reply.headers["Vary"] or "").split(", "))


@pytest.mark.parametrize(
    "path",
    [
        "id/nothing",
        "id/",
        "id/agreement/okayama-soja/",
        "id/agreement/okayama-soja.ttl",
        "id/agreement//okayama-soja",
        "id/agreement/okayama-soja%20",
        "id/agreement/okayama-soja%3E",
        "id/%7D%20%7D%20ASK%20%7B",
        "id/agreement/%E5%B2%A1%E5%B1%B1",
        "id/..%2Fdumps%2F",
        "graph/nothing",
        "doc/agreement/okayama-soja.exe",
        "doc/agreement/okayama-soja.ttl.ttl",
        "doc/agreement/okayama-soja.txt",
        "doc/source/..%2F..%2Fmanifest.txt",
        "doc/source/none.txt",
        "ja/doc/agreement/none",
        "fr/doc/agreement/okayama-soja",
    ],
)
def test_what_is_not_known_is_not_found(site: Site, path: str) -> None:
    assert site.ask(f"/{path}").status == 404


def test_the_four_forms_say_the_same(site: Site) -> None:
    parsed = {}
    for suffix, (media_type, form) in FORMS.items():
        reply = site.ask(f"/doc/{INITIATIVE}.{suffix}")
        assert reply.media_type == media_type
        parsed[suffix] = {quad.triple for quad in pyoxigraph.parse(reply.body, format=form)}
    assert len(parsed["nt"]) > 50
    assert all(triples == parsed["nt"] for triples in parsed.values())


def test_an_initiative_s_data_hold_its_roles_their_passages_and_the_names_of_what_they_name(
    site: Site,
) -> None:
    said = facts(site, INITIATIVE)
    role = f"{INITIATIVE}/role/332089"
    passage = next(
        line.split()[2] for line in said if line.startswith(f"<{BASE}id/{role}> <{RENKEI}cueFrom>")
    )
    assert said >= {
        triple(INITIATIVE, RENKEI + "position", '"4"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        triple(INITIATIVE, RDFS + "label", '"高度な中心拠点の強化"@ja'),
        triple(INITIATIVE, RENKEI + "hasRole", f"<{BASE}id/{role}>"),
        triple(role, RENKEI + "roleKind", f"<{RENKEI}Use>"),
        triple(role, RENKEI + "roleText", '"高次都市機能を活用することにより、地域の活性化につなげる。"@ja'),
        f'{passage} <{RENKEI}exact> "活用することにより"@ja .',
        triple("government/332089", RDFS + "label", '"総社市"@ja'),
        f'<{RENKEI}Use> <{RDFS}label> "活用"@ja .',
    }
    subjects = {line.split()[0] for line in said}
    assert f"<{BASE}id/{INITIATIVE.removesuffix('4')}5>" not in subjects


def test_a_version_s_data_hold_its_initiatives_and_roles(site: Site) -> None:
    said = facts(site, "agreement/okayama-soja/version/2025-draft")
    assert len([line for line in said if f"<{RENKEI}roleKind>" in line]) == 26
    assert len([line for line in said if f"<{RENKEI}content>" in line]) == 13


def test_an_older_version_is_found_in_its_own_graph(synthetic: Site) -> None:
    said = facts(synthetic, "agreement/okayama-soja/version/2024")
    assert len([line for line in said if f"<{RENKEI}content>" in line]) == 4
    older = facts(synthetic, "agreement/okayama-soja/version/2024/initiative/3/role/332089")
    subject = "agreement/okayama-soja/version/2024/initiative/3/role/332089"
    assert triple(subject, RENKEI + "roleKind", f"<{RENKEI}Lead>") in older


def test_what_a_municipality_does_comes_from_the_newest_versions_only(synthetic: Site) -> None:
    led = [line for line in facts(synthetic, "government/332089") if f"<{RENKEI}leads>" in line]
    assert [line for line in led if "/version/2024/" in line] == []


def test_every_thing_in_the_dump_dereferences_to_what_is_said_of_it(site: Site, seed_release: Path) -> None:
    things = {
        quad.subject.value
        for quad in quads(seed_release)
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(BASE + "id/")
    }
    documents = {iri.partition("#")[0] for iri in things}
    assert len(documents) > 60
    described: set[str] = set()
    for iri in documents:
        said = facts(site, iri.removeprefix(BASE + "id/"))
        described |= {line.split()[0].strip("<>") for line in said}
        assert any(line.startswith(f"<{iri}> ") for line in said), iri
    assert things <= described


def test_a_source_s_data_hold_every_passage_of_it(site: Site, seed_release: Path) -> None:
    source = BASE + "id/source/okayama-soja-2025"
    subjects = {str(quad.subject).strip("<>") for quad in quads(seed_release)}
    passages = {subject for subject in subjects if subject.startswith(source + "#")}
    assert len(passages) > 100
    described = {line.split()[0].strip("<>") for line in facts(site, "source/okayama-soja-2025")}
    assert passages <= described


@pytest.mark.parametrize("name", ["reference", "sources", "vocabulary"])
def test_a_named_graph_s_document_holds_the_graph(site: Site, seed_release: Path, name: str) -> None:
    graph = NamedNode(f"{BASE}graph/{name}")
    expected = {f"{Triple(*quad.triple)} ." for quad in quads(seed_release) if quad.graph_name == graph}
    assert facts(site, f"graph/{name}") == expected


def test_a_source_s_text_comes_byte_for_byte(site: Site) -> None:
    written = (DATA / "documents/okayama-soja-2025.txt").read_bytes()
    by_suffix = site.ask("/doc/source/okayama-soja-2025.txt")
    by_accept = site.ask("/doc/source/okayama-soja-2025", headers={"Accept": "text/plain"})
    assert by_suffix.body == by_accept.body == written
    assert by_suffix.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_what_has_not_changed_is_not_sent_again(site: Site) -> None:
    for path in (f"/doc/{INITIATIVE}.ttl", f"/ja/doc/{INITIATIVE}", "/def.ttl", "/ja/"):
        first = site.ask(path)
        again = site.ask(path, headers={"If-None-Match": first.headers["ETag"]})
        assert (first.status, again.status, again.body) == (200, 304, b"")


def test_data_say_the_canonical_iri_whatever_host_is_asked(site: Site) -> None:
    reply = site.ask(f"/doc/{INITIATIVE}.nt", headers={"Host": "mirror.example"})
    assert "mirror.example" not in reply.text
    page = site.ask(f"/ja/doc/{INITIATIVE}", headers={"Host": "mirror.example"})
    assert "mirror.example" not in page.text


@pytest.mark.parametrize(
    "path",
    [
        INITIATIVE,
        f"{INITIATIVE}/role/332089",
        "agreement/okayama-soja",
        "agreement/okayama-soja/party/331007",
        "government/332089",
        "source/okayama-soja-2025",
    ],
)
@pytest.mark.parametrize("form", FORMS)
def test_what_rests_on_a_draft_says_so_in_every_form(site: Site, path: str, form: str) -> None:
    reply = site.ask(f"/doc/{path}.{form}")
    triples = {quad.triple for quad in pyoxigraph.parse(reply.text, format=FORMS[form][1])}
    draft = NamedNode(f"{RENKEI}Draft")
    assert [
        each for each in triples if each.predicate == NamedNode(f"{RENKEI}status") and each.object == draft
    ]
    assert "案" in site.ask(f"/ja/doc/{path}").text


def test_what_no_draft_says_names_none(site: Site) -> None:
    assert not any(f"{RENKEI}status" in line for line in facts(site, "government/330001"))

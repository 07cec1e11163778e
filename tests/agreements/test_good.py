"""Good documents say in the graph what their expectations, written by hand, say."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rdflib import Dataset, Graph, URIRef
from rdflib.term import Node

from kg.namespaces import DCTERMS, PROV, RDF, RDFS, RENKEI
from tests.conftest import DATA, build, write_register

CASES = Path(__file__).parent
EXPECTATIONS = sorted(CASES.glob("*.expect.json"))
GRAPHS = sorted(CASES.glob("*.ttl"))
OURS = {RENKEI.unofficialLabel, DCTERMS.description, DCTERMS.rights, DCTERMS.license}
BASE = "http://localhost:8000/"


def name_of(path: Path) -> str:
    return path.name.split(".")[0]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """All good cases in one release, each as an agreement of its own."""
    data = tmp_path_factory.mktemp("good") / "data"
    (data / "documents").mkdir(parents=True)
    rows = []
    for case in map(name_of, EXPECTATIONS):
        shutil.copy(CASES / f"{case}.txt", data / "documents")
        with (CASES / f"{case}.csv").open(encoding="utf-8", newline="") as stream:
            rows += [row | {"agreement": case} for row in csv.DictReader(stream)]
    write_register(data / "sources.csv", rows)
    return load(build(data.parent, data))


@pytest.fixture(scope="module")
def seed(seed_release: Path) -> Graph:
    return load(seed_release)


@pytest.fixture(scope="module")
def synthetic(synthetic_release: Path) -> Graph:
    return load(synthetic_release)


def load(release: Path) -> Graph:
    dataset = Dataset()
    dataset.parse(release / "dumps" / "renkei.nq", format="nquads")
    graph = Graph()
    for subject, predicate, value, _ in dataset.quads():
        graph.add((subject, predicate, value))
    return graph


@pytest.mark.parametrize("path", EXPECTATIONS, ids=name_of)
def test_the_document_says_what_is_expected(path: Path, good: Graph) -> None:
    expected = json.loads(path.read_text(encoding="utf-8"))
    found = summary(good, name_of(path))
    assert {key: found[key] for key in expected} == expected


@pytest.mark.parametrize("path", GRAPHS, ids=name_of)
def test_the_graph_is_the_one_written_by_hand(path: Path, seed: Graph, synthetic: Graph) -> None:
    expected = Graph().parse(path)
    graph = seed if (DATA / "documents" / f"{path.stem}.txt").exists() else synthetic
    subjects = {
        subject
        for subject in graph.subjects()
        if any(str(subject).startswith(prefix) for prefix in prefixes(expected, path.stem))
    }
    found = {triple for subject in subjects for triple in graph.triples((subject, None, None))}
    found |= {triple for triple in shortcuts(graph, expected)}
    assert {triple for triple in found if triple[1] not in OURS} == set(expected)


def prefixes(expected: Graph, source: str) -> Iterator[str]:
    """The IRIs that a document speaks about: its agreement with all below it, itself, and its passages."""
    yield f"{BASE}id/source/{source}"
    for agreement in expected.subjects(RDF.type, RENKEI.Agreement):
        yield str(agreement)


def shortcuts(graph: Graph, expected: Graph) -> Iterator[tuple[Node, Node, Node]]:
    """What follows from the roles, stated of the municipalities."""
    for property in (RENKEI.leads, RENKEI.cooperatesIn, RENKEI.uses):
        for subject, value in graph.subject_objects(property):
            if (value, RDF.type, RENKEI.Initiative) in expected:
                yield subject, property, value


def test_every_passage_reads_again_as_its_exact_words(seed_release: Path, synthetic_release: Path) -> None:
    for release in (seed_release, synthetic_release):
        passages = list(quotations(load(release), release))
        assert len(passages) > 100
        assert all(text[start:end] == exact for text, start, end, exact in passages)


def test_one_changed_character_of_the_source_is_seen(seed_release: Path) -> None:
    """Each character that a passage covers is held by it: another one in its place does not read the same."""
    quoted = list(quotations(load(seed_release), seed_release))
    text = quoted[0][0]
    for place in {place for _, start, end, _ in quoted for place in range(start, end)}:
        changed = f"{text[:place]}※{text[place + 1 :]}"
        assert any(changed[start:end] != exact for _, start, end, exact in quoted)


def quotations(graph: Graph, release: Path) -> Iterator[tuple[str, int, int, str]]:
    for passage, source in graph.subject_objects(PROV.wasQuotedFrom):
        text = (release / "sources" / f"{str(source).rsplit('/', 1)[1]}.txt").read_text(encoding="utf-8")
        start, end = (int(str(graph.value(passage, RENKEI[name]))) for name in ("startChar", "endChar"))
        assert str(passage).endswith(f"#char={start},{end}")
        yield text, start, end, str(graph.value(passage, RENKEI.exact))


def test_every_character_is_carried_or_listed(seed_release: Path) -> None:
    """What no passage covers is white space or a heading mark."""
    graph = load(seed_release)
    quoted = list(quotations(graph, seed_release))
    text = quoted[0][0]
    covered = {place for _, start, end, _ in quoted for place in range(start, end)}
    assert set("".join(text[place] for place in set(range(len(text))) - covered).split()) <= {
        "#",
        "##",
        "###",
    }


def summary(graph: Graph, case: str) -> dict[str, Any]:
    """The main points of one case, in the form of its expectations."""
    agreement = URIRef(f"{BASE}id/agreement/{case}")
    version = graph.value(agreement, RENKEI.hasVersion)
    instrument = graph.value(version, RENKEI.establishedBy)
    initiatives = ordered(graph, graph.objects(version, RENKEI.hasInitiative), RENKEI.position)
    roles = [[role for role in in_party_order(graph, agreement, each)] for each in initiatives]
    return {
        "agreementKind": local(graph.value(agreement, RENKEI.agreementKind)),
        "agreementTitle": text_of(graph.value(agreement, RDFS.label)),
        "legalBasis": sorted(str(each) for each in graph.objects(instrument, RENKEI.legalBasisText)),
        "steps": [step(graph, each) for each in steps(graph, instrument)],
        "until": text_of(graph.value(version, RENKEI.untilText)),
        "renewal": text_of(graph.value(version, RENKEI.renewalText)),
        "articleCosts": [found[0] for found in costs(graph, version)],
        "costs": [costs(graph, each) for each in initiatives],
        "initiatives": [text_of(graph.value(each, RDFS.label)) for each in initiatives],
        "instrument": local(graph.value(instrument, RDF.type)),
        "status": local(graph.value(instrument, RENKEI.status)),
        "dated": text_of(graph.value(instrument, RENKEI.dated)),
        "dateText": text_of(graph.value(instrument, RENKEI.dateText)),
        "concludedOn": text_of(graph.value(instrument, RENKEI.concludedOn)),
        "applicableFrom": text_of(graph.value(version, RENKEI.applicableFrom)),
        "applicableUntil": text_of(graph.value(version, RENKEI.applicableUntil)),
        "scheduleHeadings": sorted(str(each) for each in graph.objects(version, RENKEI.scheduleHeading)),
        "signatories": [
            text_of(graph.value(party, RENKEI.signatoryTitle))
            for party in ordered(graph, graph.objects(agreement, RENKEI.hasParty), RENKEI.order)
        ],
        "addresses": [
            text_of(graph.value(party, RENKEI.addressText))
            for party in ordered(graph, graph.objects(agreement, RENKEI.hasParty), RENKEI.order)
        ],
        "parties": parties(graph, agreement),
        "pillars": [local(graph.value(each, RENKEI.pillar)) for each in initiatives],
        "headings": [passage(graph, graph.value(each, RENKEI.headingFrom)) for each in initiatives],
        "kinds": [[local(graph.value(role, RENKEI.roleKind)) for role in each] for each in roles],
        "arrangements": [local(graph.value(each, RENKEI.arrangement)) for each in initiatives],
        "contents": [text_of(graph.value(each, RENKEI.content)) for each in initiatives],
        "roleTexts": [[sentences(graph, role) for role in each] for each in roles],
        "notModelled": not_modelled(graph, case),
        "articles": [
            [text_of(graph.value(each, RDFS.label)), text_of(graph.value(each, RENKEI.articleText))]
            for each in ordered(graph, graph.objects(version, RENKEI.hasArticle), RENKEI.order)
        ],
        "cues": [[cues(graph, role) for role in each] for each in roles],
        "title": text_of(graph.value(instrument, RDFS.label)),
    }


def ordered(graph: Graph, nodes: Iterator[Node], property: URIRef) -> list[Node]:
    return sorted(nodes, key=lambda node: int(str(graph.value(node, property))))


def in_party_order(graph: Graph, agreement: URIRef, initiative: Node) -> Iterator[Node]:
    roles = {graph.value(role, RENKEI.actor): role for role in graph.objects(initiative, RENKEI.hasRole)}
    for party in ordered(graph, graph.objects(agreement, RENKEI.hasParty), RENKEI.order):
        yield roles[graph.value(party, RENKEI.government)]


def parties(graph: Graph, agreement: URIRef) -> dict[str, str]:
    return {
        str(graph.value(party, RENKEI.designation) or graph.value(party, RENKEI.nameText)): str(
            graph.value(party, RENKEI.government)
        ).rsplit("/", 1)[1]
        for party in ordered(graph, graph.objects(agreement, RENKEI.hasParty), RENKEI.order)
    }


def steps(graph: Graph, instrument: Node | None) -> list[Node]:
    """The steps of the procedure in the order of the text."""
    return sorted(graph.objects(instrument, RENKEI.hasProceduralStep), key=str)


def step(graph: Graph, node: Node) -> list[str | None]:
    """Class, words, day, and the code of the government named."""
    taken_by = graph.value(node, RENKEI.takenBy)
    return [
        local(graph.value(node, RDF.type)),
        text_of(graph.value(node, RENKEI.stepText)),
        text_of(graph.value(node, RENKEI.takenOn)),
        None if taken_by is None else str(taken_by).rsplit("/", 1)[1],
    ]


def costs(graph: Graph, holder: Node | None) -> list[list[str | None]]:
    """Words on costs, the label of their row or column, and the code of the government whose share it is."""
    found = sorted(graph.objects(holder, RENKEI.hasCostShare), key=str)
    shares = [(graph.value(each, RENKEI.markedBy), graph.value(each, RENKEI.shareOf), each) for each in found]
    return [
        [
            text_of(graph.value(each, RENKEI.costText)),
            None if label is None else exact(graph, label),
            None if share_of is None else str(share_of).rsplit("/", 1)[1],
        ]
        for label, share_of, each in shares
    ]


def sentences(graph: Graph, role: Node) -> list[str]:
    passages = ordered(graph, graph.objects(role, RENKEI.roleFrom), RENKEI.startChar)
    assert {str(text) for text in graph.objects(role, RENKEI.roleText)} == {
        exact(graph, each) for each in passages
    }
    return [exact(graph, each) for each in passages]


def cues(graph: Graph, role: Node) -> list[str]:
    return [
        exact(graph, each) for each in ordered(graph, graph.objects(role, RENKEI.cueFrom), RENKEI.startChar)
    ]


def not_modelled(graph: Graph, case: str) -> list[str]:
    source = URIRef(f"{BASE}id/source/{case}")
    return [
        exact(graph, each)
        for each in ordered(graph, graph.objects(source, RENKEI.notModelled), RENKEI.startChar)
    ]


def passage(graph: Graph, node: Node | None) -> list[object]:
    assert node is not None
    numbers = [int(str(graph.value(node, RENKEI[name]))) for name in ("startChar", "endChar", "line")]
    return [*numbers, exact(graph, node)]


def exact(graph: Graph, node: Node) -> str:
    return str(graph.value(node, RENKEI.exact))


def local(node: Node | None) -> str | None:
    return None if node is None else str(node).removeprefix(str(RENKEI))


def text_of(node: Node | None) -> str | None:
    return None if node is None else str(node)

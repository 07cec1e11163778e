"""Comunica gets the answers that we give, told that it asks an endpoint or finding that out itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from tests.clients.comunica import HERE, ask, require_comunica
from tests.conftest import DATA, build
from tests.remote.virtuoso import free_ports
from tests.web.site import Site, running

QUERIES = sorted((HERE / "queries").glob("*.rq"))
TYPES = ("sparql", "")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The first document, served where its release says that its endpoint is."""
    require_comunica()
    (port,) = free_ports(1)
    base = f"http://127.0.0.1:{port}/"
    release = build(tmp_path_factory.mktemp("home"), DATA, "--base", base)
    with running(release, "--port", str(port)) as site:
        assert site.address == base
        yield site


@pytest.fixture(scope="module")
def answers(home: Site) -> dict[tuple[str, Path], str]:
    """What Comunica answers to every query, by the type of its source."""
    asked = [(type_, path) for type_ in TYPES for path in QUERIES]
    texts = ask(home.address + "sparql", [(type_, read(path)) for type_, path in asked])
    return dict(zip(asked, texts, strict=True))


@pytest.mark.parametrize("type_", TYPES, ids=["told", "found"])
@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_comunica_gets_our_answer(
    type_: str, path: Path, home: Site, answers: dict[tuple[str, Path], str]
) -> None:
    query = read(path)
    accept = "application/sparql-results+json,application/n-triples"
    ours = solved(home.query(query, accept).body, "ORDER BY" in query)
    assert len(ours) > 1 or ours == ["True"]
    assert solved(answers[type_, path].encode(), "ORDER BY" in query) == ours


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def solved(answer: bytes, in_order: bool) -> list[str]:
    """Give the lines of an answer, for comparison."""
    if not answer.startswith(b"{"):
        return sorted({str(quad.triple) for quad in parse(answer, format=RdfFormat.N_TRIPLES)})
    found = json.loads(answer)
    if "boolean" in found:
        return [str(found["boolean"])]
    rows = [json.dumps(row, sort_keys=True) for row in found["results"]["bindings"]]
    return [str(found["head"]["vars"]), *(rows if in_order else sorted(rows))]

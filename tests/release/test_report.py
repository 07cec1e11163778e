"""Checking agreement by agreement gives the report that checking the whole graph gives."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.term import Node

from kg.namespaces import PREFIXES, RDF, SH
from kg.validation import load_shapes, read_rdf, report_graph, validate
from tests.conftest import build, write_register
from tests.harvest.nation import write_registers

BASE = "http://localhost:8000/"
SHARED = ("reference", "vocabulary", "examples", "statistics")
NAMED = re.compile(r"\b([a-z]+):([A-Za-z]\w*)")


def in_an_area(registers: Path) -> Path:
    """Say of every agreement that it concerns one area; most of the made-up parties are not in it."""
    with (registers / "sources.csv").open(encoding="utf-8", newline="") as stream:
        rows = [
            row | {"area": "okayama", "area_reference": "okayama-city-15635"}
            for row in csv.DictReader(stream)
        ]
    write_register(registers / "sources.csv", rows)
    return registers


def test_the_published_report_is_that_of_the_whole_graph(tmp_path: Path) -> None:
    release = build(tmp_path, in_an_area(write_registers(tmp_path / "data", 5)), "--jobs", 2, "--no-cache")
    whole = read_rdf([], own=[release / "dumps" / "renkei.nq"])
    report = validate(whole, load_shapes())
    assert len(report.results) > 4  # agreements that share area and governments have results of their own
    published = Graph().parse(release / "validation-report.ttl", format="turtle")
    assert set(published) == set(report_graph(report, BASE))


def graphs(release: Path) -> tuple[Graph, Graph]:
    """Give what belongs to agreements, and what they share."""
    own, shared = Graph(), Graph()
    for line in (release / "dumps" / "renkei.nq").read_text(encoding="utf-8").splitlines():
        triple, _, name = line.removesuffix("> .").rpartition(" <")
        if name.startswith(BASE) and triple.count(" ") >= 2 and not line.endswith(f"{triple.split()[-1]} ."):
            graph = shared if name.removeprefix(f"{BASE}graph/") in SHARED else own
            graph.parse(data=f"{triple} .", format="nt")
    return own, shared


def test_no_rule_on_what_agreements_share_looks_at_agreements(synthetic_release: Path) -> None:
    """Such a rule would have to see all agreements together, and each is checked by itself."""
    own, shared = graphs(synthetic_release)
    things = set(shared.subjects())
    links = {p for s, p, o in own if p != RDF.type and (s in things or o in things)}
    assert len(links) > 5
    shapes = load_shapes()
    classes = set(shared.objects(None, RDF.type)) - set(own.objects(None, RDF.type))
    for shape in {each for kind in classes for each in shapes.subjects(SH.targetClass, kind)}:
        assert not mentioned(shapes, shape) & links, shape


def mentioned(shapes: Graph, shape: Node) -> set[URIRef]:
    """Give what the paths and queries of a shape name."""
    found, frontier = set[URIRef](), {shape}
    seen = set[Node]()
    while frontier:
        seen |= frontier
        values = {
            value for each in frontier for p, value in shapes.predicate_objects(each) if p != SH.targetClass
        }
        found |= {value for value in values if isinstance(value, URIRef)}
        for select in values & set(shapes.objects(None, SH.select)):
            found |= {
                URIRef(PREFIXES[prefix] + name)
                for prefix, name in NAMED.findall(str(select))
                if prefix in PREFIXES
            }
        frontier = {value for value in values if (value, None, None) in shapes} - seen
    return found

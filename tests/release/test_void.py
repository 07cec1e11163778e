"""The statistics of a release count what is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import RDF, Graph, Literal, URIRef

from kg.graph.iris import Iris
from kg.namespaces import PREFIXES, RDFS, RENKEI, SH, VOID, VOID_EXT, XSD

IRIS = Iris("http://localhost:8000/")
WHOLE = IRIS.dataset("renkei")
TYPED = VOID_EXT.datatypePartition


@pytest.fixture(scope="module")
def everything(seed_release: Path) -> Graph:
    return Graph().parse(seed_release / "dumps" / "renkei.nt", format="nt")


@pytest.fixture(scope="module")
def void(seed_release: Path) -> Graph:
    return Graph().parse(seed_release / "void.ttl")


def number(void: Graph, subject: URIRef, property: URIRef) -> int:
    value = void.value(subject, property)
    assert isinstance(value, Literal)
    return int(value)


def test_the_statistics_are_among_what_they_count(void: Graph, everything: Graph) -> None:
    assert set(void) <= set(everything)
    assert number(void, WHOLE, VOID.triples) == len(everything)
    assert number(void, WHOLE, VOID.distinctSubjects) == len(set(everything.subjects()))


def test_a_class_is_counted_with_its_properties_and_their_values(void: Graph, everything: Graph) -> None:
    initiatives = set(everything.subjects(RDF.type, RENKEI.Initiative))
    part = IRIS.part("class", "renkei-Initiative")
    assert number(void, part, VOID.entities) == len(initiatives) == 13
    held = {predicate for each in initiatives for predicate in everything.predicates(each)}
    assert {void.value(each, VOID.property) for each in void.objects(part, VOID.propertyPartition)} == held


@pytest.mark.parametrize(
    ("path", "link", "naming", "term", "count"),
    [
        ("hasRole;to=renkei-RoleAssignment", VOID.classPartition, VOID["class"], RENKEI.RoleAssignment, 26),
        ("position;datatype=xsd-integer", TYPED, VOID_EXT.datatype, XSD.integer, 13),
        (
            "content;datatype=rdf-langString",
            VOID_EXT.datatypePartition,
            VOID_EXT.datatype,
            RDF.langString,
            13,
        ),
    ],
)
def test_a_property_s_values_are_counted_by_class_or_datatype(
    void: Graph, path: str, link: URIRef, naming: URIRef, term: URIRef, count: int
) -> None:
    leaf = URIRef(f"{IRIS.part('class', 'renkei-Initiative')};property=renkei-{path}")
    assert void.value(leaf, naming) == term
    assert number(void, leaf, VOID.triples) == count
    assert (URIRef(str(leaf).rpartition(";")[0]), link, leaf) in void


def test_every_question_is_an_example_in_both_languages(everything: Graph, seed_release: Path) -> None:
    examples = set(everything.subjects(RDF.type, SH.SPARQLExecutable))
    files = sorted((seed_release / "queries").glob("*.rq"))
    assert examples == {IRIS.question(path.stem) for path in files}
    for path in files:
        text = path.read_text(encoding="utf-8").strip()
        assert Literal(text) in set(everything.objects(IRIS.question(path.stem)))
        for property in (RDFS.label, RDFS.comment, SH.prefixes):
            assert list(everything.objects(IRIS.question(path.stem), property))


def test_every_prefix_is_declared_once(everything: Graph) -> None:
    declared = {
        str(everything.value(each, SH.prefix)): str(everything.value(each, SH.namespace))
        for each in everything.objects(WHOLE, SH.declare)
    }
    assert declared == PREFIXES

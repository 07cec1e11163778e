"""Examples: the published samples of the data are true to the vocabulary and to their texts."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from rdflib import Graph, Literal
from rdflib.term import Node

from kg.namespaces import DCTERMS, PROV, RDF, RDFS, RENKEI, XSD
from kg.validation import load_shapes, read_rdf, validate

from .vocabulary import (
    ALIGNMENTS,
    DEFINING,
    EXAMPLES,
    ONTOLOGY_FILES,
    ROOT,
    VOCABULARY,
    name_of,
    read,
    with_superclasses,
)

TEXTS = (ROOT / "data" / "documents", ONTOLOGY_FILES / "examples")
MADE_UP = "これは試験のための架空の文書である。"
LINKS = [*VOCABULARY.subjects(RDFS.subPropertyOf, RENKEI.statedIn), RENKEI.notModelled]

each_example = pytest.mark.parametrize("path", EXAMPLES, ids=name_of)


def test_there_are_examples() -> None:
    assert [path.name for path in EXAMPLES] == [
        "continuation.ttl",
        "initiative.ttl",
        "settlement.ttl",
        "three-parties.ttl",
    ]


@each_example
def test_an_example_conforms_without_a_warning(path: Path) -> None:
    report = validate(read_rdf([path, *DEFINING, ALIGNMENTS]), load_shapes())
    assert list(report.results) == []


@each_example
def test_an_example_keeps_to_domains_and_ranges(path: Path) -> None:
    example = read(path)
    for subject, property, value in example:
        for end, node in ((RDFS.domain, subject), (RDFS.range, value)):
            assert set(VOCABULARY.objects(property, end)) <= kinds_of(node, example), (subject, property)


def kinds_of(node: Node, graph: Graph) -> set[Node]:
    """Give a node's classes, or a literal's datatype."""
    if isinstance(node, Literal):
        return {RDF.langString if node.language else node.datatype or XSD.string}
    return with_superclasses([*graph.objects(node, RDF.type), *VOCABULARY.objects(node, RDF.type)])


@each_example
def test_the_passages_of_an_example_can_be_read_again(path: Path) -> None:
    graph = read(path)
    for passage in graph.subjects(RDF.type, RENKEI.Passage):
        source = graph.value(passage, PROV.wasQuotedFrom)
        text = text_of(str(graph.value(source, DCTERMS.identifier)))
        start, end = (int(str(graph.value(passage, name))) for name in (RENKEI.startChar, RENKEI.endChar))
        assert str(passage) == f"{source}#char={start},{end}"
        assert text[start:end] == str(graph.value(passage, RENKEI.exact))
        assert text.count("\n", 0, start) + 1 == int(str(graph.value(passage, RENKEI.line)))


def text_of(source: str) -> str:
    """Read the text that an example quotes, exactly as it is stored."""
    paths = [directory / f"{source}.txt" for directory in TEXTS]
    return next(path for path in paths if path.exists()).read_bytes().decode("utf-8")


@each_example
def test_a_source_of_an_example_is_the_text_that_is_stored(path: Path) -> None:
    graph = read(path)
    for source in graph.subjects(RDF.type, RENKEI.SourceDocument):
        text = text_of(str(graph.value(source, DCTERMS.identifier)))
        assert str(graph.value(source, RENKEI.sha256)) == sha256(text.encode("utf-8")).hexdigest()


@each_example
def test_an_example_describes_every_passage_that_it_cites_and_no_other(path: Path) -> None:
    graph = read(path)
    cited = {passage for link in LINKS for passage in graph.objects(None, link)}
    assert cited
    assert cited == set(graph.subjects(RDF.type, RENKEI.Passage))


@pytest.mark.parametrize("path", sorted((ONTOLOGY_FILES / "examples").glob("*.txt")), ids=name_of)
def test_a_made_up_text_says_so(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert MADE_UP in text
    assert "synthetic" in text

"""The vocabulary keeps its own rules: complete in both languages, free of blank nodes, and the only one in use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from kg.namespaces import DCTERMS, ONTOLOGY, OWL, PROV, RDF, RDFS, RENKEI, SKOS, VANN
from kg.resources import asset

ROOT = Path(__file__).parents[2]
ONTOLOGY_FILES = asset("ontology")
CONCEPTS = sorted((ONTOLOGY_FILES / "concepts").glob("*.ttl"))
EXAMPLES = sorted((ONTOLOGY_FILES / "examples").glob("*.ttl"))
ALIGNMENTS = ONTOLOGY_FILES / "alignments.ttl"
DEFINING = [ONTOLOGY_FILES / "renkei.ttl", *CONCEPTS]
TURTLE = [*DEFINING, ALIGNMENTS, *EXAMPLES]

TERM_KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, SKOS.ConceptScheme, SKOS.Concept)
DOCUMENTATION = (RDFS.label, SKOS.definition, SKOS.scopeNote, SKOS.example)
DERIVED = ("arrangement", "leads", "cooperatesIn", "uses", "continues")
MAPPINGS = (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch, RDFS.seeAlso)
USERS = ("ontology/**/*.ttl", "ontology/**/*.rq", "shapes/*.ttl", "kg/**/*.py", "kg/**/*.html")
USE = re.compile(r"\brenkei:([A-Za-z][A-Za-z0-9-]*)|\bRENKEI\.([A-Za-z]\w*)|\bRENKEI\[\"(\w+)\"\]")
MADE_UP = "これは試験のための架空の文書である。"


def read(*paths: Path) -> Graph:
    graph = Graph()
    for path in paths:
        graph.parse(path, format="turtle")
    return graph


VOCABULARY = read(*DEFINING, ALIGNMENTS)
TERMS = sorted({str(term) for kind in TERM_KINDS for term in VOCABULARY.subjects(RDF.type, kind)})
CONCEPT_IRIS = sorted(str(concept) for concept in VOCABULARY.subjects(RDF.type, SKOS.Concept))


def name_of(iri: Node | str) -> str:
    return str(iri).removeprefix(str(RENKEI))


def languages(graph: Graph, subject: Node, predicate: Node) -> list[str]:
    texts = graph.objects(subject, predicate)
    return sorted(str(text.language) for text in texts if isinstance(text, Literal))


def superclasses(types: Iterator[Node]) -> set[Node]:
    return {above for kind in types for above in VOCABULARY.transitive_objects(kind, RDFS.subClassOf)}


@pytest.mark.parametrize("path", TURTLE, ids=lambda path: path.name)
def test_two_parsers_read_the_same_and_find_no_blank_node(path: Path) -> None:
    strict = {str(triple) for triple in ox.parse(path=str(path))}
    again = read(path).serialize(format="nt").encode()
    assert {str(triple) for triple in ox.parse(input=again, format=ox.RdfFormat.N_TRIPLES)} == strict
    assert not [triple for triple in strict if "_:" in triple.split('"')[0]]


@pytest.mark.parametrize("term", TERMS, ids=name_of)
def test_a_term_is_documented_once_in_japanese_and_once_in_english(term: str) -> None:
    for property in DOCUMENTATION:
        assert languages(VOCABULARY, URIRef(term), property) == ["en", "ja"], property
    assert list(VOCABULARY.objects(URIRef(term), RDFS.isDefinedBy)) == [URIRef(ONTOLOGY)]


def test_every_term_lies_in_the_namespace_and_nothing_else_is_defined_there() -> None:
    subjects = {str(subject) for subject in VOCABULARY.subjects() if str(subject) != ONTOLOGY}
    assert subjects == set(TERMS)
    assert all(term.startswith(str(RENKEI)) for term in TERMS)


def test_no_two_terms_of_one_kind_have_the_same_label() -> None:
    for kind, language in product(TERM_KINDS, ("ja", "en")):
        labels = [
            label
            for term in VOCABULARY.subjects(RDF.type, kind)
            for label in VOCABULARY.objects(term, RDFS.label)
            if isinstance(label, Literal) and label.language == language
        ]
        assert len(labels) == len(set(labels)), (kind, language)


def test_the_header_says_what_the_ontology_is_and_that_it_is_not_registered() -> None:
    header = URIRef(ONTOLOGY)
    for property in (DCTERMS.title, DCTERMS.description, SKOS.editorialNote):
        assert languages(VOCABULARY, header, property) == ["en", "ja"]
    for property in (DCTERMS.license, DCTERMS.created, DCTERMS.modified, DCTERMS.source):
        assert VOCABULARY.value(header, property, any=True) is not None
    assert VOCABULARY.value(header, VANN.preferredNamespacePrefix) == Literal("renkei")
    assert VOCABULARY.value(header, VANN.preferredNamespaceUri) == Literal(str(RENKEI))
    assert "not yet registered at w3id.org" in " ".join(VOCABULARY.objects(header, SKOS.editorialNote))


def test_the_redirect_rules_know_the_version_of_the_ontology() -> None:
    version = str(VOCABULARY.value(URIRef(ONTOLOGY), OWL.versionInfo))
    assert VOCABULARY.value(URIRef(ONTOLOGY), OWL.versionIRI) == URIRef(f"{ONTOLOGY}/{version}")
    rules = (ONTOLOGY_FILES / "w3id" / ".htaccess").read_text(encoding="utf-8")
    assert f"def/{re.escape(version)}/?$" in rules


@pytest.mark.parametrize("pattern", USERS)
def test_every_term_that_is_used_is_defined(pattern: str) -> None:
    used = {
        (next(name for name in match.groups() if name), str(path.relative_to(ROOT)))
        for path in ROOT.glob(pattern)
        for match in USE.finditer(path.read_text(encoding="utf-8"))
    }
    assert sorted(use for use in used if str(RENKEI) + use[0] not in TERMS) == []


def test_domains_and_ranges_are_stated_of_properties_only_and_name_known_classes() -> None:
    kinds = {OWL.ObjectProperty, OWL.DatatypeProperty}
    for property, _, kind in VOCABULARY.triples_choices((None, [RDFS.domain, RDFS.range], None)):
        assert kinds & set(VOCABULARY.objects(property, RDF.type))
        assert not str(kind).startswith(str(RENKEI)) or (kind, RDF.type, OWL.Class) in VOCABULARY


def test_every_link_to_a_passage_can_be_queried_as_stated_in() -> None:
    ranged = set(VOCABULARY.subjects(RDFS.range, RENKEI.Passage)) - {RENKEI.notModelled, RENKEI.statedIn}
    assert ranged == set(VOCABULARY.subjects(RDFS.subPropertyOf, RENKEI.statedIn))


@pytest.mark.parametrize("name", DERIVED)
def test_a_derived_property_says_from_what_it_is_derived(name: str) -> None:
    notes = [str(note) for note in VOCABULARY.objects(RENKEI[name], SKOS.scopeNote)]
    assert any(note.startswith("導出：") for note in notes)
    assert any(note.startswith("Derived from") for note in notes)


# ---------------------------------------------------------------- Concepts


@pytest.mark.parametrize("concept", CONCEPT_IRIS, ids=name_of)
def test_a_concept_stands_in_exactly_one_scheme_and_has_one_class_of_ours(concept: str) -> None:
    schemes = list(VOCABULARY.objects(URIRef(concept), SKOS.inScheme))
    assert len(schemes) == 1
    assert list(VOCABULARY.objects(URIRef(concept), SKOS.topConceptOf)) == schemes
    assert (schemes[0], RDF.type, SKOS.ConceptScheme) in VOCABULARY
    classes = set(VOCABULARY.objects(URIRef(concept), RDF.type)) - {SKOS.Concept}
    assert len(classes) == 1
    assert SKOS.Concept in superclasses(iter(classes))


@pytest.mark.parametrize("concept", CONCEPT_IRIS, ids=name_of)
def test_a_concept_is_labelled_as_it_is_preferred(concept: str) -> None:
    preferred = set(VOCABULARY.objects(URIRef(concept), SKOS.prefLabel))
    assert preferred == set(VOCABULARY.objects(URIRef(concept), RDFS.label))


def test_no_cue_belongs_to_two_kinds_or_lies_within_a_cue_of_another() -> None:
    cues = [(kind, str(words)) for kind, words in VOCABULARY.subject_objects(RENKEI.cue)]
    assert len(cues) >= 4
    assert [pair for pair in product(cues, cues) if pair[0][0] != pair[1][0] and pair[0][1] in pair[1][1]] == []


# ---------------------------------------------------------------- Alignments


def mappings() -> list[tuple[Node, Node]]:
    graph = read(ALIGNMENTS)
    return [(term, other) for property in MAPPINGS for term, other in graph.subject_objects(property)]


@pytest.mark.parametrize(("term", "other"), mappings(), ids=name_of)
def test_a_mapping_leads_out_of_the_vocabulary_and_has_its_reason(term: URIRef, other: URIRef) -> None:
    assert not str(other).startswith(str(RENKEI))
    name = re.split(r"[#/]", str(other))[-1]
    notes = [note for note in VOCABULARY.objects(term, SKOS.editorialNote) if f":{name}" in str(note)]
    assert sorted({str(note.language) for note in notes if isinstance(note, Literal)}) == ["en", "ja"]


def test_alignments_state_nothing_but_mappings_and_their_reasons() -> None:
    assert set(read(ALIGNMENTS).predicates()) <= {*MAPPINGS, SKOS.editorialNote}


# ---------------------------------------------------------------- Examples


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_an_example_keeps_to_domains_and_ranges(path: Path) -> None:
    example = read(path)
    together = example + VOCABULARY
    for subject, property, value in example:
        for declared, thing in ((RDFS.domain, subject), (RDFS.range, value)):
            for expected in VOCABULARY.objects(property, declared):
                assert expected in kinds_of(thing, together), (subject, property, value)


def kinds_of(thing: Node, graph: Graph) -> set[Node]:
    if isinstance(thing, Literal):
        return {RDF.langString if thing.language else thing.datatype or URIRef(f"{XSD_STRING}")}
    return superclasses(graph.objects(thing, RDF.type))


XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_the_passages_of_an_example_can_be_read_again(path: Path) -> None:
    graph = read(path)
    passages = list(graph.subjects(RDF.type, RENKEI.Passage))
    assert passages
    for passage in passages:
        source = graph.value(passage, PROV.wasQuotedFrom)
        text = text_of(str(graph.value(source, DCTERMS.identifier)))
        start, end = (int(str(graph.value(passage, name))) for name in (RENKEI.startChar, RENKEI.endChar))
        assert str(passage) == f"{source}#char={start},{end}"
        assert text[start:end] == str(graph.value(passage, RENKEI.exact))
        assert text.count("\n", 0, start) + 1 == int(str(graph.value(passage, RENKEI.line)))


def text_of(source: str) -> str:
    paths = (ROOT / "data" / "documents", ONTOLOGY_FILES / "examples")
    found = next(path / f"{source}.txt" for path in paths if (path / f"{source}.txt").exists())
    return found.read_bytes().decode("utf-8")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_every_statement_of_an_example_leads_to_a_passage_that_it_describes(path: Path) -> None:
    graph = read(path)
    links = list(VOCABULARY.subjects(RDFS.subPropertyOf, RENKEI.statedIn))
    cited = {passage for link in links for passage in graph.objects(None, link)}
    assert cited == set(graph.subjects(RDF.type, RENKEI.Passage))


@pytest.mark.parametrize("path", sorted((ONTOLOGY_FILES / "examples").glob("*.txt")), ids=lambda path: path.name)
def test_a_made_up_text_says_so(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert MADE_UP in text
    assert "synthetic" in text


# ---------------------------------------------------------------- Glossary


@pytest.mark.parametrize("term", TERMS, ids=name_of)
def test_the_glossary_has_every_class_and_every_concept(term: str) -> None:
    if (URIRef(term), RDF.type, OWL.Class) in VOCABULARY or term in CONCEPT_IRIS:
        glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
        assert f"`renkei:{name_of(term)}`" in glossary

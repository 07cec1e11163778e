"""The vocabulary keeps its own rules: complete in ja and en, no blank nodes, and the only one in use."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Literal, URIRef

from kg.namespaces import DCTERMS, ONTOLOGY, OWL, RDF, RDFS, RENKEI, SKOS, VANN

from .vocabulary import (
    ALIGNMENTS,
    CLASSES,
    DEFINING,
    EXAMPLES,
    ONTOLOGY_FILES,
    ROOT,
    TERM_KINDS,
    TERMS,
    VOCABULARY,
    languages,
    name_of,
    read,
)

DOCUMENTATION = (RDFS.label, SKOS.definition, SKOS.scopeNote, SKOS.example)
DERIVED = ("arrangement", "leads", "cooperatesIn", "uses", "continues")
USERS = ("ontology/**/*.ttl", "ontology/**/*.rq", "shapes/*.ttl", "kg/**/*.py", "docs/**/*.md")
USE = re.compile(r"\brenkei:([A-Za-z][A-Za-z0-9-]*)|\bRENKEI\.([A-Za-z]\w*)|\bRENKEI\[\"(\w+)\"\]")


@pytest.mark.parametrize("path", [*DEFINING, ALIGNMENTS, *EXAMPLES], ids=name_of)
def test_two_parsers_read_the_same_and_find_no_blank_node(path: Path) -> None:
    strict = list(ox.parse(path=str(path)))
    again = read(path).serialize(format="nt").encode()
    assert set(ox.parse(input=again, format=ox.RdfFormat.N_TRIPLES)) == set(strict)
    assert not any(isinstance(node, ox.BlankNode) for quad in strict for node in (quad.subject, quad.object))


@pytest.mark.parametrize("term", TERMS, ids=name_of)
def test_a_term_is_documented_once_in_japanese_and_once_in_english(term: URIRef) -> None:
    for property in DOCUMENTATION:
        assert languages(VOCABULARY, term, property) == ["en", "ja"], property
    assert list(VOCABULARY.objects(term, RDFS.isDefinedBy)) == [URIRef(ONTOLOGY)]


def test_every_term_lies_in_the_namespace_and_nothing_else_is_described() -> None:
    assert {str(subject) for subject in VOCABULARY.subjects()} == {ONTOLOGY, *map(str, TERMS)}
    assert all(term.startswith(str(RENKEI)) for term in TERMS)


@pytest.mark.parametrize(("kind", "language"), list(product(TERM_KINDS, ("ja", "en"))))
def test_no_two_terms_of_one_kind_have_the_same_label(kind: URIRef, language: str) -> None:
    texts = [
        text for term in VOCABULARY.subjects(RDF.type, kind) for text in VOCABULARY.objects(term, RDFS.label)
    ]
    labels = [text for text in texts if isinstance(text, Literal) and text.language == language]
    assert len(labels) == len(set(labels))


def test_the_header_says_what_the_ontology_is_and_that_it_is_not_registered() -> None:
    header = URIRef(ONTOLOGY)
    for property in (DCTERMS.title, DCTERMS.description, SKOS.editorialNote):
        assert languages(VOCABULARY, header, property) == ["en", "ja"]
    for property in (DCTERMS.license, DCTERMS.created, DCTERMS.modified, DCTERMS.source):
        assert (header, property, None) in VOCABULARY
    assert VOCABULARY.value(header, VANN.preferredNamespacePrefix) == Literal("renkei")
    assert VOCABULARY.value(header, VANN.preferredNamespaceUri) == Literal(str(RENKEI))
    notes = [str(note) for note in VOCABULARY.objects(header, SKOS.editorialNote)]
    assert any("not yet registered at w3id.org" in note for note in notes)


def test_the_redirect_rules_know_the_version_of_the_ontology() -> None:
    version = str(VOCABULARY.value(URIRef(ONTOLOGY), OWL.versionInfo))
    assert VOCABULARY.value(URIRef(ONTOLOGY), OWL.versionIRI) == URIRef(f"{ONTOLOGY}/{version}")
    rules = (ONTOLOGY_FILES / "w3id" / ".htaccess").read_text(encoding="utf-8")
    assert f"^def/{re.escape(version)}/?$" in rules


@pytest.mark.parametrize("pattern", USERS)
def test_every_term_that_is_used_is_defined(pattern: str) -> None:
    used = {
        (next(name for name in match.groups() if name), str(path.relative_to(ROOT)))
        for path in ROOT.glob(pattern)
        for match in USE.finditer(path.read_text(encoding="utf-8"))
    }
    assert used
    assert sorted(use for use in used if RENKEI[use[0]] not in TERMS) == []


def test_domains_and_ranges_name_known_classes() -> None:
    for property in (RDFS.domain, RDFS.range):
        named = {
            str(kind) for kind in VOCABULARY.objects(None, property) if str(kind).startswith(str(RENKEI))
        }
        assert named <= set(map(str, CLASSES))


def test_every_link_to_a_passage_can_be_queried_as_stated_in() -> None:
    links = set(VOCABULARY.subjects(RDFS.range, RENKEI.Passage)) - {RENKEI.notModelled, RENKEI.statedIn}
    assert links == set(VOCABULARY.subjects(RDFS.subPropertyOf, RENKEI.statedIn))


@pytest.mark.parametrize("name", DERIVED)
def test_a_derived_property_says_from_what_it_is_derived(name: str) -> None:
    japanese, english = sorted(
        (str(note) for note in VOCABULARY.objects(RENKEI[name], SKOS.scopeNote)), key=str.isascii
    )
    assert japanese.startswith("導出：")
    assert english.startswith("Derived from ")

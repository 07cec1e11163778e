"""Concept schemes: every concept has one place, and the cues that decide a role's kind never contradict."""

from __future__ import annotations

from itertools import product

import pytest
from rdflib import URIRef

from kg.namespaces import RDF, RDFS, RENKEI, SKOS

from .vocabulary import CONCEPTS, VOCABULARY, name_of, with_superclasses


@pytest.mark.parametrize("concept", CONCEPTS, ids=name_of)
def test_a_concept_stands_in_exactly_one_scheme(concept: URIRef) -> None:
    schemes = list(VOCABULARY.objects(concept, SKOS.inScheme))
    assert len(schemes) == 1
    assert list(VOCABULARY.objects(concept, SKOS.topConceptOf)) == schemes
    assert (schemes[0], RDF.type, SKOS.ConceptScheme) in VOCABULARY


@pytest.mark.parametrize("concept", CONCEPTS, ids=name_of)
def test_a_concept_has_one_class_of_ours_which_is_a_class_of_concepts(concept: URIRef) -> None:
    classes = set(VOCABULARY.objects(concept, RDF.type)) - {SKOS.Concept}
    assert len(classes) == 1
    assert SKOS.Concept in with_superclasses(classes)


def test_the_concepts_of_one_scheme_share_their_class_with_no_other_scheme_save_the_pillars() -> None:
    pairs = {
        (scheme, kind)
        for concept, scheme in VOCABULARY.subject_objects(SKOS.inScheme)
        for kind in set(VOCABULARY.objects(concept, RDF.type)) - {SKOS.Concept}
    }
    schemes = set(VOCABULARY.subjects(RDF.type, SKOS.ConceptScheme))
    pillars = set(VOCABULARY.objects(None, RENKEI.pillarScheme))
    assert len(pairs) == len(schemes)
    assert {scheme for scheme, kind in pairs if kind == RENKEI.PolicyPillar} == pillars
    assert len({kind for _, kind in pairs}) == len(schemes) - len(pillars) + 1


def test_each_kind_of_agreement_has_a_scheme_of_pillars_of_its_own() -> None:
    schemes = [VOCABULARY.value(kind, RENKEI.pillarScheme) for kind in CONCEPTS if is_kind(kind)]
    assert len(schemes) == len(set(schemes)) == 2


def is_kind(concept: URIRef) -> bool:
    return (concept, RDF.type, RENKEI.AgreementKind) in VOCABULARY


@pytest.mark.parametrize("concept", CONCEPTS, ids=name_of)
def test_a_concept_is_labelled_as_it_is_preferred(concept: URIRef) -> None:
    preferred = set(VOCABULARY.objects(concept, SKOS.prefLabel))
    assert preferred == set(VOCABULARY.objects(concept, RDFS.label))


def test_no_cue_belongs_to_two_kinds_or_lies_within_a_cue_of_another() -> None:
    cues = [(kind, str(words)) for kind, words in VOCABULARY.subject_objects(RENKEI.cue)]
    assert {name_of(kind) for kind, _ in cues} == {"Lead", "Cooperate", "Use"}
    for (kind, words), (other, others) in product(cues, cues):
        assert kind == other or words not in others

"""Alignments: each mapping leads out of the vocabulary and gives its reason in both languages."""

from __future__ import annotations

import re

import pytest
from rdflib import Literal, URIRef
from rdflib.term import Node

from kg.namespaces import RDFS, RENKEI, SKOS

from .vocabulary import ALIGNMENTS, name_of, read

KINDS = (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch, RDFS.seeAlso)
GRAPH = read(ALIGNMENTS)
MAPPINGS = sorted((term, other) for kind in KINDS for term, other in GRAPH.subject_objects(kind))


@pytest.mark.parametrize(("term", "other"), MAPPINGS, ids=name_of)
def test_a_mapping_leads_out_of_the_vocabulary_and_has_its_reason(term: Node, other: URIRef) -> None:
    assert not other.startswith(str(RENKEI))
    name = re.split(r"[#/]", other)[-1]
    notes = [note for note in GRAPH.objects(term, SKOS.editorialNote) if f":{name}" in str(note)]
    assert sorted(str(note.language) for note in notes if isinstance(note, Literal)) == ["en", "ja"]


def test_alignments_state_nothing_but_mappings_and_their_reasons() -> None:
    assert set(GRAPH.predicates()) == {*KINDS, SKOS.editorialNote}

"""The vocabulary: ontology, concept schemes and alignments; and the words that the parser recognises."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from kg.agreement.lexicon import CHOICES, AgreementKind, Choice, Cue, Lexicon, Pillar
from kg.graph.spelling import read_triple
from kg.graph.statements import plain_graph
from kg.namespaces import RDF, RDFS, RENKEI, SKOS


def vocabulary_files(directory: Path) -> list[Path]:
    """List the files of the vocabulary, in a fixed order."""
    return [
        directory / "renkei.ttl",
        directory / "alignments.ttl",
        *sorted((directory / "concepts").glob("*.ttl")),
    ]


def read_vocabulary(directory: Path) -> Graph:
    """Read ontology, alignments and concepts into one graph."""
    graph = plain_graph()
    for path in vocabulary_files(directory):
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            graph.add(read_triple(quad))
    return graph


def lexicon(vocabulary: Graph) -> Lexicon:
    """Take the cues of the role kinds and the kinds of agreement, with their pillars, from the vocabulary."""
    cues = sorted((name_of(kind), str(words)) for kind, words in vocabulary.subject_objects(RENKEI.cue))
    kinds = sorted(vocabulary.subjects(RDF.type, RENKEI.AgreementKind), key=str)
    read = tuple(_kind(vocabulary, kind) for kind in kinds)
    pillars = next((kind.pillars for kind in read), ())
    choices = {
        column: tuple(_choice(vocabulary, name) for name in names) for column, names in CHOICES.items()
    }
    return Lexicon(tuple(Cue(kind, words) for kind, words in cues), pillars, read, choices)


def _kind(vocabulary: Graph, kind: Node) -> AgreementKind:
    return AgreementKind(name_of(kind), _words(vocabulary, kind), _pillars(vocabulary, kind))


def _words(vocabulary: Graph, concept: Node) -> tuple[str, ...]:
    """Give the concept's Japanese labels, the longest first."""
    labels = [*vocabulary.objects(concept, SKOS.prefLabel), *vocabulary.objects(concept, SKOS.altLabel)]
    japanese = {str(each) for each in labels if isinstance(each, Literal) and each.language == "ja"}
    return tuple(sorted(japanese, key=lambda words: (-len(words), words)))


def _pillars(vocabulary: Graph, kind: Node) -> tuple[Pillar, ...]:
    """Give the pillars of the kind's scheme, in the order of their numerals."""
    scheme = vocabulary.value(kind, RENKEI.pillarScheme)
    pillars = sorted(
        (str(vocabulary.value(pillar, SKOS.notation)), name_of(pillar), *_words(vocabulary, pillar))
        for pillar in vocabulary.subjects(SKOS.inScheme, scheme)
    )
    return tuple(Pillar(name, notation, label) for notation, name, label in pillars)


def _choice(vocabulary: Graph, name: str) -> Choice:
    labels = vocabulary.objects(RENKEI[name], RDFS.label)
    return Choice(name, next(str(each) for each in labels if getattr(each, "language", "") == "ja"))


def name_of(concept: object) -> str:
    """Give a concept's local name."""
    return URIRef(str(concept)).removeprefix(str(RENKEI))

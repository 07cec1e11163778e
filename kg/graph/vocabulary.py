"""The vocabulary: ontology, concept schemes and alignments; and the words that the parser recognises."""

from __future__ import annotations

from pathlib import Path

from rdflib import Graph, Literal, URIRef

from kg.agreement.lexicon import CHOICES, Choice, Cue, Lexicon, Pillar
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
    graph = Graph()
    for path in vocabulary_files(directory):
        graph.parse(path, format="turtle")
    return graph


def lexicon(vocabulary: Graph) -> Lexicon:
    """Take the cues of the role kinds and the labels of the pillars out of the vocabulary."""
    cues = sorted((name_of(kind), str(words)) for kind, words in vocabulary.subject_objects(RENKEI.cue))
    pillars = sorted(
        (str(vocabulary.value(pillar, SKOS.notation)), name_of(pillar), str(label))
        for pillar in vocabulary.subjects(RDF.type, RENKEI.PolicyPillar)
        for label in vocabulary.objects(pillar, SKOS.prefLabel)
        if isinstance(label, Literal) and label.language == "ja"
    )
    return Lexicon(
        tuple(Cue(kind, words) for kind, words in cues),
        tuple(Pillar(name, notation, label) for notation, name, label in pillars),
        {column: tuple(_choice(vocabulary, name) for name in names) for column, names in CHOICES.items()},
    )


def _choice(vocabulary: Graph, name: str) -> Choice:
    labels = vocabulary.objects(RENKEI[name], RDFS.label)
    return Choice(name, next(str(each) for each in labels if getattr(each, "language", "") == "ja"))


def name_of(concept: object) -> str:
    """Give a concept's local name."""
    return URIRef(str(concept)).removeprefix(str(RENKEI))

"""Reads one document as a build would, whether it is registered or not."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from rdflib import Graph

from kg.agreement.coverage import Coverage, cover
from kg.agreement.governments import Governments, read_governments
from kg.agreement.lexicon import Lexicon
from kg.agreement.model import Agreement
from kg.agreement.parser import parse
from kg.document.formats import FORMATS
from kg.document.model import Document
from kg.document.register import ENCODINGS, Source
from kg.graph.iris import Iris
from kg.graph.mapping import Description, describe
from kg.graph.reference import References, read_translations
from kg.graph.statements import Titles
from kg.graph.vocabulary import lexicon, read_vocabulary
from kg.validation import Report, load_shapes, validate

UNREGISTERED = "unregistered"
DECODED = (".csv", ".md", ".txt")


@dataclass(frozen=True)
class Knowledge:
    """What reading rests on besides the document: registers, vocabulary, shapes, and where IRIs begin."""

    reference: Path
    shapes: Path
    iris: Iris
    governments: Governments
    titles: Titles
    vocabulary: Graph
    lexicon: Lexicon


@dataclass(frozen=True)
class Understanding:
    """A document, understood."""

    source: Source
    document: Document
    agreement: Agreement
    coverage: Coverage
    description: Description


def load_knowledge(reference: Path, ontology: Path, shapes: Path, base: str) -> Knowledge:
    """Read the registers and the vocabulary."""
    vocabulary = read_vocabulary(ontology)
    return Knowledge(
        reference,
        shapes,
        Iris(base),
        read_governments(reference / "governments.csv"),
        read_translations(reference / "translations.csv"),
        vocabulary,
        lexicon(vocabulary),
    )


def unregistered(path: Path, parties: Mapping[str, str], encoding: str | None = None) -> Source:
    """Describe a file that no register has, under ids that stand for none."""
    suffix = path.suffix.lower()
    return Source(
        id=UNREGISTERED,
        agreement=UNREGISTERED,
        instrument=UNREGISTERED,
        version=UNREGISTERED,
        order=1,
        path=path.name,
        encoding=encoding or (encoding_of(path) if suffix in DECODED else ""),
        sha256=digest_of(path),
        received=date.today(),
        origin="―",
        licence="",
        area="",
        area_reference="",
        parties=dict(parties),
    )


def digest_of(path: Path) -> str:
    """Give the sha256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def encoding_of(path: Path) -> str:
    """Give the first encoding of the register that the file is text in; UTF-8 where it is in none."""
    if path.stat().st_size > FORMATS[path.suffix.lower()].largest:
        return ENCODINGS[0]
    content = path.read_bytes()
    return next((each for each in ENCODINGS if _decodes(content, each)), ENCODINGS[0])


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def understand(knowledge: Knowledge, source: Source, document: Document) -> Understanding:
    """Understand a document that was read; InputError lists all that is wrong with it."""
    agreement = parse(document, knowledge.lexicon, knowledge.governments, source.parties)
    coverage = cover(agreement)
    description = describe(agreement, source, coverage, knowledge.iris, knowledge.titles)
    return Understanding(source, document, agreement, coverage, description)


def redescribe(knowledge: Knowledge, understanding: Understanding, source: Source) -> Understanding:
    """Give the same understanding under the ids of the register."""
    agreement, coverage = understanding.agreement, understanding.coverage
    description = describe(agreement, source, coverage, knowledge.iris, knowledge.titles)
    return replace(understanding, source=source, description=description)


def graph_of(knowledge: Knowledge, understanding: Understanding) -> Graph:
    """Give all that a release would say of the document, with what it mentions."""
    description = understanding.description
    codes = {party.government.code for party in understanding.agreement.parties}
    areas = {understanding.source.area} - {""}
    references = References(
        knowledge.reference, knowledge.governments, knowledge.iris, knowledge.titles
    ).describe(codes, areas)
    graph = Graph()
    for part in (
        description.agreement,
        description.version,
        description.source,
        references,
        knowledge.vocabulary,
    ):
        graph += part
    return graph


def check(knowledge: Knowledge, graph: Graph) -> Report:
    """Validate what a document says against the shapes."""
    return validate(graph, load_shapes(knowledge.shapes))

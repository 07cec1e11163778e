"""What of a release can be found: the entries of the search index, graph by graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from kg.namespaces import DCTERMS, ORG, OWL, RDF, RDFS, RENKEI, SH, SKOS
from kg.release.entries import Entry, Passage
from kg.release.partitions import Partition

INSTRUMENTS = (RENKEI.ConcludingInstrument, RENKEI.AmendingInstrument, RENKEI.RestatingInstrument)
TERMS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
EXPLAINED = (SKOS.definition, SKOS.scopeNote, SKOS.altLabel, RENKEI.cue)
ACTS = (RENKEI.concludes, RENKEI.amends, RENKEI.restates)
PARTY = (RENKEI.nameText, RENKEI.addressText, RENKEI.signatoryTitle)


def index(partitions: Iterable[Partition]) -> Iterator[Entry]:
    """Give the entries of these graphs; those of one graph need no other."""
    for part in partitions:
        yield from index_graph(part.kind, part.graph, part.current)


def index_graph(kind: str, graph: Graph, current: bool = True) -> Iterator[Entry]:
    """Give the entries of a graph of this kind; `current` tells whether it holds newest text."""
    for describe in READERS.get(kind, ()):
        for entry in describe(graph):
            yield entry if current else Entry(**vars(entry) | {"current": False})


def _governments(graph: Graph) -> Iterator[Entry]:
    for kind in (RENKEI.Municipality, RENKEI.Prefecture):
        for iri in graph.subjects(RDF.type, kind):
            codes = _texts(graph, iri, RENKEI.localGovernmentCode, RENKEI.corporateNumber)
            yield _entry(
                graph,
                iri,
                "government",
                kana=_text(graph, iri, RENKEI.nameKana),
                codes=tuple(codes),
                governments=_iris(graph, [iri], RENKEI.inPrefecture, itself=True),
            )


def _areas(graph: Graph) -> Iterator[Entry]:
    for iri in graph.subjects(RDF.type, RENKEI.CooperationArea):
        yield _entry(graph, iri, "area", governments=_iris(graph, [iri], ORG.hasMember))


def _agreements(graph: Graph) -> Iterator[Entry]:
    for iri in graph.subjects(RDF.type, RENKEI.Agreement):
        parties = list(graph.objects(iri, RENKEI.hasParty))
        words = (Passage("party", text) for each in parties for text in _texts(graph, each, *PARTY))
        yield _entry(
            graph,
            iri,
            "agreement",
            passages=_sorted(words),
            governments=_iris(graph, parties, RENKEI.government),
            agreement=str(iri),
        )


def _instruments(graph: Graph) -> Iterator[Entry]:
    for iri in {each for kind in INSTRUMENTS for each in graph.subjects(RDF.type, kind)}:
        dates = (Passage("date", text) for text in _texts(graph, iri, RENKEI.dateText, RENKEI.dated))
        yield _entry(
            graph,
            iri,
            "instrument",
            passages=_sorted(dates),
            agreement=next(str(each) for act in ACTS for each in graph.objects(iri, act)),
            source=_text(graph, iri, RENKEI.recordedIn),
            status=_text(graph, iri, RENKEI.status),
        )


def _versions(graph: Graph) -> Iterator[Entry]:
    for version in graph.subjects(RDF.type, RENKEI.AgreementVersion):
        agreement = str(version).partition("/version/")[0]
        status = _text(graph, version, RENKEI.status)
        dates = _texts(graph, version, RENKEI.dateText, RENKEI.applicableFrom, RENKEI.applicableUntil)
        words = [
            *(Passage("date", text) for text in dates),
            *(Passage("heading", text) for text in _texts(graph, version, RENKEI.scheduleHeading)),
        ]
        yield _entry(graph, version, "version", passages=_sorted(words), agreement=agreement, status=status)
        for entry in (*_articles(graph, version), *_initiatives(graph, version)):
            yield Entry(**vars(entry) | {"agreement": agreement, "status": status})


def _articles(graph: Graph, version: Node) -> Iterator[Entry]:
    for iri in graph.objects(version, RENKEI.hasArticle):
        words = (Passage("content", text) for text in _texts(graph, iri, RENKEI.articleText))
        yield _entry(graph, iri, "article", passages=tuple(words))


def _initiatives(graph: Graph, version: Node) -> Iterator[Entry]:
    for iri in graph.objects(version, RENKEI.hasInitiative):
        roles = sorted(graph.objects(iri, RENKEI.hasRole), key=str)
        content = (Passage("content", text) for text in _texts(graph, iri, RENKEI.content))
        yield _entry(
            graph,
            iri,
            "initiative",
            passages=(*content, *(words for role in roles for words in _role(graph, role))),
            governments=_iris(graph, roles, RENKEI.actor),
            pillar=_text(graph, iri, RENKEI.pillar),
        )


def _role(graph: Graph, role: Node) -> Iterator[Passage]:
    """Give each sentence of a role by itself: their order stands in the source's graph."""
    actor, kind = _text(graph, role, RENKEI.actor), _text(graph, role, RENKEI.roleKind)
    for words in _texts(graph, role, RENKEI.roleText):
        yield Passage("role", words, actor=actor, kind=kind)


def _sources(graph: Graph) -> Iterator[Entry]:
    for iri in graph.subjects(RDF.type, RENKEI.SourceDocument):
        origin = (Passage("description", text) for text in _texts(graph, iri, DCTERMS.description))
        yield _entry(graph, iri, "source", passages=tuple(origin), source=str(iri))
        for passage in graph.objects(iri, RENKEI.notModelled):
            words = _text(graph, passage, RENKEI.exact)
            line = int(_text(graph, passage, RENKEI.line))
            text = (Passage("remainder", words),)
            yield Entry(str(passage), "remainder", {}, passages=text, source=str(iri), line=line)


def _concepts(graph: Graph) -> Iterator[Entry]:
    for iri in graph.subjects(RDF.type, SKOS.Concept):
        is_pillar = (iri, RDF.type, RENKEI.PolicyPillar) in graph
        type, pillar = ("pillar", str(iri)) if is_pillar else ("concept", "")
        yield _entry(graph, iri, type, passages=_explained(graph, iri), pillar=pillar)


def _terms(graph: Graph) -> Iterator[Entry]:
    for iri in {each for kind in TERMS for each in graph.subjects(RDF.type, kind)}:
        if str(iri).startswith(RENKEI):
            yield _entry(graph, iri, "term", passages=_explained(graph, iri))


def _explained(graph: Graph, iri: Node) -> tuple[Passage, ...]:
    """Give what is said about a term; our own name for it is a text that it can be found by."""
    found = [
        Passage("explanation", str(value), value.language or "ja")
        for property in EXPLAINED
        for value in sorted(graph.objects(iri, property), key=str)
        if isinstance(value, Literal)
    ]
    return (Passage("name", str(iri).removeprefix(RENKEI), "en"), *found)


def _questions(graph: Graph) -> Iterator[Entry]:
    for iri in graph.subjects(RDF.type, SH.SPARQLExecutable):
        entry = _entry(graph, iri, "question")
        comments = (each for each in graph.objects(iri, RDFS.comment) if isinstance(each, Literal))
        told = ((each.language or "ja", str(each)) for each in comments)
        notes = ((lang, words.removeprefix(entry.label.get(lang, "")).strip()) for lang, words in told)
        passages = _sorted(Passage("note", words, lang) for lang, words in notes if words)
        yield Entry(**vars(entry) | {"passages": passages})


READERS: dict[str, tuple[Callable[[Graph], Iterator[Entry]], ...]] = {
    "reference": (_governments, _areas),
    "agreement": (_agreements, _instruments),
    "version": (_versions,),
    "sources": (_sources,),
    "vocabulary": (_concepts, _terms),
    "examples": (_questions,),
}
"""What is read from a graph of each kind; from others nothing."""


def _entry(graph: Graph, iri: Node, type: str, **values: object) -> Entry:
    """Give an entry with its names: the official ones, and ours where there is no other."""
    labels = (each for each in graph.objects(iri, RDFS.label) if isinstance(each, Literal))
    official = {each.language or "ja": str(each) for each in labels}
    ours = _text(graph, iri, RENKEI.unofficialLabel)
    unofficial = bool(ours) and "en" not in official
    label = official | {"en": ours} if unofficial else official
    return Entry(str(iri), type, label, unofficial, **values)  # type: ignore[arg-type]


def _texts(graph: Graph, subject: Node, *properties: URIRef) -> list[str]:
    return [
        str(value) for property in properties for value in sorted(graph.objects(subject, property), key=str)
    ]


def _text(graph: Graph, subject: Node, property: URIRef) -> str:
    return next(iter(_texts(graph, subject, property)), "")


def _iris(graph: Graph, subjects: Iterable[Node], property: URIRef, itself: bool = False) -> tuple[str, ...]:
    found = {str(value) for subject in subjects for value in graph.objects(subject, property)}
    return tuple(sorted(found | ({str(each) for each in subjects} if itself else set())))


def _sorted(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    return tuple(dict.fromkeys(sorted(passages, key=lambda each: (each.what, each.words))))

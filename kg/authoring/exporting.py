"""An agreement of a graph → a file in which it can be read again, and what would then be different."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from kg.authoring.contents import contents_of
from kg.authoring.filled import Filled
from kg.authoring.lines import pieces_of
from kg.authoring.sentences import Sentences
from kg.authoring.table import write_csv
from kg.authoring.texts import write_markdown, write_word
from kg.authoring.understanding import Knowledge, Understanding, understand, unregistered
from kg.authoring.workbook import write_workbook
from kg.document.reader import read
from kg.errors import InputError, KgError, Message
from kg.graph.vocabulary import name_of
from kg.namespaces import DCTERMS, RDF, RDFS, RENKEI, XSD

FORMS = ("xlsx", "csv", "docx", "md")
# What registers say and not the document.
REGISTERED = {RENKEI.unofficialLabel, RENKEI.concernsArea, RENKEI.areaFrom}
Triple = tuple[Node, Node, Node]


@dataclass(frozen=True)
class Export:
    """The bytes of the file, and how many passages of the source are in no statement and so not in it."""

    content: bytes
    left_out: int


def export(graph: Graph, version: URIRef, form: str, knowledge: Knowledge) -> Export:
    """Write the version; KgError where reading it again would change a statement but for its provenance."""
    filled = contents_of(graph, version, knowledge.lexicon)
    instrument = graph.value(version, RENKEI.establishedBy)
    source = graph.value(instrument, RENKEI.recordedIn)
    content = _write(filled, graph, version, form, knowledge)
    changed = _changes(graph, version, content, form, knowledge)
    if changed:
        values = {"count": len(changed), "example": _say(changed)}
        raise _refusal(form, Message("{count} statement(s) would differ ({example}).", values))
    return Export(content, len(list(graph.objects(source, RENKEI.notModelled))))


def _write(filled: Filled, graph: Graph, version: URIRef, form: str, knowledge: Knowledge) -> bytes:
    if form == "xlsx":
        return write_workbook(filled, knowledge.lexicon)
    if form == "csv":
        return write_csv(filled)
    pieces = pieces_of(filled, _sentences(graph, version))
    return write_markdown(pieces) if form == "md" else write_word(pieces)


def _sentences(graph: Graph, version: URIRef) -> Sentences:
    instrument = graph.value(version, RENKEI.establishedBy)
    kinds = [name_of(kind) for kind in graph.objects(instrument, RDF.type)]
    acts = _clauses(graph, instrument)
    others = [clause for clause in _clauses(graph, version) if clause not in acts]
    replaces = [clause for clause in others if clause.startswith("別表")]
    return Sentences(
        kind=kinds[0],
        is_draft=(version, RENKEI.status, RENKEI.Draft) in graph,
        acts=(*acts, *replaces),
        applications=tuple(clause for clause in others if clause not in replaces),
    )


def _clauses(graph: Graph, subject: Node | None) -> list[str]:
    """Give the sentences that the subject rests on, in the order of the text; a cell of a form is none."""
    clauses = sorted(
        graph.objects(subject, RENKEI.clauseFrom),
        key=lambda clause: int(str(graph.value(clause, RENKEI.startChar))),
    )
    words = [str(graph.value(clause, RENKEI.exact)) for clause in clauses]
    return [each for each in words if each.endswith("。")]


def _changes(graph: Graph, version: URIRef, content: bytes, form: str, knowledge: Knowledge) -> list[Triple]:
    """Read what was written, under the same ids, and compare what it says with the graph."""
    with TemporaryDirectory() as directory:
        path = Path(directory) / f"export.{form}"
        path.write_bytes(content)
        try:
            again = _understand(graph, version, path, knowledge)
        except InputError as error:
            raise _refusal(form, error.problems[0].what) from error
    return _differences(graph, version, again, knowledge)


def _refusal(form: str, reason: Message) -> KgError:
    """Say why nothing is written; a form holds what no sentence says, such as a person's decision."""
    advice = (
        Message("Write it as xlsx.") if form in ("docx", "md") else Message("The form has no place for that.")
    )
    template = "The agreement cannot be written as {form} without a change: {reason} {advice}"
    return KgError(Message(template, {"form": form, "reason": reason, "advice": advice}))


def _understand(graph: Graph, version: URIRef, path: Path, knowledge: Knowledge) -> Understanding:
    instrument = graph.value(version, RENKEI.establishedBy)
    agreement = graph.value(None, RENKEI.hasVersion, version)
    names = (agreement, instrument, version, graph.value(instrument, RENKEI.recordedIn))
    ids = [str(graph.value(each, DCTERMS.identifier)) for each in names]
    order = int(str(graph.value(version, RENKEI.order)))
    source = replace(
        unregistered(path, _parties(graph, agreement)),
        agreement=ids[0],
        instrument=ids[1],
        version=ids[2],
        id=ids[3],
        order=order,
    )
    return understand(knowledge, source, read(source, path.parent))


def _parties(graph: Graph, agreement: Node | None) -> dict[str, str]:
    """Give the code of each party under every word for it, as the register may have settled it."""
    found: dict[str, str] = {}
    for party in graph.objects(agreement, RENKEI.hasParty):
        code = str(graph.value(graph.value(party, RENKEI.government), RENKEI.localGovernmentCode))
        words = (*graph.objects(party, RENKEI.designation), *graph.objects(party, RENKEI.nameText))
        found |= {str(each): code for each in words}
    return found


def _differences(graph: Graph, version: URIRef, again: Understanding, knowledge: Knowledge) -> list[Triple]:
    links = set(knowledge.vocabulary.subjects(RDFS.subPropertyOf, RENKEI.statedIn))
    ignored = links | REGISTERED
    said = {
        triple
        for part in (again.description.agreement, again.description.version)
        for triple in part
        if triple[1] not in ignored
    }
    own = {subject for subject, _, _ in said if _is_own(graph, version, subject)}
    known = {triple for subject in own for triple in graph.triples((subject, None, None))}
    lost = {_plain(triple) for triple in known if triple[1] not in ignored} - {_plain(each) for each in said}
    return sorted(lost | {each for each in map(_plain, said) if not _is_there(graph, each)}, key=str)


def _plain(triple: Triple) -> Triple:
    """A text without language is the same whether its type is written or not (RDF 1.1 Concepts, 3.3)."""
    subject, predicate, value = triple
    written = isinstance(value, Literal) and value.datatype == XSD.string
    return subject, predicate, Literal(str(value)) if written else value


def _is_there(graph: Graph, triple: Triple) -> bool:
    """Tell whether the graph has the plain triple, with its type written or not."""
    subject, predicate, value = triple
    plain = isinstance(value, Literal) and value.datatype is None and value.language is None
    typed = (subject, predicate, Literal(str(value), datatype=XSD.string))
    return triple in graph or (plain and typed in graph)


def _is_own(graph: Graph, version: URIRef, subject: Node) -> bool:
    """Tell what only this version's document speaks of; of parties, others of the agreement do, too."""
    agreement = graph.value(None, RENKEI.hasVersion, version)
    alone = len(list(graph.objects(agreement, RENKEI.hasVersion))) == 1
    instrument = graph.value(version, RENKEI.establishedBy)
    return any(subject == each or str(subject).startswith(f"{each}/") for each in (version, instrument)) or (
        alone and (agreement, RENKEI.hasParty, subject) in graph
    )


def _say(changed: list[Triple]) -> str:
    subject, predicate, value = changed[0]
    return f"{str(subject).rpartition('/id/')[2]} {name_of(predicate)} “{value}”"

"""The source document as a graph: what it is, how much of it is carried, and what is not modelled."""

from __future__ import annotations

from rdflib import Literal, URIRef

from kg.agreement.coverage import Coverage
from kg.agreement.model import Agreement
from kg.document.formats import format_of
from kg.document.register import Source
from kg.graph.statements import Quoting, Titles, day, integer, japanese
from kg.namespaces import DCTERMS, RDF, RENKEI

RIGHTS = (
    Literal("原文の利用条件は不明。引用として収録し、編集データの利用許諾には含めない。", lang="ja"),
    Literal("Licence of the text unknown: quoted, and excluded from the licence of the data.", lang="en"),
)


def describe_source(
    agreement: Agreement, source: Source, coverage: Coverage, quoting: Quoting, titles: Titles
) -> None:
    """Describe the document in the graph of its passages."""
    graph, subject = quoting.graph, quoting.iris.source(source.id)
    title = agreement.preamble.document_title or agreement.preamble.title
    graph.add((subject, RDF.type, RENKEI.SourceDocument))
    graph.add((subject, DCTERMS.identifier, Literal(source.id)))
    titles.title(graph, subject, title.exact)
    quoting.link(graph, subject, "titleFrom", title)
    graph.add((subject, DCTERMS["format"], Literal(format_of(source.path).media_type)))
    graph.add((subject, DCTERMS.language, Literal("ja")))
    graph.add((subject, RENKEI.sha256, Literal(source.sha256)))
    graph.add((subject, RENKEI.receivedOn, day(source.received)))
    graph.add((subject, DCTERMS.description, japanese(source.origin)))
    for terms in RIGHTS if not source.licence else ():
        graph.add((subject, DCTERMS.rights, terms))
    if source.licence:
        graph.add((subject, DCTERMS.license, URIRef(source.licence)))
    graph.add((subject, RENKEI.characterCount, integer(coverage.characters)))
    graph.add((subject, RENKEI.carriedCount, integer(coverage.carried)))
    quoting.link(graph, subject, "notModelled", *coverage.not_modelled)

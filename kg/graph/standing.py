"""Status and dates, as the words of a document have them."""

from __future__ import annotations

from rdflib import Graph, URIRef

from kg.agreement.model import Agreement
from kg.document.model import Passage
from kg.graph.statements import Quoting, japanese
from kg.namespaces import RENKEI


def state_date(graph: Graph, subject: URIRef, words: Passage, quoting: Quoting) -> None:
    """State a date as it is written."""
    graph.add((subject, RENKEI.dateText, japanese(words.exact)))
    quoting.link(graph, subject, "dateFrom", words)


def state_status(graph: Graph, subject: URIRef, text: Agreement, quoting: Quoting) -> None:
    """A draft says so; a full date without draft mark says that it was concluded; a form names it."""
    if stated := text.preamble.status:
        graph.add((subject, RENKEI.status, RENKEI[stated.name]))
        quoting.link(graph, subject, "statusFrom", stated.words)
    elif mark := text.preamble.draft_mark:
        graph.add((subject, RENKEI.status, RENKEI.Draft))
        quoting.link(graph, subject, "statusFrom", mark)
    elif text.concluded:
        graph.add((subject, RENKEI.status, RENKEI.Concluded))
        dates = (statement.words for statement in text.preamble.signed)
        quoting.link(graph, subject, "statusFrom", *dates)

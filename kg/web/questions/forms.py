"""An answer in the form that is asked for: JSON, CSV, SPARQL's own result formats, or RDF.

RDF holds the statements on which the answer rests, and says which versions are drafts; the others hold rows,
and those that are CSV tell in each row whether the answer rests on drafts.
"""

from __future__ import annotations

import csv
import io
import json

from pyoxigraph import BlankNode, NamedNode, Triple

from kg.namespaces import RENKEI
from kg.store.formats import GRAPHS, TURTLE
from kg.web.entity import serialize
from kg.web.facts import Facts
from kg.web.negotiation import HTML
from kg.web.pages.context import Context
from kg.web.questions.answering import Term, drafts_under, results, rows, support
from kg.web.questions.asking import Asked
from kg.web.questions.records import answer_record
from kg.web.spreadsheet import write_sheet

JSON, CSV = "application/json", "text/csv"
EXCEL = "text/csv; charset=utf-8; header=present"
MARK = "answer_rests_on_drafts"
"""The column of a table that says so in each row, for rows are parted from what stands beside a table."""
STATUS, DRAFT = NamedNode(RENKEI.status), NamedNode(RENKEI.Draft)

# What an address can end in, or `format=` can name.
FORMS = {
    "json": JSON,
    "csv": CSV,
    "csv-excel": EXCEL,
    "tsv": "text/tab-separated-values",
    "srj": "application/sparql-results+json",
    "srx": "application/sparql-results+xml",
    "ttl": TURTLE,
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "html": HTML,
}
ROWS_ONLY = ("text/tab-separated-values", "application/sparql-results+json", "application/sparql-results+xml")
"""What a graph cannot be written in."""
OFFERS = [JSON, CSV, TURTLE, *(one for one in FORMS.values() if one not in (JSON, CSV, TURTLE, EXCEL))]
"""In the order in which they are preferred; the file for Excel is never sent unasked."""


def offers(is_graph: bool) -> list[str]:
    """Give the media types of an answer."""
    return [one for one in OFFERS if not is_graph or one not in ROWS_ONLY]


def written(context: Context, asked: Asked, media_type: str) -> bytes:
    """Write the answer in a form."""
    if media_type == JSON:
        return (json.dumps(answer_record(context, asked), ensure_ascii=False) + "\n").encode()
    if media_type in GRAPHS:
        return serialize(_with_standing(context, support(context.store, asked)), media_type)
    if media_type in (CSV, EXCEL):
        columns, *lines = _lines(context, asked)
        return write_sheet(columns, lines) if media_type == EXCEL else _csv([columns, *lines])
    return results(context.store, asked, media_type).body


def _with_standing(context: Context, statements: set[Triple]) -> Facts:
    """Add that the drafts among the sources of the statements are drafts."""
    drafts = drafts_under(context.store, statements)
    return Facts(statements | {Triple(NamedNode(iri), STATUS, DRAFT) for iri in drafts})


def _lines(context: Context, asked: Asked) -> list[list[str]]:
    """Give the names of the columns and the rows, each with what tells whether the answer rests on drafts."""
    found = rows(context.store, asked)
    mark = str(bool(drafts_under(context.store, support(context.store, asked)))).lower()
    return [[*found.columns, MARK], *([*map(_plain, row), mark] for row in found.rows)]


def _csv(lines: list[list[str]]) -> bytes:
    """Write lines as SPARQL 1.1 Query Results CSV does (RFC 4180)."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    return text.getvalue().encode()


def _plain(term: Term | None) -> str:
    if term is None:
        return ""
    return str(term) if isinstance(term, BlankNode) else term.value

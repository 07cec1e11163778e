"""Which representation a request asks for: by Accept, by suffix, or by a `format` parameter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header, parse_options_header

from kg.store.formats import GRAPHS, JSON, RESULTS, TURTLE

HTML = "text/html"
SPREADSHEET = "text/csv;for=spreadsheet"
"""Ours alone, never sent: `format=csv-excel` asks for a person's file, not for an answer of the protocol."""
LONGEST = 2048
"""Characters of an Accept header; a longer one would cost seconds to weigh, and asks for anything."""
PROBLEM = "application/problem+json"

# What can follow an address: `.ttl`; the text is offered for sources only.
SUFFIXES = {
    "ttl": TURTLE,
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "html": HTML,
    "txt": "text/plain",
}

# What people and other endpoints' clients write as `format=`: for results and for graphs.
NAMES: dict[str, tuple[str, ...]] = {
    "json": (JSON, "application/ld+json"),
    "xml": ("application/sparql-results+xml", "application/rdf+xml"),
    "csv": ("text/csv",),
    "csv-excel": (SPREADSHEET,),
    "tsv": ("text/tab-separated-values",),
    "srj": (JSON,),
    "srx": ("application/sparql-results+xml",),
    "sparql": ("application/sparql-results+xml",),
    "turtle": (TURTLE,),
    "ttl": (TURTLE,),
    "n3": (TURTLE,),
    "jsonld": ("application/ld+json",),
    "json-ld": ("application/ld+json",),
    "nt": ("application/n-triples",),
    "ntriples": ("application/n-triples",),
    "n-triples": ("application/n-triples",),
    "rdf": ("application/rdf+xml",),
    "rdfxml": ("application/rdf+xml",),
    "rdf+xml": ("application/rdf+xml",),
    "rdf/xml": ("application/rdf+xml",),
    "html": (HTML,),
}


def best_match(accept: str, offers: Sequence[str]) -> str | None:
    """Choose the offer that an Accept header asks for, of equal ones the first; None when it wants none."""
    return _parsed(accept).best_match(offers)


def prefers_html(accept: str, machine: Iterable[str] = (PROBLEM, "application/json")) -> bool:
    """Tell whether the reader is a person's browser: it asks for HTML before what machines read."""
    return best_match(accept, [*machine, HTML]) == HTML


def answer_types(accept: str) -> tuple[str, ...]:
    """Choose for a query whose kind is not known yet: a type for results and one for a graph, or the page."""
    if best_match(accept, [*RESULTS, *GRAPHS, HTML]) == HTML:
        return (HTML,)
    chosen = (best_match(accept, list(RESULTS)), best_match(accept, list(GRAPHS)))
    return tuple(media_type for media_type in chosen if media_type)


def named_types(name: str) -> tuple[str, ...]:
    """Give the media types that a `format` parameter means, by short name or in full; none when unknown.

    A plus sign that a client left unescaped in the address has become a space.
    """
    name = name.strip().replace(" ", "+").lower()
    media_type = parse_options_header(name)[0]
    known = media_type in {*RESULTS, *GRAPHS, HTML}
    return (media_type,) if known else NAMES.get(name, ())


def _parsed(accept: str) -> MIMEAccept:
    """Read the header; an empty one asks for anything, and parameters such as `;profile=…` do not matter."""
    header = accept if 0 < len(accept) <= LONGEST else "*/*"
    values = parse_accept_header(header, MIMEAccept)
    return MIMEAccept([(parse_options_header(value)[0], quality) for value, quality in values])

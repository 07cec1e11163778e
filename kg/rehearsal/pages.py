"""The catalogue page by page, as a harvester takes it: HEAD, then GET, then the next page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef

from kg.errors import Message, Problem
from kg.namespaces import DCAT, HYDRA, RDF
from kg.rehearsal.visiting import Answer, Visit

MOST_PAGES = 10_000
CATALOGUE = "catalog"


@dataclass(frozen=True)
class Page:
    """A page of the catalogue: its address, its text, what it says."""

    address: str
    text: str
    media_type: str
    graph: Graph

    @property
    def base(self) -> str | None:
        """How the site calls itself, by the name of its catalogue; None when it names none."""
        names = [str(name) for name in self.graph.subjects(RDF.type, DCAT.Catalog)]
        return next((name.removesuffix(CATALOGUE) for name in names if name.endswith(f"/{CATALOGUE}")), None)

    @property
    def following(self) -> str | None:
        """The address of the next page."""
        return next(map(str, self.graph.objects(None, HYDRA.next)), None)


def read_pages(visit: Visit, address: str) -> Iterator[Page | Problem]:
    """Give every page from this one on; a page that cannot be had or read is a problem and the last."""
    seen: set[str] = set()
    following: str | None = address
    while following:
        if following in seen or len(seen) == MOST_PAGES:
            yield _problem("The page was read before: the pages lead in a circle.", following)
            return
        seen.add(following)
        page = _read(visit, following)
        yield page
        if isinstance(page, Problem):
            return
        visit, following = visit.at(page.base or visit.base), page.following


def _read(visit: Visit, address: str) -> Page | Problem:
    head, got = visit.head(address), visit.get(address)
    if got.status != 200:
        return _problem("The answer is {status} instead of 200.", address, status=got.status)
    differing = [name for name in ("Content-Type", "ETag") if head.headers.get(name) != got.headers.get(name)]
    if head.status_code != got.status or differing:
        return _problem("HEAD and GET answer differently.", address)
    try:
        text = got.file.read_text(encoding="utf-8")
        return Page(address, text, got.media_type, _graph(text, got))
    except (SyntaxError, ValueError) as error:
        return _problem("The page cannot be read: {reason}.", address, reason=error)


def _graph(text: str, got: Answer) -> Graph:
    """Read RDF with an engine that fetches nothing; ValueError when the media type is no RDF's."""
    form = ox.RdfFormat.from_media_type(got.media_type)
    if form is None:
        raise ValueError(got.media_type)
    graph = Graph(bind_namespaces="none")
    for quad in ox.parse(text, format=form):
        graph.add((_term(quad.subject), URIRef(quad.predicate.value), _term(quad.object)))
    return graph


def _term(term: object) -> URIRef | Literal:
    """Blank nodes become IRIs of their own: that is enough to follow them."""
    if isinstance(term, ox.Literal):
        language = term.language
        return Literal(term.value, lang=language, datatype=None if language else URIRef(term.datatype.value))
    return URIRef(term.value if isinstance(term, ox.NamedNode) else str(term))


def _problem(template: str, address: str, **values: object) -> Problem:
    remedy = Message("A portal stops here. Ask the address with curl -I and curl, and mend what differs.")
    return Problem(Message(template, values), remedy, address)

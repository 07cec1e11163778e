"""rehearse(address) → what a portal would do with the catalogue there, and what it would stumble over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from rdflib import Graph

from kg.errors import Message, Problem
from kg.namespaces import DCAT, HYDRA, RDF
from kg.rehearsal.distributions import check_distributions
from kg.rehearsal.pages import CATALOGUE, Page, read_pages
from kg.rehearsal.portal import Portal, portal
from kg.rehearsal.visiting import Visit, visiting
from kg.resources import asset
from kg.validation import Result, read_rdf, validate


@dataclass(frozen=True)
class Broken:
    """A rule of shapes/catalogue.ttl that a page breaks."""

    result: Result
    graph: Graph


Event = Message | Problem | Broken


@dataclass
class Count:
    """What has been seen so far."""

    pages: int = 0
    datasets: set[str] = field(default_factory=set)
    distributions: int = 0
    stated: str = ""


def rehearse(address: str, python: Path | None) -> Iterator[Event]:
    """Harvest the site or catalogue at this address; `python` runs CKAN's parser, None leaves it out."""
    root, start = _places(address)
    with ExitStack() as stack:
        visit = stack.enter_context(visiting(root))
        ckan = stack.enter_context(portal(python)) if python else None
        count = Count()
        try:
            for page in read_pages(visit, start):
                yield from [page] if isinstance(page, Problem) else _take(visit, page, ckan, count)
        except httpx.HTTPError as error:
            remedy = Message("Is the server running there? “kg serve” starts it.")
            yield Problem(Message("There is no answer: {reason}.", {"reason": str(error)}), remedy, start)
        yield from _total(start, count, ckan)


def _places(address: str) -> tuple[str, str]:
    """Give where the site is and where its catalogue is."""
    root = address.rpartition("/")[0] + "/"
    return root, root + CATALOGUE if address == root else address


def _take(visit: Visit, page: Page, ckan: Portal | None, count: Count) -> Iterator[Event]:
    count.pages += 1
    count.datasets |= {str(dataset) for dataset in page.graph.subjects(RDF.type, DCAT.Dataset)}
    count.stated = str(next(page.graph.objects(None, HYDRA.totalItems), count.stated))
    shapes = read_rdf([], own=[asset("shapes") / "catalogue.ttl"])
    yield from (Broken(result, page.graph) for result in validate(page.graph, shapes).results)
    yield from ckan.take(page) if ckan else ()
    for event in check_distributions(visit.at(page.base or visit.base), page):
        if event is None:
            count.distributions += 1
        else:
            yield event


def _total(start: str, count: Count, ckan: Portal | None) -> Iterator[Event]:
    """Say what was seen, and whether everybody saw the same."""
    found, read = len(count.datasets), ckan.read if ckan else {}
    template = "{pages} page(s), {datasets} data set(s), {distributions} distribution(s)."
    values = {"pages": count.pages, "datasets": found, "distributions": count.distributions}
    yield Message(template, values)
    for key, packages in read.items():
        reader = {"number": len(packages), "reader": ", ".join(key)}
        yield Message("CKAN reads {number} data set(s) with {reader}.", reader)
    for number in {*map(len, read.values()), int(count.stated or found)} - {found}:
        differing = {"stated": number, "found": found}
        what = Message("There should be {stated} data sets, but there are {found}.", differing)
        remedy = Message("Look for a data set without type dcat:Dataset or twice on a page.")
        yield Problem(what, remedy, start)

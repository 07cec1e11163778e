"""What has several forms says the same in each, to HEAD as to GET, and is sent to nobody twice."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, Triple, parse

from tests.web.site import Reply, Site

RDF = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
}
SUFFIXED = (
    "/catalog",
    "/changes",
    "/changes/{release}/1",
    "/def",
    "/shapes",
    "/doc/dataset/renkei",
    "/doc/agreement/okayama-soja",
    "/doc/source/okayama-soja-2025",
    "/doc/government/331007",
)
NEGOTIATED = (*SUFFIXED, "/.well-known/void", "/sparql")
ALONE = (
    "/data.json",
    "/data.json?lang=en",
    "/changes.atom",
    "/changes/{release}/1.atom",
    "/.well-known/api-catalog",
    "/api/3/action/package_list",
    "/api/3/action/package_search?q=*:*",
    "/dumps/",
    "/dumps/{release}/",
    "/dumps/latest/manifest.json",
    "/dumps/latest/csv/roles.csv",
    "/dumps/latest/dumps/renkei.ttl.gz",
    "/dumps/{release}/dumps/renkei.nq",
)
SAME = (
    *("Content-Type", "Content-Length", "ETag", "Last-Modified", "Cache-Control", "Vary", "Link"),
    *("Content-Location", "Accept-Ranges"),
)
AGAIN = 4
"""Requests enough that both processes answer."""


def ask(site: Site, path: str, accept: str, method: str = "GET", **headers: str) -> Reply:
    release = site.ask("/dumps/", headers={"Accept": "application/json"}).json["latest"]
    return site.ask(path.format(release=release), method, headers={"Accept": accept} | headers)


def triples(reply: Reply) -> set[Triple]:
    """Read what an answer says; blank nodes by the names that they have in it."""
    form = RdfFormat.from_media_type(reply.media_type)
    assert form is not None
    found = parse(reply.body, format=form, rename_blank_nodes=False)
    return {quad.triple for quad in found if "?page=" not in str(quad)}


@pytest.mark.parametrize("path", NEGOTIATED)
def test_every_form_says_the_same(path: str, seed_site: Site) -> None:
    first, *others = (ask(seed_site, path, media_type) for media_type in RDF.values())
    assert [first.media_type, *(each.media_type for each in others)] == list(RDF.values())
    assert len(triples(first)) > 5
    for other in others:
        assert len(triples(other)) == len(triples(first))
    if path != "/shapes":  # whose blank nodes each form names by its own rules
        assert all(triples(other) == triples(first) for other in others)


@pytest.mark.parametrize("suffix", RDF)
@pytest.mark.parametrize("path", SUFFIXED)
def test_a_suffix_gives_its_form_whatever_is_accepted(path: str, suffix: str, seed_site: Site) -> None:
    for accept in ("*/*", "text/html", "image/png"):
        reply = ask(seed_site, f"{path}.{suffix}", accept)
        assert (reply.status, reply.media_type) == (200, RDF[suffix])
    assert len(triples(reply)) == len(triples(ask(seed_site, path, RDF[suffix])))


@pytest.mark.parametrize(
    ("path", "accept"),
    [
        *((path, media_type) for path in NEGOTIATED for media_type in RDF.values()),
        *((path, "*/*") for path in ALONE),
    ],
)
def test_head_is_get_without_body_and_who_has_it_is_not_sent_it_again(
    path: str, accept: str, seed_site: Site
) -> None:
    got = ask(seed_site, path, accept)
    assert (got.status, got.body != b"") == (200, True)
    for _ in range(AGAIN):
        head = ask(seed_site, path, accept, "HEAD")
        assert (head.status, head.body) == (200, b"")
        assert {name: head.headers[name] for name in SAME} == {name: got.headers[name] for name in SAME}
        again = ask(seed_site, path, accept, **{"If-None-Match": got.headers["ETag"]})
        assert (again.status, again.body, again.headers["ETag"]) == (304, b"", got.headers["ETag"])

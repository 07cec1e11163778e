"""The changes as an Atom feed (RFC 4287), older pages archived (RFC 5005), what went deleted (RFC 6721).

An entry is a data set, by its IRI: of several entries the newest holds.
"""

from __future__ import annotations

from xml.etree import ElementTree

from kg.web.history import DELETE, Change
from kg.web.stream import PATH, Page

ATOM = "http://www.w3.org/2005/Atom"
HISTORY = "http://purl.org/syndication/history/1.0"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
MEDIA_TYPE = "application/atom+xml"

for prefix, namespace in (("", ATOM), ("fh", HISTORY), ("at", TOMBSTONES)):
    ElementTree.register_namespace(prefix, namespace)


def write_feed(pages: list[Page], page: Page, is_archive: bool) -> bytes:
    """Write a page, out of all pages in order: as an archive, or as the feed to subscribe to."""
    publication = page.publication
    current = f"{publication.record.base}{PATH}.atom"
    feed = ElementTree.Element(f"{{{ATOM}}}feed", {LANGUAGE: "ja"})
    _add(feed, "id", publication.record.base + PATH)
    _add(feed, "title", " / ".join(publication.record.title.values()))
    _add(feed, "updated", page.time)
    _add(_add(feed, "author"), "name", publication.record.publisher)
    _link(feed, "self", f"{page.address}.atom" if is_archive else current)
    if is_archive:
        _link(feed, "current", current)
        ElementTree.SubElement(feed, f"{{{HISTORY}}}archive")
    if at := pages.index(page):
        _link(feed, "prev-archive", f"{pages[at - 1].address}.atom")
    for change in page.changes:
        _entry(feed, page, change)
    written = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return bytes(written) + b"\n"


def _entry(feed: ElementTree.Element, page: Page, change: Change) -> None:
    iri = f"{page.publication.record.base}id/dataset/{change.dataset}"
    if change.kind == DELETE:
        deleted = {"ref": iri, "when": page.time}
        entry = ElementTree.SubElement(feed, f"{{{TOMBSTONES}}}deleted-entry", deleted)
        ElementTree.SubElement(entry, f"{{{TOMBSTONES}}}comment").text = _told(change, "ja")
        return
    entry = _add(feed, "entry")
    _add(entry, "id", iri)
    _add(entry, "title", change.held.title["ja"])
    _add(entry, "updated", page.time)
    _link(entry, "alternate", change.held.topic or iri)
    ElementTree.SubElement(entry, f"{{{ATOM}}}category", {"term": change.kind})
    if change.held.standing:
        ElementTree.SubElement(entry, f"{{{ATOM}}}category", {"term": "Draft", "label": "案"})
    _add(entry, "summary", _told(change, "en")).set(LANGUAGE, "en")


def _told(change: Change, language: str) -> str:
    """Name what changed, and say that it is a draft, if it is."""
    return f"{change.held.title[language]} {change.held.standing.get(language, '')}".strip()


def _add(parent: ElementTree.Element, name: str, text: str = "") -> ElementTree.Element:
    element = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}")
    element.text = text or None
    return element


def _link(parent: ElementTree.Element, relation: str, address: str) -> None:
    ElementTree.SubElement(parent, f"{{{ATOM}}}link", {"rel": relation, "href": address})

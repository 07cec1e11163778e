"""Every page that links lead to, as a reader finds them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

from tests.web.pages_reading import Element, read_page
from tests.web.site import Reply, Site

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@dataclass(frozen=True)
class Page:
    """A page: its address, the answer, the tree."""

    path: str
    reply: Reply
    top: Element

    def links(self) -> list[tuple[str, str]]:
        """Give address (without fragment) and fragment of each link to this server that may be followed."""
        links = [one.attributes for one in self.top.every("a")]
        followed = [link for link in links if "nofollow" not in link.get("rel", "").split()]
        found = [urljoin(self.path, link["href"]) for link in followed]
        inside = [urldefrag(address) for address in found if not urlsplit(address).scheme]
        return [(address or self.path, fragment) for address, fragment in inside]


def open_page(site: Site, path: str, **headers: str) -> Page:
    """Open a page as a browser does, without following redirects."""
    reply = site.ask(path, headers=BROWSER | headers)
    assert reply.media_type == "text/html", (path, reply.status, reply.media_type)
    return Page(path, reply, read_page(reply.text))


def crawl(site: Site, *starts: str) -> Iterator[Page | tuple[str, Reply]]:
    """Follow every link from the first pages but those that say nofollow: ways to narrow have no end.

    What is no page comes as address and answer.
    """
    seen, waiting = set(starts), list(starts)
    while waiting:
        path = waiting.pop()
        reply = site.ask(path, "HEAD" if path.startswith("/dumps/2") else "GET", headers=BROWSER)
        if reply.media_type != "text/html" or not reply.body:
            yield path, reply
            continue
        page = Page(path, reply, read_page(reply.text))
        yield page
        for address, _ in page.links():
            if address not in seen:
                seen.add(address)
                waiting.append(address)

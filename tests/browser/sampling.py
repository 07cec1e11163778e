"""Of each kind of page the largest among the first few, as links lead to them."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from tests.web.pages_crawl import BROWSER, Page
from tests.web.pages_reading import read_page
from tests.web.site import Site

FEW = 3
# Addresses that lead to a page in a language when the parameter says so.
CHOSEN = ("/dumps/", "/catalog", "/changes", "/sparql")


def sample(site: Site, language: str) -> list[str]:
    """Give the addresses, in an order that stays."""
    start = f"/{language}/"
    waiting, sizes = [start], {kind(start): {start: 0}}
    while waiting:
        path = waiting.pop(0)
        page = _page(site, path)
        if page is None:
            continue
        sizes[kind(path)][path] = len(page.reply.body)
        for address, _ in page.links():
            others = sizes.setdefault(kind(address), {})
            if _is_wanted(address, language) and address not in others and len(others) < FEW:
                others[address] = 0
                waiting.append(address)
    largest = [max((size, path) for path, size in pages.items()) for pages in sizes.values() if pages]
    return sorted(path for size, path in largest if size)


def kind(address: str) -> str:
    """Tell the kind of page: a thing's is that of its path without ids, another's its path."""
    url = urlsplit(address)
    before, doc, thing = url.path.partition("/doc/")
    asked = ",".join(sorted({name for name, _ in parse_qsl(url.query)} - {"lang"}))
    return before + doc + "/".join(thing.split("/")[::2]) + "?" + asked


def _page(site: Site, path: str) -> Page | None:
    reply = site.ask(path, headers=BROWSER)
    return Page(path, reply, read_page(reply.text)) if reply.media_type == "text/html" else None


def _is_wanted(address: str, language: str) -> bool:
    url = urlsplit(address)
    if "." in url.path.rsplit("/", 1)[-1]:
        return False
    return url.path.startswith(f"/{language}/") or (
        url.path.startswith(CHOSEN) and ("lang", language) in parse_qsl(url.query)
    )

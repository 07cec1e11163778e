"""What honest readers ask: the benchmark's queries about what the release holds, and its pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import pyoxigraph as ox

from benchmarks.clients import Call
from benchmarks.comparison import queries
from kg.store.loading import load

AGREEMENT = "http://synthetic.example/id/agreement/synthetic-00001"
VERSION = f"{AGREEMENT}/version/2022"
LIMIT = re.compile(r"\s*(?:LIMIT \d+)?\s*$")
NEWEST = """PREFIX renkei: <https://w3id.org/renkei/def#>
SELECT ?agreement ?version { ?agreement renkei:hasVersion ?version . ?version a renkei:AgreementVersion }
ORDER BY ?agreement LIMIT 1"""


class Reader:
    """Makes calls about a release, each with a text of its own, so that no cache has the answer."""

    def __init__(self, release: Path) -> None:
        agreement, version = _newest(release)
        self.queries = [
            (query.name, query.text.replace(VERSION, version).replace(AGREEMENT, agreement))
            for query in queries()
        ]
        place = urlsplit(agreement).path.removeprefix("/id")
        self.pages = ("/ja/", "/en/", f"/ja/doc{place}", f"/en/doc{place}", f"/doc{place}.ttl", "/ja/sparql")

    def calls(self, reader: int) -> Iterator[Call]:
        """Give the calls of one reader, without end."""
        return map(self.call, count(reader * 1_000_000))

    def call(self, number: int) -> Call:
        """Give the call with this number: two queries, then a page."""
        turn, kind = divmod(number, 3)
        if kind == 2:
            page = self.pages[turn % len(self.pages)]
            return Call(page, f"{page}?call={number}")
        name, text = self.queries[(2 * turn + kind) % len(self.queries)]
        return Call(name, "/sparql", LIMIT.sub(f" LIMIT {1000 + number}", text, count=1))


def _newest(release: Path) -> tuple[str, str]:
    """Give an agreement and its newest version, as the default graph has them."""
    solutions = load(release).query(NEWEST)
    assert isinstance(solutions, ox.QuerySolutions)
    found = [term.value for term in next(solutions) if isinstance(term, ox.NamedNode)]
    return found[0], found[1]

"""The only place where an IRI of ours is minted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from rdflib import URIRef

from kg.document.model import Passage

BASE = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]+)?/([A-Za-z0-9._~-]+/)*")
LOCAL = re.compile(r"https?://(localhost|127\.0\.0\.1)[:/]")


@dataclass(frozen=True)
class Iris:
    """Mints the IRIs of one publisher; `base` ends in a slash, ids are registered and ASCII."""

    base: str

    def __post_init__(self) -> None:
        """ValueError when the base is not an http(s) IRI that ends in a slash."""
        if not BASE.fullmatch(self.base):
            raise ValueError(self.base)

    @property
    def publishable(self) -> bool:
        """A release whose IRIs name this very machine is not for publication."""
        return not LOCAL.match(self.base)

    def government(self, code: str) -> URIRef:
        """Name a local government by its 6-digit code."""
        return self._id("government", code)

    def area(self, area: str) -> URIRef:
        """Name a cooperation area."""
        return self._id("area", area)

    def membership(self, area: str, code: str) -> URIRef:
        """Name a local government's membership of an area."""
        return self._id("area", area, "member", code)

    def reference(self, reference: str) -> URIRef:
        """Name a work that facts outside the agreements come from."""
        return self._id("reference", reference)

    def agreement(self, agreement: str) -> URIRef:
        """Name an agreement; its graph bears the same name."""
        return self._id("agreement", agreement)

    def party(self, agreement: str, code: str) -> URIRef:
        """Name a local government's place in an agreement."""
        return self._id("agreement", agreement, "party", code)

    def instrument(self, agreement: str, instrument: str) -> URIRef:
        """Name the act that concludes or amends."""
        return self._id("agreement", agreement, "instrument", instrument)

    def version(self, agreement: str, version: str) -> URIRef:
        """Name the content put on record by one instrument; its graph bears the same name."""
        return self._id("agreement", agreement, "version", version)

    def article(self, agreement: str, version: str, order: int) -> URIRef:
        """Name an article by its place in the version's body, from 1."""
        return URIRef(f"{self.version(agreement, version)}/article/{order}")

    def step(self, agreement: str, instrument: str, order: int) -> URIRef:
        """Name a step of the procedure by its place in the document, from 1."""
        return URIRef(f"{self.instrument(agreement, instrument)}/step/{order}")

    def cost(self, holder: URIRef, order: int) -> URIRef:
        """Name what an initiative, or a version as a whole, says of costs, from 1."""
        return URIRef(f"{holder}/cost/{order}")

    def initiative(self, agreement: str, version: str, position: int) -> URIRef:
        """Name an initiative by its running number in the version's schedule."""
        return URIRef(f"{self.version(agreement, version)}/initiative/{position}")

    def role(self, agreement: str, version: str, position: int, code: str) -> URIRef:
        """Name one local government's role in one initiative."""
        return URIRef(f"{self.initiative(agreement, version, position)}/role/{code}")

    def decision(self, role: URIRef) -> URIRef:
        """Name an editor's decision on the kind of a role."""
        return URIRef(f"{role}/decision")

    def source(self, source: str) -> URIRef:
        """Name a document as received."""
        return self._id("source", source)

    def passage(self, source: str, passage: Passage) -> URIRef:
        """Name a span of a source's text (RFC 5147)."""
        return URIRef(f"{self.source(source)}#char={passage.start},{passage.end}")

    @property
    def catalogue(self) -> URIRef:
        """Name the DCAT catalogue; it is where it is served."""
        return URIRef(f"{self.base}catalog")

    @property
    def endpoint(self) -> URIRef:
        """Name the SPARQL endpoint; it is where it is served."""
        return URIRef(f"{self.base}sparql")

    @property
    def portal(self) -> URIRef:
        """Name the CKAN Action API; it is where it is served."""
        return URIRef(f"{self.base}api/3/action/")

    @property
    def questions(self) -> URIRef:
        """Name the API of the questions; it is where it is served."""
        return URIRef(f"{self.base}api/questions")

    def publisher(self, *parts: str) -> URIRef:
        """Name the publisher, or a part of what is said of it such as its contact point."""
        return self._id("publisher", *parts)

    def statement(self, name: str) -> URIRef:
        """Name a statement about rights that several data sets share."""
        return self._id("statement", name)

    def dataset(self, *parts: str) -> URIRef:
        """Name a data set of the catalogue, or a part of it such as a distribution."""
        return self._id("dataset", *parts)

    def question(self, name: str) -> URIRef:
        """Name a competency question by the name of its query's file."""
        return self._id("question", name)

    def part(self, *names: str) -> URIRef:
        """Name a part of the data set's description; the names come in pairs, as in `class=renkei-Party`."""
        pairs = zip(names[::2], names[1::2], strict=True)
        return URIRef(f"{self.dataset('renkei')}#{';'.join(f'{key}={quote(name)}' for key, name in pairs)}")

    def download(self, release: str, path: str) -> URIRef:
        """Give the address of a file of a release, or of the `latest` one."""
        return URIRef(f"{self.base}dumps/{release}/{path}")

    def graph(self, name: str) -> URIRef:
        """Name one of the shared graphs, such as reference or vocabulary."""
        return URIRef(f"{self.base}graph/{name}")

    def _id(self, *parts: str) -> URIRef:
        return URIRef(f"{self.base}id/{'/'.join(parts)}")

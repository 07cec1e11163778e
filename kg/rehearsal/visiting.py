"""Asks a site for what its catalogue names, also where it is not yet at the addresses that it states."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

PATIENCE = 30.0
"""Seconds that a site may take to answer."""
BLOCK = 1 << 16
WANTED = {"Accept": "*/*", "Accept-Encoding": "identity"}
"""What harvesters send; files are asked for as they are, for their size and checksum are stated."""


@dataclass(frozen=True)
class Answer:
    """What a site answered: the file holds the body, which may be large."""

    status: int
    media_type: str
    headers: httpx.Headers
    bytes: int
    sha256: str
    file: Path


@dataclass(frozen=True)
class Visit:
    """A visit to the site at `root`, which calls itself `base`; both end in a slash."""

    client: httpx.Client
    directory: Path
    root: str
    base: str

    def at(self, base: str) -> Visit:
        """Give the same visit to a site that turns out to call itself so."""
        return Visit(self.client, self.directory, self.root, base)

    def address(self, iri: str) -> str:
        """Give where to ask for what has this IRI."""
        return self.root + iri.removeprefix(self.base) if iri.startswith(self.base) else iri

    def head(self, iri: str) -> httpx.Response:
        """Ask for the headers only; httpx.HTTPError when there is no answer."""
        return self.client.head(self.address(iri), headers=WANTED)

    def get(self, iri: str) -> Answer:
        """Ask for the whole and keep it in a file until the next call; httpx.HTTPError when it fails."""
        digest, size, file = hashlib.sha256(), 0, self.directory / "body"
        with (
            self.client.stream("GET", self.address(iri), headers=WANTED) as response,
            file.open("wb") as stream,
        ):
            for block in response.iter_raw(BLOCK):
                stream.write(block)
                digest.update(block)
                size += len(block)
        return Answer(
            response.status_code, media_type(response), response.headers, size, digest.hexdigest(), file
        )


@contextmanager
def visiting(root: str) -> Iterator[Visit]:
    """Open a visit to the site at this address."""
    with (
        TemporaryDirectory() as directory,
        httpx.Client(timeout=PATIENCE, follow_redirects=True, trust_env=False) as client,
    ):
        yield Visit(client, Path(directory), root, root)


def media_type(response: httpx.Response) -> str:
    """Give the media type of an answer without its parameters."""
    return str(response.headers.get("Content-Type", "")).partition(";")[0].strip().lower()

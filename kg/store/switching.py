"""Which release of a remote store is served: the one that is current, from when on the store holds it.

A directory is all that the web processes share:

    release → …             the release that new queries are asked of; replaced by one rename
    reader → …              the broker that reads queries before they are sent on
"""

from __future__ import annotations

import logging
from pathlib import Path

from kg.errors import Message, ReleaseError
from kg.store.following import Follower
from kg.store.generation import RELEASE
from kg.store.holding import Holding
from kg.store.loading import verified_manifest
from kg.store.naming import Names, names_of

log = logging.getLogger(__name__)


class Switch:
    """Lets the link in `directory` lead to a release that is whole at hand, and in the store."""

    def __init__(self, release: Path, holding: Holding, patience: float, directory: Path) -> None:
        self.follower = Follower(release, self._look)
        self.holding = holding
        self.patience = patience
        self.link = directory / RELEASE
        self.seen = release.resolve()
        self.awaited: Names | None = None

    def start(self) -> None:
        """Serve the release; ReleaseError when it is missing or altered, or not in the store."""
        self._serve(self.seen, names_of(verified_manifest(self.seen)))
        self.follower.start()

    def close(self) -> None:
        """Look no more for other releases."""
        self.follower.close()

    def _look(self, release: Path) -> None:
        if release != self.seen:
            self.seen, self.awaited = release, None
            self._turn(release)
        elif self.awaited:
            self._retry(release, self.awaited)

    def _turn(self, release: Path) -> None:
        """Serve another release, or say why not: one that is not in the store yet is waited for."""
        try:
            self.awaited = names_of(verified_manifest(release))
            self._serve(release, self.awaited)
        except ReleaseError as error:
            template = "Release {release} is refused, the present one goes on: {reason}"
            if self.awaited:
                template = "Release {release} is waited for, the present one goes on: {reason}"
            log.warning("%s", Message(template, {"release": release.name, "reason": error.message}))

    def _retry(self, release: Path, names: Names) -> None:
        try:
            self._serve(release, names)
        except ReleaseError as error:
            log.debug("%s", error.message)

    def _serve(self, release: Path, names: Names) -> None:
        self.holding.require(names, self.patience)
        fresh = self.link.with_name("fresh")
        fresh.symlink_to(release)
        fresh.replace(self.link)
        self.awaited = None
        log.info("%s", Message("Release {release} is served now.", {"release": release.name}))

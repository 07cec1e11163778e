"""Serve the release that is current: when another one becomes it, start that, then let the old one end.

A directory is all that the web processes share:

    serving → 2             the generation that new queries go to; replaced by one rename
    1/ 2/                   generations, each with its socket and a link to its release
    long-0 … long-N         locks: the places for long queries
"""

from __future__ import annotations

import logging
import math
import time
from contextlib import ExitStack
from pathlib import Path

from kg.errors import Message, ReleaseError
from kg.store.following import Follower
from kg.store.generation import Generation
from kg.store.limits import Limits
from kg.store.loading import verified_manifest
from kg.store.scratch import scratch

SERVING = "serving"

log = logging.getLogger(__name__)


class Supervisor:
    """Starts generations, one after another; `address` always leads to the newest that works."""

    def __init__(self, release: Path, limits: Limits) -> None:
        self.follower = Follower(release, self._look)
        self.limits = limits
        self.seen = release.resolve()
        self.resources = ExitStack()
        self.address = self.resources.enter_context(scratch()) / SERVING
        self.count = 0
        self.generations: dict[Generation, float] = {}

    def start(self) -> None:
        """Verify the release and serve it; ReleaseError when it is missing, altered or cannot be loaded."""
        try:
            self._serve(self.seen)
        except ReleaseError:
            self.resources.close()
            raise
        self.follower.start()

    def close(self) -> None:
        """End every broker, and with it every query."""
        self.follower.stop()
        self._end()
        self.follower.close()
        self._end()
        self.resources.close()

    def _look(self, release: Path) -> None:
        self._retire()
        if release != self.seen:
            self.seen = release
            self._renew(release)

    def _renew(self, release: Path) -> None:
        """Serve another release; one that is not whole is refused, and the present one goes on."""
        try:
            self._serve(release)
            log.info("%s", Message("Release {release} is served now.", {"release": release.name}))
        except ReleaseError as error:
            template = "Release {release} is refused, the present one goes on: {reason}"
            log.warning("%s", Message(template, {"release": release.name, "reason": error.message}))

    def _serve(self, release: Path) -> None:
        verified_manifest(release)
        self.count += 1
        generation = Generation(release, self.limits, self.address.with_name(str(self.count)))
        generation.start()
        self.generations[generation] = math.inf
        generation.wait()
        link = generation.directory / SERVING
        link.symlink_to(generation.directory.name)
        link.replace(self.address)
        # A page whose queries began on one release shall also end on it.
        due = time.monotonic() + self.limits.timeout
        self.generations = {each: min(until, due) for each, until in self.generations.items()}
        self.generations[generation] = math.inf

    def _retire(self) -> None:
        """Let generations end whose time has come."""
        for generation, due in [*self.generations.items()]:
            if generation.has_ended():
                del self.generations[generation]
            elif time.monotonic() > due and not generation.ending.is_set():
                generation.retire()

    def _end(self) -> None:
        for generation in [*self.generations]:
            generation.close()

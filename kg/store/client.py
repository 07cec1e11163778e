"""The web's side of the store: put a query to the workers, get the whole answer or a QueryError."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from kg.release.manifest import Manifest, served_manifest
from kg.store.asking import ask, ask_in_loop
from kg.store.generation import RELEASE
from kg.store.interface import Asked
from kg.store.limits import Limits
from kg.store.supervision import Supervisor
from kg.store.wire import Answer, Request


@dataclass(frozen=True)
class ReleaseStore(Asked):
    """One release, answered by the generation of workers at `address`.

    It lasts at least as long as a query may run after another release has become current.
    """

    address: Path
    limits: Limits

    @cached_property
    def release(self) -> Path:
        """The directory of the release."""
        return Path(os.readlink(self.address / RELEASE))

    @property
    def manifest(self) -> Manifest:
        """The release's manifest."""
        return served_manifest(self.release)

    def answer(self, request: Request) -> Answer:
        """Wait for the answer in this thread."""
        return ask(self.address, request, self.limits)

    async def answer_in_loop(self, request: Request) -> Answer:
        """Wait for the answer in the event loop."""
        return await ask_in_loop(self.address, request, self.limits)


@dataclass(frozen=True)
class CurrentStore(Asked):
    """The release that is current; `supervisor` is None where another process keeps the brokers.

    `address` is a link to the present generation's directory. So `release` and `manifest` are what is served
    now: they can differ from one moment to the next, unless the store is pinned.
    """

    address: Path
    limits: Limits
    supervisor: Supervisor | None = None
    generations: dict[str, ReleaseStore] = field(default_factory=dict, compare=False)

    @property
    def release(self) -> Path:
        """The directory of the release that is served."""
        return self.pinned().release

    @property
    def manifest(self) -> Manifest:
        """The manifest of the release that is served."""
        return self.pinned().manifest

    def pinned(self) -> ReleaseStore:
        """Give the store of the present release."""
        name = os.readlink(self.address)
        if name not in self.generations:
            self.generations[name] = ReleaseStore(self.address.with_name(name), self.limits)
        return self.generations[name]

    def answer(self, request: Request) -> Answer:
        """Answer from the present release."""
        return self.pinned().answer(request)

    async def answer_in_loop(self, request: Request) -> Answer:
        """Answer from the present release."""
        return await self.pinned().answer_in_loop(request)

    def close(self) -> None:
        """End the broker when it is this store's own."""
        if self.supervisor:
            self.supervisor.close()


def open_store(release: Path, limits: Limits | None = None, *, address: Path | None = None) -> CurrentStore:
    """Verify the release and start a broker for it; or use what another process serves at `address`.

    ReleaseError when the release is missing or altered. Where `release` is the link `current`, the store
    follows it to other releases.
    """
    limits = limits or Limits()
    if address is not None:
        return CurrentStore(address, limits)
    supervisor = Supervisor(release, limits)
    supervisor.start()
    return CurrentStore(supervisor.address, limits, supervisor)

"""Look where the link `current` leads, for as long as its releases are served."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

CURRENT = "current"
"""The name of the link that is followed (DESIGN §5); a release named in any other way stays."""

INTERVAL = 0.5
"""Seconds between looks at where the link leads."""


class Follower:
    """Hands on, every half second and in a thread of its own, where the link leads."""

    def __init__(self, release: Path, look: Callable[[Path], None]) -> None:
        self.link = release
        self.look = look
        self.follows = release.name == CURRENT and release.is_symlink()
        self.closing = threading.Event()
        self.thread = threading.Thread(target=self._follow, name=CURRENT, daemon=True)

    def start(self) -> None:
        """Begin to look; not at all where the release is named itself."""
        if self.follows:
            self.thread.start()

    def stop(self) -> None:
        """Look no more; what was begun goes on."""
        self.closing.set()

    def close(self) -> None:
        """Look no more, and wait for the end of what was begun."""
        self.stop()
        if self.follows:
            self.thread.join()

    def _follow(self) -> None:
        while not self.closing.wait(INTERVAL):
            try:
                release = self.link.resolve()
            except (OSError, RuntimeError):  # the link leads to itself
                continue
            self.look(release)

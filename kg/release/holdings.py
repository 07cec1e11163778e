"""The files of a release, as data sets hold them: by directory, and by directory and stem."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from kg.release.manifest import File

PACKED = ".gz"
WHOLE = "renkei"
"""The name of the whole graph, of its files and of its data set."""


@dataclass(frozen=True)
class Holdings:
    """Looks up files again and again: their order is that of their paths."""

    files: tuple[File, ...]

    def below(self, *keys: str) -> tuple[str, ...]:
        """Give the files under these keys: `sources/`, or `dumps/reference.`."""
        return tuple(path for key in keys for path in self._by_key.get(key, ()))

    @cached_property
    def checksums(self) -> dict[str, str]:
        """The checksum of each file."""
        return {file.path: file.sha256 for file in self.files}

    @cached_property
    def _by_key(self) -> dict[str, list[str]]:
        """Compressed copies are held only of the whole graph."""
        found: dict[str, list[str]] = {}
        for path in sorted(file.path for file in self.files):
            if not path.endswith(PACKED) or path.startswith(f"dumps/{WHOLE}."):
                directory, _, name = path.rpartition("/")
                for key in (f"{path.partition('/')[0]}/", f"{directory}/{name.partition('.')[0]}."):
                    found.setdefault(key, []).append(path)
        return found

"""Files of a release as compressed parts: put together for the manifest here, and for the disk later."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from kg.release.manifest import File
from kg.release.packing import deflate, gzipped
from kg.release.partitions import Quads
from kg.release.rereading import Statement
from kg.release.serialization import FORMATS, Format, check

PACKED, TEXT = "application/gzip", "text/plain"
BY_SUFFIX = {form.suffix: form for form in FORMATS}

Pair = tuple[bytes, bytes]
"""A part as it is, and compressed."""


@dataclass(frozen=True)
class Stored:
    """A file of the release: what the manifest says of it, and the parts that it is put together of.

    `format` is the suffix of the dump format that frames the parts, "" for none; `packed` says it is a gzip.
    """

    file: File
    parts: tuple[int, ...]
    format: str = ""
    packed: bool = False

    def content(self, pairs: Sequence[Pair]) -> Iterator[bytes]:
        """Give the file, piece by piece; `pairs` are all parts that there are."""
        return content([pairs[part] for part in self.parts], self.format, self.packed)


def content(pairs: Iterable[Pair], format: str, packed: bool) -> Iterator[bytes]:
    """Give a file of these parts in the frame of a format, compressed or as it is."""
    pieces = _framed(pairs, BY_SUFFIX[format]) if format else pairs
    return gzipped(pieces) if packed else (raw for raw, _ in pieces)


def _framed(pairs: Iterable[Pair], form: Format) -> Iterator[Pair]:
    before, after = form.frame
    yield before, _constant(before)
    between: Pair = (b"", b"")
    for pair in pairs:
        if pair[0]:
            yield between
            yield pair
            between = form.between, _constant(form.between)
    yield after, _constant(after)


@cache
def _constant(data: bytes) -> bytes:
    return deflate(data)


@dataclass
class Store:
    """Parts that are written, each once, and the files that they make up."""

    pairs: list[Pair] = field(default_factory=list)

    def keep(self, data: bytes) -> int:
        """Keep a part, and give its number."""
        self.pairs.append((data, deflate(data)))
        return len(self.pairs) - 1

    def write(self, path: str, form: Format, *quads: Quads) -> tuple[int, ...]:
        """Write quads as a part each, read the file again that they make up; give the parts' numbers."""
        written: list[bytes] = []
        expected: list[Statement] = []
        for each in quads:
            listed, statements = each.of(form.dataset)
            written.append(form.part(listed))
            expected += statements
        check(b"".join(form.framed(written)), expected, form, path)
        return tuple(map(self.keep, written))

    def dump(self, path: str, form: Format, parts: tuple[int, ...], *quads: Quads) -> Stored:
        """Describe a dump that is made of these parts, in which these quads were written."""
        triples = sum(len(each.of(form.dataset)[0]) for each in quads)
        return self._stored(path, form.media_type, parts, form.suffix, triples=triples)

    def packed(self, dump: Stored) -> Stored:
        """Describe the same, compressed."""
        return self._stored(f"{dump.file.path}.gz", PACKED, dump.parts, dump.format, packed=True)

    def text(self, path: str, data: bytes) -> Stored:
        """Keep a text as a file."""
        return self._stored(path, TEXT, (self.keep(data),))

    def _stored(
        self,
        path: str,
        media_type: str,
        parts: tuple[int, ...],
        format: str = "",
        packed: bool = False,
        triples: int | None = None,
    ) -> Stored:
        data = b"".join(content([self.pairs[part] for part in parts], format, packed))
        file = File(path, media_type, len(data), hashlib.sha256(data).hexdigest(), triples)
        return Stored(file, parts, format, packed)

"""What a build makes of one agreement: its files and its part of the whole graph, as one sealed entry.

An entry is a file: the SHA-256 of all that follows, a line of JSON, and the compressed parts that the JSON
speaks of. Whoever opens it sees whether it is whole, and of what key.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kg.release.ground import Ground
from kg.release.manifest import File, NamedGraph
from kg.release.noting import note_result, read_result
from kg.release.outline import Outline, note_outline, read_outline
from kg.release.packing import inflate
from kg.release.storing import Pair, Stored
from kg.release.void import Counts, note_counts, read_counts
from kg.validation import Result

SEAL = 65
"""Bytes of the seal: the digest in hexadecimal, and a line end."""


@dataclass(frozen=True)
class Told:
    """A result of the validation, and the line that says so by language."""

    result: Result
    lines: Mapping[str, str]


@dataclass(frozen=True)
class Piece:
    """An agreement's share of a release; numbers of parts count from 0.

    `own` are its parts of the whole dumps by format, `rows` its lines of tables and search index; `default`
    counts its statements in the default graph, `everything` those of all graphs, `subjects` what it alone
    describes.
    """

    agreement: str
    outlines: tuple[Outline, ...]
    graphs: tuple[NamedGraph, ...]
    sources: int
    default: int
    everything: int
    subjects: int
    counts: Counts
    told: tuple[Told, ...]
    own: Mapping[str, int]
    rows: Mapping[str, int]
    files: tuple[Stored, ...]


@dataclass(frozen=True)
class Entry:
    """A piece, and the file that holds its parts: where each starts and ends, and the file's digest."""

    piece: Piece
    path: Path
    digest: str
    places: tuple[tuple[int, int], ...]

    def pairs(self) -> list[Pair]:
        """Read all parts; ValueError when the file is no longer the one that was opened."""
        data = self.path.read_bytes()
        if _digest(data) != self.digest:
            raise ValueError(self.path)
        return [_pair(data[start:end]) for start, end in self.places]

    def pair(self, part: int) -> Pair:
        """Read one part."""
        start, end = self.places[part]
        with self.path.open("rb") as stream:
            stream.seek(start)
            return _pair(stream.read(end - start))


def seal(piece: Piece, key: str, parts: Sequence[bytes]) -> bytes:
    """Write a piece and its compressed parts as the entry of a key; equal pieces give equal bytes."""
    noted = {
        **vars(piece),
        "outlines": [note_outline(each) for each in piece.outlines],
        "graphs": [asdict(each) for each in piece.graphs],
        "counts": note_counts(piece.counts),
        "told": [{"result": note_result(each.result), "lines": each.lines} for each in piece.told],
        "files": [asdict(each) for each in piece.files],
        "key": key,
        "lengths": [len(part) for part in parts],
    }
    text = json.dumps(noted, ensure_ascii=False, sort_keys=True).encode()
    body = b"".join([text, b"\n", *parts])
    return hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def open_entry(path: Path, ground: Ground, key: str) -> Entry:
    """Open a key's entry; ValueError, KeyError, TypeError or OSError when it is not whole, or another's."""
    data = path.read_bytes()
    digest = _digest(data)
    line, _, _ = data[SEAL:].partition(b"\n")
    noted = json.loads(line)
    if noted.pop("key") != key:
        raise ValueError(key)
    places = tuple(_places(noted.pop("lengths"), SEAL + len(line) + 1))
    return Entry(_piece(noted, ground), path, digest, places)


def _digest(data: bytes) -> str:
    """Give the seal of an entry; ValueError when it is broken."""
    digest = data[: SEAL - 1].decode()
    if hashlib.sha256(data[SEAL:]).hexdigest() != digest:
        raise ValueError(digest)
    return digest


def _places(lengths: Iterable[int], start: int) -> Iterator[tuple[int, int]]:
    for length in lengths:
        yield start, start + length
        start += length


def _pair(part: bytes) -> Pair:
    return inflate(part), part


def _piece(noted: dict[str, Any], ground: Ground) -> Piece:
    sources = {source.id: source for source in ground.agreements[noted["agreement"]]}
    return Piece(
        **noted
        | {
            "outlines": tuple(read_outline(each, sources, ground.governments) for each in noted["outlines"]),
            "graphs": tuple(NamedGraph(**each) for each in noted["graphs"]),
            "counts": read_counts(noted["counts"]),
            "told": tuple(Told(read_result(each["result"]), each["lines"]) for each in noted["told"]),
            "files": tuple(_stored(each) for each in noted["files"]),
        }
    )


def _stored(noted: dict[str, Any]) -> Stored:
    return Stored(**noted | {"file": File(**noted["file"]), "parts": tuple(noted["parts"])})

"""What a build makes of one agreement: its files and its part of the whole graph, as one sealed entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kg.release.ground import Ground
from kg.release.manifest import File, NamedGraph
from kg.release.noting import note_result, read_result
from kg.release.outline import Outline, note_outline, read_outline
from kg.release.packing import inflate
from kg.release.sealing import SEAL, Places, seal, seal_of, unseal
from kg.release.storing import Pair, Stored
from kg.release.void import Counts, note_counts, read_counts
from kg.validation import Result


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
    places: Places

    def pairs(self) -> list[Pair]:
        """Read all parts; ValueError when the file is no longer the one that was opened."""
        data = self.path.read_bytes()
        if seal_of(data) != self.digest:
            raise ValueError(self.path)
        return [_pair(data[start:end]) for start, end in self.places]

    def pair(self, part: int) -> Pair:
        """Read one part."""
        start, end = self.places[part]
        with self.path.open("rb") as stream:
            stream.seek(start)
            return _pair(stream.read(end - start))


def seal_piece(piece: Piece, key: str, parts: Sequence[bytes]) -> bytes:
    """Write a piece and its compressed parts as the entry of a key; equal pieces give equal bytes."""
    noted = {
        **vars(piece),
        "outlines": [note_outline(each) for each in piece.outlines],
        "graphs": [asdict(each) for each in piece.graphs],
        "counts": note_counts(piece.counts),
        "told": [{"result": note_result(each.result), "lines": each.lines} for each in piece.told],
        "files": [asdict(each) for each in piece.files],
    }
    return seal(noted, key, parts)


def open_entry(path: Path, ground: Ground, key: str) -> Entry:
    """Open a key's entry; ValueError, KeyError, TypeError or OSError when it is not whole, or another's."""
    data = path.read_bytes()
    noted, places = unseal(data, key)
    return Entry(_piece(noted, ground), path, data[: SEAL - 1].decode(), places)


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

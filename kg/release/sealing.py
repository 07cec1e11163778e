"""Sealed entries of the cache: what is kept there shows whether it is whole, and of what key it is.

An entry is a file: the SHA-256 of all that follows, a line of JSON, and the parts that the JSON speaks of.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

SEAL = 65
"""Bytes of the seal: the digest in hexadecimal, and a line end."""
BROKEN = (OSError, ValueError, KeyError, TypeError)
"""What opening an entry raises that is not whole."""

Places = tuple[tuple[int, int], ...]
"""Where each part starts and ends in the file."""


def seal(noted: Mapping[str, object], key: str, parts: Sequence[bytes]) -> bytes:
    """Write an entry of a key; equal entries give equal bytes."""
    stated = {**noted, "key": key, "lengths": [len(part) for part in parts]}
    text = json.dumps(stated, ensure_ascii=False, sort_keys=True).encode()
    body = b"".join([text, b"\n", *parts])
    return hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def unseal(data: bytes, key: str) -> tuple[dict[str, Any], Places]:
    """Give what is noted in an entry, and where its parts are; ValueError or KeyError when it is broken."""
    seal_of(data)
    line, _, _ = data[SEAL:].partition(b"\n")
    noted = json.loads(line)
    if noted.pop("key") != key:
        raise ValueError(key)
    return noted, tuple(_places(noted.pop("lengths"), SEAL + len(line) + 1))


def seal_of(data: bytes) -> str:
    """Give the seal of an entry; ValueError when it is broken."""
    digest = data[: SEAL - 1].decode()
    if hashlib.sha256(memoryview(data)[SEAL:]).hexdigest() != digest:
        raise ValueError(digest)
    return digest


def _places(lengths: Iterable[int], start: int) -> Iterator[tuple[int, int]]:
    for length in lengths:
        yield start, start + length
        start += length

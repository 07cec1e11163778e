"""PDF bombs: what its streams unpack to is counted before anything unpacks them whole."""

from __future__ import annotations

import re
import zlib

from kg.apart import RefusedError

STREAM = re.compile(rb"stream\r?\n")
ONE_STREAM = 64 << 20
ALL_STREAMS = 256 << 20
"""Bytes unpacked; a page of text has some ten thousand."""


def check_streams(content: bytes) -> None:
    """Refuse a file with a stream that unpacks to too much, or with too much in all streams."""
    total = 0
    for match in STREAM.finditer(content):
        total += _unpacked(content[match.end() : match.end() + ONE_STREAM])
        if total > ALL_STREAMS:
            raise RefusedError("bomb")


def _unpacked(packed: bytes) -> int:
    """Give the size of a Flate stream, at most a little over the limit; 0 for any other stream."""
    engine, size = zlib.decompressobj(), 0
    try:
        while packed and not engine.eof:
            size += len(engine.decompress(packed, 1 << 20))
            packed = engine.unconsumed_tail
            if size > ONE_STREAM:
                raise RefusedError("bomb")
    except zlib.error:
        return size
    return size

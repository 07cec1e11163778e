"""Compressed parts that can be put together: one gzip file of parts that were compressed one by one.

Each part is deflated by itself and ends at a full flush, so that it depends on nothing before it (RFC 1951,
§3.2.4; zlib's manual, Z_FULL_FLUSH). In a row, between a header and the checksum of the whole, they are one
member of RFC 1952, which every program reads.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

LEVEL = 6
HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"  # no name and no time: equal input gives equal bytes
END = b"\x03\x00"  # an empty last block
SIZE = 1 << 32


def deflate(data: bytes) -> bytes:
    """Compress a part; nothing gives nothing."""
    if not data:
        return b""
    compressor = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return compressor.compress(data) + compressor.flush(zlib.Z_FULL_FLUSH)


def inflate(part: bytes) -> bytes:
    """Give back what a part was made of; zlib.error when it is damaged."""
    return zlib.decompressobj(-zlib.MAX_WBITS).decompress(part)


def gzipped(parts: Iterable[tuple[bytes, bytes]]) -> Iterator[bytes]:
    """Give a gzip file, piece by piece, of parts given as they were and compressed."""
    checksum = length = 0
    yield HEADER
    for data, compressed in parts:
        checksum, length = zlib.crc32(data, checksum), length + len(data)
        yield compressed
    yield END + checksum.to_bytes(4, "little") + (length % SIZE).to_bytes(4, "little")


def gzip(data: bytes) -> bytes:
    """Compress a whole file."""
    return b"".join(gzipped([(data, deflate(data))]))

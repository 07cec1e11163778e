"""Answers that are kept: a release never changes, so a query that was answered from it need not run again.

All web processes share one file in memory, bounded in size. It has two halves: what is new, or used again,
goes into the young one; when that is full, the old one is emptied and becomes the young one. So what is asked
for stays, and what nobody asked for twice goes.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import lmdb
import orjson

from kg.release.manifest import Manifest
from kg.store.interface import Asked, Store
from kg.store.limits import Limits
from kg.store.repetition import is_repeatable, normalized
from kg.store.wire import Answer, Request, pack_answer, unpack_answer

HALVES = (b"0", b"1")
YOUNG = b"young"
SHARE = 16
"""The part of the whole that one answer may take at most."""
LONGEST = 1 << 14
"""Characters of a query whose answer is kept: to compare a longer one costs more than it may save."""
READERS = 512


class Cache:
    """Answers by key, in `directory`; together at most `size` bytes."""

    def __init__(self, directory: Path, size: int) -> None:
        self.size = size
        # Nothing has to outlive the server, so nothing waits for a disk.
        self.file = lmdb.open(
            str(directory), map_size=size, max_dbs=3, max_readers=READERS, sync=False, metasync=False
        )
        self.file.reader_check()  # what a process was reading when it was killed could never be overwritten
        self.halves = [self.file.open_db(name) for name in HALVES]

    def get(self, key: bytes) -> Answer | None:
        """Give the answer that is kept under the key."""
        with self.file.begin(buffers=True) as reading:
            young = _young(reading)
            found = reading.get(key, db=self.halves[young])
            if found is not None:
                return unpack_answer(found)
            found = reading.get(key, db=self.halves[1 - young])
            answer = None if found is None else unpack_answer(found)
        if answer:
            self.put(key, answer)
        return answer

    def put(self, key: bytes, answer: Answer) -> None:
        """Keep an answer, unless it is too large; a full file makes room."""
        content = pack_answer(answer)
        if len(content) > self.size // SHARE:
            return
        with suppress(
            lmdb.Error
        ):  # a full disk, say: an answer that cannot be kept is an answer all the same
            try:
                self._put(key, content)
            except lmdb.MapFullError:  # full of pieces that are too small
                self.empty()

    def bytes_kept(self) -> int:
        """Count the bytes that are in use."""
        with self.file.begin() as reading:
            return sum(_bytes(reading, half) for half in self.halves)

    def _put(self, key: bytes, content: bytes) -> None:
        with self.file.begin(write=True) as writing:
            young = _young(writing)
            if _bytes(writing, self.halves[young]) + len(content) > self.size // 3:
                young = 1 - young
                writing.drop(self.halves[young], delete=False)
                writing.put(YOUNG, HALVES[young])
            writing.put(key, content, db=self.halves[young])

    def empty(self) -> None:
        """Keep nothing any longer."""
        with self.file.begin(write=True) as writing:
            for half in self.halves:
                writing.drop(half, delete=False)


@dataclass(frozen=True)
class CachedStore(Asked):
    """A store with the answers that it gave."""

    store: Store
    cache: Cache

    @property
    def release(self) -> Path:
        """The release's directory."""
        return self.store.release

    @property
    def manifest(self) -> Manifest:
        """What the release consists of."""
        return self.store.manifest

    @property
    def limits(self) -> Limits:
        """What a query may cost."""
        return self.store.limits

    @property
    def address(self) -> Path:
        """Where a process that was started by this one finds the broker."""
        return self.store.address

    def answer(self, request: Request) -> Answer:
        """Give the answer that is kept; or the store's, which is kept from now on."""
        store = self.store.pinned()
        key = key_of(store.release.name, request)
        return self._kept(key, request) or self._keep(key, store.answer(request))

    async def answer_in_loop(self, request: Request) -> Answer:
        """Do the same without keeping the event loop."""
        store = self.store.pinned()
        key = key_of(store.release.name, request)
        return self._kept(key, request) or self._keep(key, await store.answer_in_loop(request))

    def pinned(self) -> CachedStore:
        """Give a store that stays with the release of this moment."""
        return CachedStore(self.store.pinned(), self.cache)

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    def _kept(self, key: bytes | None, request: Request) -> Answer | None:
        answer = self.cache.get(key) if key else None
        return answer if answer and len(answer.body) <= request.limit else None

    def _keep(self, key: bytes | None, answer: Answer) -> Answer:
        if key:
            self.cache.put(key, answer)
        return answer


def key_of(release: str, request: Request) -> bytes | None:
    """Give the key under which the answer is kept: all that it depends on; None where it depends on more.

    What a query may cost is no part of it: an answer is whole, or there is none.
    """
    if len(request.query) > LONGEST or not is_repeatable(request.query):
        return None
    datasets = (request.default_graphs, request.named_graphs)
    graphs = [None if names is None else sorted(set(names)) for names in datasets]
    asked = [release, normalized(request.query), request.media_types, *graphs]
    return sha256(orjson.dumps(asked)).digest()


def _young(transaction: lmdb.Transaction) -> int:
    return HALVES.index(bytes(transaction.get(YOUNG, HALVES[0])))


def _bytes(transaction: lmdb.Transaction, half: lmdb._Database) -> int:
    found = transaction.stat(half)
    pages = found["branch_pages"] + found["leaf_pages"] + found["overflow_pages"]
    return int(pages * found["psize"])

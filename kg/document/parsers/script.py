"""Parses one document; run as a script, in a process of its own and within limits, it writes its parts."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import BinaryIO

from kg.apart import LARGE, Limits, RefusedError, work_apart
from kg.document.parts import write_parts

LIMITS = Limits(memory=2 << 30, seconds=120, written=256 << 20)


def main(parser: str, encoding: str) -> None:
    """Parse standard input with a module of this package; `encoding` is empty unless it is registered."""

    def write(stream: BinaryIO, output: BinaryIO) -> None:
        try:
            write_parts(import_module(f"kg.document.parsers.{parser}").parse(stream, encoding), output)
        except (MemoryError, RecursionError) as error:
            raise RefusedError(LARGE) from error

    work_apart(LIMITS, write)


if __name__ == "__main__":
    main(*sys.argv[1:])

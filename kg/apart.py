"""Parses foreign files in a process of its own, within limits: what grows, hangs or crashes there ends there.

Both sides are here: `parse_apart` starts a script, `work_apart` is what the script calls. It imports
nothing of ours, so that such a process starts at once.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import BinaryIO

# The exit code that says: standard error holds a refusal.
REFUSED = 3
# The kind of refusal of a process that did not end well: it took more than it may.
LARGE = "large"


@dataclass(frozen=True)
class Limits:
    """What the process may take: bytes of memory, seconds of processor time, bytes written."""

    memory: int
    seconds: int
    written: int


class RefusedError(Exception):
    """What is wrong with the file: a kind, the parser's words, and the line, where they are known."""

    def __init__(self, kind: str, reason: str = "", line: int | None = None) -> None:
        super().__init__(kind)
        self.kind, self.reason, self.line = kind, reason, line


@contextmanager
def parse_apart(script: str, stream: BinaryIO, *arguments: str) -> Iterator[BinaryIO]:
    """Run the script on the stream and give what it wrote; RefusedError where it refused or was ended."""
    command = [sys.executable, "-P", script, *arguments]
    with TemporaryFile() as written:
        run = subprocess.run(command, stdin=stream, stdout=written, stderr=subprocess.PIPE, check=False)
        if run.returncode == REFUSED:
            # What libraries have to say stands above it.
            raise RefusedError(**json.loads(run.stderr.splitlines()[-1]))
        if run.returncode != 0:
            raise RefusedError(LARGE)
        written.seek(0)
        yield written


def work_apart(limits: Limits, parse: Callable[[BinaryIO, BinaryIO], None]) -> None:
    """Parse standard input to standard output within the limits; a refusal goes to standard error as JSON."""
    _confine(limits)
    try:
        parse(sys.stdin.buffer, sys.stdout.buffer)
    except RefusedError as refusal:
        print(json.dumps(vars(refusal)), file=sys.stderr)
        sys.exit(REFUSED)


def _confine(limits: Limits) -> None:
    """Bound what this process may take; beyond it the kernel ends it or the parser gives up."""
    bounds = {
        resource.RLIMIT_AS: limits.memory,
        resource.RLIMIT_CPU: limits.seconds,
        resource.RLIMIT_FSIZE: limits.written,
        resource.RLIMIT_CORE: 0,
    }
    for kind, limit in bounds.items():
        allowed = resource.getrlimit(kind)[1]
        least = limit if allowed == resource.RLIM_INFINITY else min(limit, allowed)
        resource.setrlimit(kind, (least, least))

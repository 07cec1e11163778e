"""Servers that a benchmark starts: where they listen, when they answer, what memory they and theirs hold."""

from __future__ import annotations

import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.store.processes import descendants, eventually, is_alive, processor_time

START = 900.0
"""Seconds that a server has to load the data and to answer."""
GLANCE = 0.5
"""Seconds between looks at a server's memory."""
QUIET = 0.3
"""Seconds of watching whether a server still computes what nobody waits for any more."""


class StartError(Exception):
    """A server did not come up; the message is the end of what it wrote."""


@contextmanager
def started(command: Sequence[str], directory: Path, probe: str) -> Iterator[int]:
    """Run a server until the block ends; give its process id once the address `probe` answers."""
    log = directory / "output"
    with (
        log.open("wb") as output,
        subprocess.Popen(command, cwd=directory, stdout=output, stderr=output) as process,
    ):
        try:
            _await(process, probe, log)
            yield process.pid
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def free_port() -> int:
    """Give a port of the loopback address that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def tree(pid: int) -> list[int]:
    """Give a process and all below it."""
    return [pid, *descendants(pid)]


def memory(pids: Sequence[int]) -> int:
    """Give the bytes that processes hold together, a page that several share counted once (PSS)."""
    return sum(_proportional(pid) for pid in pids)


def is_computing(pid: int) -> bool:
    """Tell whether a process tree takes more than a tenth of a processor."""
    before = processor(pid)
    time.sleep(QUIET)
    return processor(pid) - before > QUIET / 10


def still_alive(pids: Iterable[int], seconds: float) -> list[int]:
    """Give those of the processes that have not ended after this time."""
    eventually(lambda: not any(map(is_alive, pids)), seconds)
    return [pid for pid in pids if is_alive(pid)]


@dataclass
class Watch:
    """What is seen of a server's processes: all that ever were, and the most memory that they held."""

    pid: int
    seen: set[int] = field(default_factory=set)
    peak: int = 0
    ended: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def watching(self) -> Iterator[Watch]:
        """Watch while the block runs."""
        thread = threading.Thread(target=self._look)
        thread.start()
        try:
            yield self
        finally:
            self.ended.set()
            thread.join()

    def _look(self) -> None:
        while not self.ended.wait(GLANCE):
            pids = tree(self.pid)
            self.seen.update(pids)
            self.peak = max(self.peak, memory(pids))


def processor(pid: int) -> float:
    """Give the seconds of CPU that a process tree has taken."""
    total = 0.0
    for each in tree(pid):
        try:
            total += processor_time(each)
        except OSError:
            continue
    return total


def _await(process: subprocess.Popen[bytes], probe: str, log: Path) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(probe, timeout=5):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise StartError(log.read_text(encoding="utf-8", errors="replace")[-500:])


def _proportional(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) << 10

"""Shows how far a command is: a bar on a terminal, a line now and then in a log."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import click

from kg.cli.speech import Speech
from kg.errors import Message

Item = TypeVar("Item")

INTERVAL = 10.0
"""Seconds between two lines of a log."""


@dataclass(frozen=True)
class Shown:
    """Passes items on and shows how many have gone by, on standard error."""

    speech: Speech

    def __call__(self, label: Message, items: Iterable[Item], length: int) -> Iterator[Item]:
        """Give the items."""
        name = self.speech.sentence(label)
        if not sys.stderr.isatty():
            yield from self._logged(name, items, length)
        elif length:
            with click.progressbar(items, length=length, label=name, file=sys.stderr) as bar:
                yield from bar

    def _logged(self, name: str, items: Iterable[Item], length: int) -> Iterator[Item]:
        last = time.monotonic()
        for done, item in enumerate(items, start=1):
            yield item
            if time.monotonic() - last >= INTERVAL:
                last = time.monotonic()
                values = {"stage": name, "done": done, "count": length}
                click.echo(self.speech.sentence(Message("{stage}: {done} of {count}", values)), err=True)


def processors() -> int:
    """Give the number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

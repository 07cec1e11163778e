"""Work shared among processes: each takes one task after another, and its death is known by its task."""

from __future__ import annotations

import gc
import os
import signal
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Generic, Protocol, TypeVar

from kg.errors import Message

Task = TypeVar("Task")
Outcome = TypeVar("Outcome")
Item = TypeVar("Item")

TELLING = {signal.SIGINT, signal.SIGTERM}
"""Signals that tell a build to end."""
WORTH = 4
"""Tasks for which it pays to start a process."""


class Progress(Protocol):
    """Passes items on and shows how many of `length` have gone by."""

    def __call__(self, label: Message, items: Iterable[Item], length: int) -> Iterable[Item]:
        """Give the items."""


def unseen(label: Message, items: Iterable[Item], length: int) -> Iterable[Item]:
    """Show nothing."""
    return items


class LostError(Exception):
    """A process ended in the middle of a task; `status` is its exit code, negative for a signal."""

    def __init__(self, task: object, status: int) -> None:
        super().__init__(task, status)
        self.task, self.status = task, status


def work(tasks: Sequence[Task], do: Callable[[Task], Outcome], jobs: int) -> Iterator[tuple[Task, Outcome]]:
    """Do the tasks in so many processes, or here when they are few; give each as it is done.

    LostError names the task whose process ended; then, and when the caller stops, all others are ended.
    """
    size = min(jobs, len(tasks) // WORTH)
    if size < 2:
        yield from ((task, _done(do, task)) for task in tasks)
        return
    with _hired(do, size) as hands:
        yield from _share_out(list(reversed(tasks)), hands)


@dataclass
class _Hand(Generic[Task, Outcome]):
    """A process, the connection to it, and what it is at."""

    process: BaseProcess
    connection: Connection
    task: Task | None = None

    def give(self, task: Task) -> None:
        self.task = task
        try:
            self.connection.send(task)
        except OSError as error:
            raise self.lost() from error

    def take(self) -> Outcome:
        """Take the outcome; what went wrong unforeseen there goes wrong here."""
        try:
            outcome, broken = self.connection.recv()
        except (EOFError, OSError) as error:
            raise self.lost() from error
        if broken:
            raise RuntimeError(broken)
        return outcome  # type: ignore[no-any-return]

    def lost(self) -> LostError:
        self.process.join()
        return LostError(self.task, self.process.exitcode or 0)


def _share_out(tasks: list[Task], hands: Sequence[_Hand[Task, Outcome]]) -> Iterator[tuple[Task, Outcome]]:
    busy = {hand.connection: hand for hand in hands}
    for hand in hands:
        hand.give(tasks.pop())
    while busy:
        for connection in wait(list(busy)):
            assert isinstance(connection, Connection)
            hand = busy[connection]
            done, outcome = hand.task, hand.take()
            if tasks:
                hand.give(tasks.pop())
            else:
                del busy[connection]
            assert done is not None
            yield done, outcome


@contextmanager
def _hired(do: Callable[[Task], Outcome], size: int) -> Iterator[list[_Hand[Task, Outcome]]]:
    """Start the processes; they share what is in memory by now, and end with this block."""
    context = get_context("fork")
    hands: list[_Hand[Task, Outcome]] = []
    gc.freeze()  # the collector would copy what is shared
    try:
        for _ in range(size):
            ours, theirs = context.Pipe()
            process = context.Process(target=_labour, args=(theirs, do, os.getpid()), daemon=True)
            with _undisturbed():
                process.start()
                hands.append(_Hand(process, ours))
            theirs.close()
        yield hands
    finally:
        for hand in hands:
            hand.process.kill()
        for hand in hands:
            hand.process.join()
            hand.connection.close()
        gc.unfreeze()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep signals for after the block: while a process is made, what they raise would be lost."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, TELLING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _labour(connection: Connection, do: Callable[[Task], Outcome], parent: int) -> None:
    """Do what comes until nobody is there to ask; an interrupt is the parent's affair."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, TELLING)
    gc.disable()
    while True:
        while not connection.poll(1):
            if os.getppid() != parent:
                os._exit(1)
        try:
            connection.send((_done(do, connection.recv()), ""))
        except BaseException:
            connection.send((None, traceback.format_exc()))


def _done(do: Callable[[Task], Outcome], task: Task) -> Outcome:
    """Do a task, and clear up only then: a collector at work among so many statements takes a tenth."""
    was_collecting = gc.isenabled()
    gc.freeze()  # what is there is not looked at again
    gc.disable()
    try:
        return do(task)
    finally:
        gc.collect()
        gc.unfreeze()
        if was_collecting:
            gc.enable()

"""What keeps a worker harmless: nothing to reach, a price, an end (Linux)."""

from __future__ import annotations

import ctypes
import fcntl
import math
import os
import resource
import signal
import socket

from kg.store.limits import Limits

# linux/prctl.h and linux/sched.h
PR_SET_PDEATHSIG = 1
CLONE_NEWUSER = 0x10000000
CLONE_NEWNET = 0x40000000

DESCRIPTORS = 2
"""Descriptors that a worker may have beside the listening socket.

Its place in the line takes one, the connection of its query the other: while a query runs nothing can be
opened and nobody called.
"""


def die_with(parent: int) -> None:
    """Let the kernel kill this process when `parent` ends; end now when it already has."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def leave_network() -> None:
    """Move into an empty network. Where the kernel forbids it, the limit on descriptors stops connections."""
    ctypes.CDLL(None).unshare(CLONE_NEWUSER | CLONE_NEWNET)


def close_all_but(descriptor: int) -> None:
    """Close every open descriptor except one."""
    os.closerange(0, descriptor)
    os.closerange(descriptor + 1, resource.getrlimit(resource.RLIMIT_NOFILE)[1])


def bound(limits: Limits, size: int) -> None:
    """Allow two new descriptors, no core, `limits.memory` bytes above `size`, CPU for the worker's life."""
    _limit(resource.RLIMIT_AS, size + limits.memory)
    _limit(resource.RLIMIT_CPU, math.ceil(limits.spent + limits.timeout) + 1)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_NOFILE, DESCRIPTORS)


def end_after(seconds: float) -> None:
    """Let the kernel end this process by SIGALRM, which needs no code of ours; 0 takes that back."""
    signal.setitimer(signal.ITIMER_REAL, seconds)


def let_make_way() -> None:
    """Let SIGVTALRM give this process the lowest priority, for good.

    The signal's handler is nice(2) itself, which takes the signal's number for the increment: so it works in
    the midst of native code, where no code of ours can run.
    """
    libc = ctypes.CDLL(None)
    libc.signal.argtypes = (ctypes.c_int, ctypes.c_void_p)
    libc.signal(signal.SIGVTALRM, ctypes.cast(libc.nice, ctypes.c_void_p))


def make_way_after(seconds: float) -> None:
    """Send SIGVTALRM once this process has computed for so long from now."""
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)


def end_with_peer(connection: socket.socket) -> None:
    """Let the kernel end this process by SIGIO as soon as the connection's other side has closed it."""
    fcntl.fcntl(connection, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(connection, fcntl.F_SETFL, os.O_ASYNC)


def outlive_peer(connection: socket.socket) -> None:
    """Take `end_with_peer` back."""
    fcntl.fcntl(connection, fcntl.F_SETFL, 0)


def _limit(kind: int, value: int) -> None:
    resource.setrlimit(kind, (value, value))

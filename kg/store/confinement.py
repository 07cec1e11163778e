"""What keeps a query's process harmless: nothing to reach, a price, an end (Linux)."""

from __future__ import annotations

import ctypes
import math
import os
import resource
import signal

from kg.store.limits import Limits

# linux/prctl.h and linux/sched.h
PR_SET_PDEATHSIG = 1
CLONE_NEWUSER = 0x10000000
CLONE_NEWNET = 0x40000000


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
    """Allow no new descriptor, no core, `limits.memory` bytes above `size`, CPU up to the deadline."""
    _limit(resource.RLIMIT_AS, size + limits.memory)
    _limit(resource.RLIMIT_CPU, math.ceil(limits.timeout) + 1)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_NOFILE, 0)


def end_after(seconds: float) -> None:
    """Let the kernel end this process by SIGALRM: no code of ours has to run for that."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGALRM})
    signal.setitimer(signal.ITIMER_REAL, seconds)


def _limit(kind: int, value: int) -> None:
    resource.setrlimit(kind, (value, value))

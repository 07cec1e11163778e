"""The load: the same requests for every server, from wrk; and what it measured."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

PROGRAM = shutil.which("wrk")
CONNECTIONS = 16
SCRIPT = Path(__file__).with_name("wrk.lua")
PATIENCE = 30


@dataclass(frozen=True)
class Measurement:
    """How many answers came, how many in a second, the milliseconds within which half and 99 % of them came.

    `failures` were no 2xx or 3xx, or did not come; `alone` tells that requests were made one after another;
    `processor` are the seconds of CPU that the server took for one answer.
    """

    count: int
    rate: float
    p50: float
    p99: float
    failures: int = 0
    processor: float = 0
    alone: bool = False


def load(url: str, seconds: float, headers: dict[str, str]) -> Measurement:
    """Ask for an address from 16 connections at once, each again as soon as it has its answer."""
    variables = {"ACCEPT": headers.get("Accept", "*/*")}
    if "If-None-Match" in headers:
        variables["IF_NONE_MATCH"] = headers["If-None-Match"]
    command = [
        str(PROGRAM),
        "-t1",
        f"-c{CONNECTIONS}",
        f"-d{seconds:g}s",
        f"--timeout={PATIENCE}s",
        "-s",
        str(SCRIPT),
        url,
    ]
    run = subprocess.run(command, env=os.environ | variables, capture_output=True, text=True, check=True)
    found = json.loads(run.stdout.splitlines()[-1])
    rate = found["requests"] / (found["microseconds"] / 1e6)
    failures = found["refused"] + found["broken"]
    return Measurement(found["requests"], rate, found["p50"] / 1000, found["p99"] / 1000, failures)


def one_by_one(call: Callable[[], object], seconds: float) -> Measurement:
    """Make a call again and again, at least three times."""
    times: list[float] = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end or len(times) < 3:
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1000)
    rate, p50, p99 = 1000 / statistics.mean(times), statistics.median(times), percentile(times, 99)
    return Measurement(len(times), rate, p50, p99, alone=True)


def percentile(values: Sequence[float], part: int) -> float:
    """Give the value that `part` % of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * part // 100) - 1)]


def timed(clock: Callable[[], float], measure: Callable[[], Measurement]) -> Measurement:
    """Measure, with the CPU that each answer took by a clock of the server's."""
    before, found = clock(), measure()
    return replace(found, processor=max(0.0, clock() - before) / max(1, found.count))


def median(measurements: Sequence[Measurement]) -> Measurement:
    """Give the middle of each figure over several rounds, and all answers and failures."""
    return Measurement(
        sum(each.count for each in measurements),
        statistics.median(each.rate for each in measurements),
        statistics.median(each.p50 for each in measurements),
        statistics.median(each.p99 for each in measurements),
        sum(each.failures for each in measurements),
        statistics.median(each.processor for each in measurements),
        any(each.alone for each in measurements),
    )

"""Options of kg serve that say what a query may cost; `Limits` holds what they mean, and the defaults."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from kg.store import Limits

DEFAULT = Limits()
MEBIBYTE = 1 << 20

# Name, type, default, meaning.
OPTIONS: list[tuple[str, click.ParamType[Any], float, str]] = [
    ("--timeout", click.FloatRange(min=0.1), DEFAULT.timeout, "Seconds that a query may run."),
    (
        "--queries",
        click.IntRange(min=1),
        DEFAULT.workers,
        "Queries that run at the same time; half of them may run longer than a second.",
    ),
    (
        "--waiting",
        click.IntRange(min=0),
        DEFAULT.waiting,
        "Queries that wait for their turn; one more is refused at once.",
    ),
    (
        "--memory",
        click.IntRange(min=32),
        DEFAULT.memory // MEBIBYTE,
        "Mebibytes that a query may take above what the graph takes.",
    ),
    ("--answer", click.IntRange(min=1), DEFAULT.answer // MEBIBYTE, "Mebibytes that an answer may have."),
    ("--rows", click.IntRange(min=1), DEFAULT.rows, "Rows or statements that an answer may have."),
]


def limited(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command these options, and what they say as its argument `limits`."""

    @wraps(command)
    def run(*arguments: Any, **values: Any) -> None:
        limits = Limits(
            timeout=values.pop("timeout"),
            workers=(queries := values.pop("queries")),
            long=max(1, queries // 2),
            waiting=values.pop("waiting"),
            memory=values.pop("memory") * MEBIBYTE,
            answer=values.pop("answer") * MEBIBYTE,
            rows=values.pop("rows"),
        )
        command(*arguments, limits=limits, **values)

    for name, kind, default, meaning in reversed(OPTIONS):
        run = click.option(name, type=kind, default=default, show_default=True, help=meaning)(run)
    return run

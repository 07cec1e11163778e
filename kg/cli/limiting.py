"""Options of kg serve that say what a query may cost; `Limits` holds what they mean, and the defaults."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from kg.store import Limits

DEFAULT = Limits()
MEBIBYTE = 1 << 20

OPTIONS = [
    click.option(
        "--timeout",
        type=click.FloatRange(min=0.1),
        default=DEFAULT.timeout,
        show_default=True,
        help="Seconds that a query may run.",
    ),
    click.option(
        "--queries",
        type=click.IntRange(min=1),
        default=DEFAULT.workers,
        show_default=True,
        help="Queries that run at the same time; half of them may run longer than a second.",
    ),
    click.option(
        "--waiting",
        type=click.IntRange(min=0),
        default=DEFAULT.waiting,
        show_default=True,
        help="Queries that wait for their turn; one more is refused at once.",
    ),
    click.option(
        "--memory",
        type=click.IntRange(min=32),
        default=DEFAULT.memory // MEBIBYTE,
        show_default=True,
        help="Mebibytes that a query may take above what the graph takes.",
    ),
    click.option(
        "--answer",
        type=click.IntRange(min=1),
        default=DEFAULT.answer // MEBIBYTE,
        show_default=True,
        help="Mebibytes that an answer may have.",
    ),
    click.option(
        "--rows",
        type=click.IntRange(min=1),
        default=DEFAULT.rows,
        show_default=True,
        help="Rows or statements that an answer may have.",
    ),
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

    for option in reversed(OPTIONS):
        run = option(run)
    return run

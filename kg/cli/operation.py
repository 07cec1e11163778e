"""Options of kg serve for its operator: a flag comes before its variable (KG_…), that before the default."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

import click
import limits

from kg.store.scratch import scratch
from kg.web import settings
from kg.web.metrics import DIRECTORY
from kg.web.server import ANSWERS

# RFC 9116 §2.5.3
CONTACT = re.compile(r"(mailto:|https://|tel:)[!-~]+")
DEFAULT = settings.Settings()


def _rate(context: click.Context, parameter: click.Parameter, value: str) -> str:
    """Accept what the web reads as a rate, or nothing."""
    try:
        if value:
            limits.parse(value)
    except ValueError:
        raise click.BadParameter(value, context, parameter) from None
    return value


def _contact(context: click.Context, parameter: click.Parameter, value: str) -> str:
    """Accept an address that can be written into security.txt, or nothing."""
    if value and not CONTACT.fullmatch(value):
        raise click.BadParameter(value, context, parameter)
    return value


OPTIONS = {
    settings.RATE: click.option(
        "--rate",
        envvar=settings.RATE,
        default=DEFAULT.rate,
        callback=_rate,
        help="Queries that one client may ask, such as 600/minute; default: no limit.",
    ),
    settings.PROXIES: click.option(
        "--proxies",
        type=click.IntRange(min=0),
        envvar=settings.PROXIES,
        default=DEFAULT.proxies,
        show_default=True,
        help="Trusted proxies in front that tell the client's address (X-Forwarded-For).",
    ),
    settings.CONTACT: click.option(
        "--contact",
        envvar=settings.CONTACT,
        default=DEFAULT.contact,
        callback=_contact,
        help="Where to report a vulnerability: mailto:, https: or tel:; shown in security.txt.",
    ),
    settings.SLOW: click.option(
        "--slow",
        type=click.FloatRange(min=0),
        envvar=settings.SLOW,
        default=DEFAULT.slow,
        show_default=True,
        help="Seconds from which a query is logged with its text.",
    ),
    settings.LOG: click.option(
        "--log",
        type=click.Choice(settings.LEVELS),
        envvar=settings.LOG,
        default=DEFAULT.log,
        show_default=True,
        help="What is logged: info every request, warning slow queries, error our mistakes.",
    ),
    settings.CACHE: click.option(
        "--cache",
        type=click.IntRange(min=0),
        envvar=settings.CACHE,
        default=DEFAULT.cache,
        show_default=True,
        help="Mebibytes of answers that are kept, for all processes together; 0 keeps none.",
    ),
}


def operated(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the operator's options, and hand them on to its processes by the environment."""

    @wraps(command)
    def run(*arguments: Any, **values: Any) -> None:
        decided = {name: str(values.pop(_parameter(name))) for name in OPTIONS}
        with scratch() as figures, scratch() as answers:
            os.environ.update(decided | {DIRECTORY: str(figures), ANSWERS: str(answers)})
            command(*arguments, **values)

    for option in OPTIONS.values():
        run = option(run)
    return run


def _parameter(variable: str) -> str:
    return variable.removeprefix("KG_").lower()

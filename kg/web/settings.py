"""What an operator decides about the web; the environment carries it from `kg serve` to the web processes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

RATE = "KG_RATE"
PROXIES = "KG_PROXIES"
CONTACT = "KG_CONTACT"
SLOW = "KG_SLOW"
LOG = "KG_LOG"
CACHE = "KG_CACHE"

LEVELS = ("info", "warning", "error")


@dataclass(frozen=True)
class Settings:
    """The operator's decisions, with what holds where nothing was decided."""

    rate: str = ""
    """Queries that a client may ask, such as `600/minute`; empty: as many as it likes."""
    proxies: int = 0
    """Proxies in front of the server whose word on the client's address is taken."""
    contact: str = ""
    """Where to report a vulnerability: a mailto, https or tel address; empty: not said."""
    slow: float = 5.0
    """Seconds from which a query is logged with its text."""
    log: str = "info"
    """The least level that is logged: info is every request, warning slow queries, error our mistakes."""
    cache: int = 64
    """Mebibytes of answers that are kept; 0 keeps none."""


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Read the settings that `kg serve` has checked and handed on."""
    default = Settings()
    return Settings(
        rate=environment.get(RATE, default.rate),
        proxies=int(environment.get(PROXIES, default.proxies)),
        contact=environment.get(CONTACT, default.contact),
        slow=float(environment.get(SLOW, default.slow)),
        log=environment.get(LOG, default.log),
        cache=int(environment.get(CACHE, default.cache)),
    )

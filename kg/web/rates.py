"""How often a client may ask; `limits` counts in the memory of each process."""

from __future__ import annotations

import time
from ipaddress import IPv6Address, ip_address, ip_network

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from werkzeug.exceptions import TooManyRequests
from werkzeug.http import parse_list_header

from kg.web.messages import Request

NETWORK = 64
"""Bits of an IPv6 address that name a subscriber; the rest the subscriber chooses freely."""


class Rates:
    """Admits as many queries of a client as `rate` says, such as `600/minute`; ValueError when it is none."""

    def __init__(self, rate: str) -> None:
        self.rate = parse(rate)
        self.limiter = FixedWindowRateLimiter(MemoryStorage())

    def admit(self, address: str) -> None:
        """Count a query of a client; TooManyRequests, with the time to wait, for one too many."""
        client = client_of(address)
        if not self.limiter.hit(self.rate, client):
            reset = self.limiter.get_window_stats(self.rate, client).reset_time
            raise TooManyRequests(retry_after=max(1, round(reset - time.time())))


def address_of(request: Request, proxies: int) -> str:
    """Give the client's address: what the outermost trusted proxy says, or whoever sent the request."""
    addresses = parse_list_header(request.header("x-forwarded-for")) if proxies else []
    return addresses[-proxies] if len(addresses) >= proxies > 0 else request.client


def client_of(address: str) -> str:
    """Give what stands for the client of an address: the address itself, or its IPv6 network."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        mapped = parsed.ipv4_mapped
        return str(mapped or ip_network((parsed, NETWORK), strict=False))
    return str(parsed)

"""Headers that every answer carries: for the reader's safety, and to let any site's scripts read the data."""

from __future__ import annotations

from flask import Response, request

from kg.web.negotiation import HTML

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": ", ".join(
        ["Content-Range", "ETag", "Link", "Location", "Retry-After", "Server-Timing", "Vary", "X-Request-Id"]
    ),
}

# Fetch Standard §3.2: the answer to a preflight, which asks before a script's request is sent.
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": ", ".join(
        ["Accept", "Accept-Language", "Content-Type", "If-None-Match", "Range", "X-Request-Id"]
    ),
    "Access-Control-Max-Age": "86400",
}

PAGE_POLICY = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
)
DATA_POLICY = "default-src 'none'; frame-ancestors 'none'"


def add_headers(response: Response) -> Response:
    """Add the headers; pages may load from this server only, data nothing at all."""
    response.headers.update(ALWAYS)
    if request.method == "OPTIONS":
        response.headers.update(PREFLIGHT)
    policy = PAGE_POLICY if response.mimetype == HTML else DATA_POLICY
    response.headers["Content-Security-Policy"] = policy
    return response

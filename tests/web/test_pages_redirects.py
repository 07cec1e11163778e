"""Every redirect stays on the server that was asked, whatever name it was asked by."""

from __future__ import annotations

import pytest

from tests.web.site import Site


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/dumps", "/dumps/"),
        ("/dumps?lang=ja", "/dumps/?lang=ja"),
        ("/dumps/latest", "/dumps/latest/"),
        ("/id//x", "/id/x"),
        ("/doc//x.html", "/doc/x.html"),
        ("/graph/%2fx", "/graph/x"),
        ("/ja", "/ja/"),
        ("//ja", "/ja/"),
        ("///elsewhere.example//dumps", None),
        ("/ja//elsewhere.example/..//x", None),
    ],
)
@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8000", "[", "[::1]", "evil.example/a", "user@evil.example", "a\\b", ""],
)
def test_a_redirect_names_no_host(site: Site, path: str, to: str | None, host: str) -> None:
    reply = site.ask(path, headers={"Host": host})
    assert reply.status < 500
    location = reply.headers.get("Location", "/x")
    assert location[0] == "/"
    assert location[1:2] not in ("/", "\\")
    assert b"evil" not in reply.body
    if host == "evil.example" and to:
        assert (reply.status, location) == (308, to)
        assert {"Accept", "Accept-Language"} <= set(reply.headers["Vary"].split(", "))
        assert reply.headers["Cache-Control"] == "no-store"


def test_what_browsers_and_crawlers_ask_for_unasked_is_there(site: Site) -> None:
    assert site.ask("/favicon.ico").media_type == "image/svg+xml"
    robots = site.ask("/robots.txt")
    assert (robots.status, robots.media_type) == (200, "text/plain")
    assert "\nAllow: /\n" in robots.text

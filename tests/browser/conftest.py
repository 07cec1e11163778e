"""A browser for the tests of a directory, and a reader for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import Reader, chromium
from tests.browser.sampling import sample
from tests.web.site import Site


# Not for the session: Playwright's event loop would stand in the way of other tests' own.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def reader(browser: Browser, seed_site: Site) -> Iterator[Reader]:
    """Somebody who reads the first document's site; the test fails when anything went wrong unseen."""
    reader = Reader(browser, seed_site.address)
    yield reader
    reader.close()
    assert reader.watch.complaints == []


@pytest.fixture(scope="module", params=["ja", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def paths(seed_site: Site, language: str) -> list[str]:
    """The addresses of a page of each kind in the language."""
    return sample(seed_site, language)

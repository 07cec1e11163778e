"""A server of the made-up documents: several agreements, versions and parties."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.site import Site, running


@pytest.fixture(scope="session")
def synthetic_site(synthetic_release: Path) -> Iterator[Site]:
    with running(synthetic_release) as site:
        yield site


@pytest.fixture(scope="session")
def sites(seed_site: Site, synthetic_site: Site) -> dict[str, Site]:
    return {"seed": seed_site, "synthetic": synthetic_site}

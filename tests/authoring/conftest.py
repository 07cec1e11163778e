"""The seed as a filled-in form."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.authoring.forms import complete, exported


@pytest.fixture(scope="session")
def seed_form(seed_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What kg export writes of the seed."""
    return exported(seed_release, "okayama-soja", tmp_path_factory.mktemp("export") / "seed.xlsx")


@pytest.fixture(scope="session")
def complete_form(seed_form: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seed with something in every column (synthetic)."""
    return complete(seed_form, tmp_path_factory.mktemp("complete") / "complete.xlsx")

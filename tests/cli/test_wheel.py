"""A wheel built from the repository runs without the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import DATA, ROOT


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's content, unpacked where only it is found."""
    place = tmp_path_factory.mktemp("wheel")
    run = [sys.executable, "-m"]
    subprocess.run([*run, "hatchling", "build", "-t", "wheel", "-d", str(place)], cwd=ROOT, check=True)
    (wheel,) = place.glob("*.whl")
    target = ["--no-deps", "--no-index", "--quiet", "--target", str(place / "site")]
    subprocess.run([*run, "pip", "install", *target, str(wheel)], check=True)
    return place / "site"


def python(installed: Path, cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(installed), "LC_ALL": "C.UTF-8"}
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False
    )


def test_the_wheel_is_what_runs(installed: Path, tmp_path: Path) -> None:
    run = python(installed, tmp_path, "-c", "import kg; print(kg.__file__)")
    assert run.stdout.startswith(str(installed))


def test_it_carries_ontology_shapes_questions_and_reference_data(installed: Path) -> None:
    assets = installed / "kg" / "assets"
    for name in ("ontology/renkei.ttl", "ontology/concepts/roles.ttl", "shapes/initiative.ttl"):
        assert (assets / name).read_bytes() == (ROOT / name).read_bytes()
    assert list((assets / "ontology" / "competency").glob("cq01-*.rq"))
    assert {path.name for path in (assets / "data").iterdir()} >= {"governments.csv", "areas.csv"}


def test_it_builds_the_same_release_as_the_checkout(
    installed: Path, tmp_path: Path, seed_release: Path
) -> None:
    run = python(installed, tmp_path, "-m", "kg", "build", "--data", str(DATA))
    assert run.returncode == 0, run.stderr
    assert (tmp_path / "current").resolve().name == seed_release.name


def test_it_asks_the_release(installed: Path, tmp_path: Path, seed_release: Path) -> None:
    question = "SELECT (COUNT(*) AS ?n) { ?i a <https://w3id.org/renkei/def#Initiative> }"
    run = python(
        installed, tmp_path, "-m", "kg", "query", question, "--format", "csv", "--release", str(seed_release)
    )
    assert run.stdout.split() == ["n", "13"], run.stderr

"""A release is reproducible to the byte, whole or not at all, and replaced atomically."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from rdflib import BNode, Dataset
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from kg.release.manifest import read_manifest, sha256_of
from tests.conftest import DATA, ROOT, Kg, build


def files(release: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(release)): path.read_bytes() for path in release.rglob("*") if path.is_file()
    }


def test_two_builds_in_different_circumstances_are_identical_to_the_byte(tmp_path: Path, kg: Kg) -> None:
    releases = []
    for seed, locale in (("1", "ja_JP.UTF-8"), ("4242", "C")):
        place = tmp_path / seed
        run = kg(
            "build", "--releases", place / "releases", PYTHONHASHSEED=seed, LC_ALL=locale, TZ=f"UTC-{seed[0]}"
        )
        assert run.returncode == 0, run.stderr
        releases.append((place / "current").resolve())
    assert releases[0].name == releases[1].name
    assert files(releases[0]) == files(releases[1])


def test_the_id_is_the_date_of_the_data_and_a_digest(seed_release: Path, tmp_path: Path) -> None:
    assert seed_release.name.startswith("2026-11-22-")
    other = build(tmp_path, DATA, "--as-of", "2026-12-01")
    assert other.name.startswith("2026-12-01-")
    assert other.name[-12:] != seed_release.name[-12:]


def test_another_base_gives_another_release_that_is_for_publication(tmp_path: Path) -> None:
    release = build(tmp_path, DATA, "--base", "https://data.example.org/renkei/")
    manifest = read_manifest(release)
    assert manifest.publishable
    assert b"localhost" not in (release / "dumps" / "renkei.nq").read_bytes()


@pytest.mark.parametrize(
    "base", ["data.example.org", "https://data.example.org", "ftp://x/", "https://x/a b/", "https://x/#"]
)
def test_a_base_that_is_no_address_is_a_wrong_call(base: str, tmp_path: Path, kg: Kg) -> None:
    run = kg("build", "--releases", tmp_path / "releases", "--base", base)
    assert run.returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_the_manifest_records_every_file(seed_release: Path) -> None:
    manifest = read_manifest(seed_release)
    recorded = {file.path: (file.sha256, file.bytes) for file in manifest.files}
    present = {
        name: (sha256_of(seed_release / name), len(data))
        for name, data in files(seed_release).items()
        if name != "manifest.json"
    }
    assert recorded == present
    assert not manifest.publishable


def test_the_manifest_records_its_inputs(seed_release: Path) -> None:
    inputs = {each.path: each.sha256 for each in read_manifest(seed_release).inputs}
    document = DATA / "documents" / "okayama-soja-2025.txt"
    assert inputs["data/documents/okayama-soja-2025.txt"] == sha256_of(document)
    assert {"data/sources.csv", "reference/governments.csv", "ontology/concepts/roles.ttl"} <= set(inputs)
    assert "ontology/competency/cq01-who-leads-what.rq" in inputs


def test_the_source_is_kept_byte_for_byte(seed_release: Path) -> None:
    kept = seed_release / "sources" / "okayama-soja-2025.txt"
    assert kept.read_bytes() == (DATA / "documents" / "okayama-soja-2025.txt").read_bytes()


def test_named_graphs_are_disjoint_and_hold_no_blank_node(synthetic_release: Path) -> None:
    dataset = Dataset()
    dataset.parse(synthetic_release / "dumps" / "renkei.nq", format="nquads")
    named = [quad for quad in dataset.quads() if quad[3] not in (None, DATASET_DEFAULT_GRAPH_ID)]
    triples = [quad[:3] for quad in named]
    assert len(triples) == len(set(triples))
    assert not any(isinstance(term, BNode) for quad in named for term in quad)
    assert {str(quad[3]) for quad in named} == {
        graph.iri for graph in read_manifest(synthetic_release).graphs
    }


def test_a_second_build_of_the_same_inputs_changes_nothing(tmp_path: Path, kg: Kg) -> None:
    release = build(tmp_path, DATA)
    written = {path: path.stat().st_mtime_ns for path in release.rglob("*")}
    run = kg("--lang", "en", "build", "--releases", tmp_path / "releases")
    assert "is unchanged" in run.stdout
    assert {path: path.stat().st_mtime_ns for path in release.rglob("*")} == written


def test_an_altered_release_is_never_made_current_again(tmp_path: Path, kg: Kg) -> None:
    release = build(tmp_path, DATA)
    with (release / "void.ttl").open("ab") as stream:
        stream.write(b"\n")
    run = kg("--lang", "en", "build", "--releases", tmp_path / "releases")
    assert run.returncode == 1
    assert "altered" in run.stderr


@pytest.mark.parametrize("harm", ["flip", "delete", "add"])
def test_verify_finds_what_was_done_to_a_release(
    harm: str, seed_release: Path, tmp_path: Path, kg: Kg
) -> None:
    release = shutil.copytree(seed_release, tmp_path / seed_release.name)
    victim = release / "dumps" / "renkei.nq"
    if harm == "flip":
        data = bytearray(victim.read_bytes())
        data[len(data) // 2] ^= 1
        victim.write_bytes(data)
    elif harm == "delete":
        victim.unlink()
    else:
        (release / "dumps" / "more.nq").touch()
    run = kg("--lang", "en", "verify", release)
    assert run.returncode == 1
    assert "dumps/" in run.stderr
    assert kg("verify", seed_release).returncode == 0


def test_a_build_killed_in_the_middle_leaves_the_current_release(tmp_path: Path) -> None:
    before = build(tmp_path, DATA)
    command = [
        sys.executable,
        "-m",
        "kg",
        "build",
        "--releases",
        str(tmp_path / "releases"),
        "--as-of",
        "2027-01-01",
    ]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ, stdout=subprocess.PIPE)
    while process.poll() is None and not any((tmp_path / "releases").glob(".building-*")):
        time.sleep(0.001)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert (tmp_path / "current").resolve() in (before, *(tmp_path / "releases").glob("2027-*"))
    assert (tmp_path / "current" / "manifest.json").exists()
    assert build(tmp_path, DATA, "--as-of", "2027-01-01").name.startswith("2027-01-01")


def test_a_register_edited_without_effect_gives_a_new_release(tmp_path: Path, kg: Kg) -> None:
    """The manifest records what went in; so a release stands for its inputs as much as for its content."""
    data = shutil.copytree(DATA, tmp_path / "data")
    before = build(tmp_path, data)
    with (data / "translations.csv").open("a", encoding="utf-8") as stream:
        stream.write("架空町,Synthetic Town\n")
    after = build(tmp_path, data)
    assert after != before
    assert (before / "dumps" / "renkei.nq").read_bytes() == (after / "dumps" / "renkei.nq").read_bytes()


def test_builds_at_the_same_time_agree(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kg", "build", "--releases", str(tmp_path / "releases")]
    processes = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [process.wait() for process in processes] == [0, 0]
    assert (tmp_path / "current" / "manifest.json").exists()


def test_a_deleted_release_can_be_built_again(tmp_path: Path, kg: Kg) -> None:
    first = build(tmp_path, DATA)
    build(tmp_path, DATA, "--as-of", "2027-01-01")
    assert kg("prune", "--keep", 1, "--releases", tmp_path / "releases").returncode == 0
    assert "deleted" in kg("--lang", "en", "verify", first).stderr
    assert build(tmp_path, DATA) == first


def test_another_user_can_serve_what_was_built(tmp_path: Path) -> None:
    command = f"umask 077; {sys.executable} -m kg build --releases {tmp_path}/releases"
    subprocess.run(["bash", "-c", command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    release = (tmp_path / "current").resolve()
    modes = {path.stat().st_mode & 0o777 for path in release.rglob("*")}
    assert modes == {0o755, 0o644}


def test_what_the_file_system_refuses_is_told(tmp_path: Path, kg: Kg) -> None:
    (tmp_path / "current").mkdir()
    (tmp_path / "current" / "file").touch()
    run = kg("--lang", "ja", "build", "--releases", tmp_path / "releases")
    assert run.returncode == 1
    assert "current" in run.stderr
    assert "Traceback" not in run.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["current", "releases"]


def test_prune_leaves_tombstones_and_the_current_release(tmp_path: Path, kg: Kg) -> None:
    days = ("2026-11-23", "2026-11-24", "2026-11-25")
    built = [build(tmp_path, DATA, "--as-of", day) for day in days]
    build(tmp_path, DATA, "--as-of", days[0])
    (tmp_path / "releases" / ".building-killed").mkdir()
    run = kg("prune", "--keep", 1, "--releases", tmp_path / "releases")
    assert run.returncode == 0
    assert (built[0] / "manifest.json").exists()
    assert (built[2] / "manifest.json").exists()
    assert [path.name for path in built[1].iterdir()] == ["tombstone.json"]
    assert not (tmp_path / "releases" / ".building-killed").exists()
    assert json.loads((built[1] / "tombstone.json").read_text())["release"] == built[1].name


def test_a_build_shows_the_share_carried_and_what_is_not_modelled(tmp_path: Path, kg: Kg) -> None:
    run = kg("--lang", "en", "build", "--releases", tmp_path / "releases")
    assert "okayama-soja-2025: 1903 of 1961 characters (97.0%)" in run.stdout
    assert "line 18: “附 則”" in run.stdout
    assert "この協約の締結を証するため、" in run.stdout

"""A release is the same however it is built: in one process or many, anew or from the cache."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT, Kg, registered, write_register
from tests.harvest.nation import write_registers
from tests.release.test_build import files

COUNT = 17
"""As many as fill more than one page of the catalogue."""
MADE = re.compile(r"(\d+) of (\d+) agreement\(s\) were made anew")


def made(stdout: str) -> int:
    """Read how many agreements a build says that it made itself."""
    found = MADE.search(stdout)
    assert found
    return int(found[1])


@pytest.fixture(scope="module")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Registers and texts of some agreements."""
    return write_registers(tmp_path_factory.mktemp("nation") / "data", COUNT)


@pytest.fixture(scope="module")
def anew(nation: Path, tmp_path_factory: pytest.TempPathFactory, kg: Kg) -> Path:
    """Their release, built in one process without a cache."""
    place = tmp_path_factory.mktemp("anew")
    run = kg("build", "--data", nation, "--releases", place / "releases", "--jobs", 1, "--no-cache")
    assert run.returncode == 0, run.stderr
    return (place / "current").resolve()


def test_any_number_of_processes_and_any_cache_give_the_same_bytes(
    nation: Path, anew: Path, tmp_path: Path, kg: Kg
) -> None:
    for name, jobs, expected in (("first", 2, COUNT), ("second", 3, 0)):
        place = ("--releases", tmp_path / name / "releases", "--cache", tmp_path / "cache", "--jobs", jobs)
        run = kg("--lang", "en", "build", "--data", nation, *place)
        assert run.returncode == 0, run.stderr
        assert made(run.stdout) == expected
        assert files((tmp_path / name / "current").resolve()) == files(anew)


def test_one_changed_document_makes_one_agreement_anew(nation: Path, tmp_path: Path, kg: Kg) -> None:
    place = ("--releases", tmp_path / "releases", "--cache", tmp_path / "cache")
    assert kg("build", "--data", nation, *place).returncode == 0
    kept = set((tmp_path / "cache").glob("*.piece"))
    edited = write_registers(tmp_path / "edited", COUNT, edited=(4,))
    run = kg("--lang", "en", "build", "--data", edited, *place)
    assert made(run.stdout) == 1
    assert len(set((tmp_path / "cache").glob("*.piece")) - kept) == 1
    apart = tmp_path / "apart"
    assert kg("build", "--data", edited, "--releases", apart / "releases", "--no-cache").returncode == 0
    assert files((tmp_path / "current").resolve()) == files((apart / "current").resolve())


def test_a_damaged_entry_is_made_again(nation: Path, anew: Path, tmp_path: Path, kg: Kg) -> None:
    place = ("--releases", tmp_path / "releases", "--cache", tmp_path / "cache")
    assert kg("build", "--data", nation, *place).returncode == 0
    entries = sorted((tmp_path / "cache").glob("*.piece"))
    pages = sorted((tmp_path / "cache").glob("*.page"))
    assert len(pages) >= 2
    for whole in (entries[0], pages[0]):
        data = bytearray(whole.read_bytes())
        data[len(data) // 2] ^= 1
        whole.write_bytes(data)
    for whole in (entries[1], pages[1]):
        whole.write_bytes(whole.read_bytes()[:100])
    entries[2].write_bytes(b"")
    shutil.copy(entries[4], entries[3])  # whole, and of another agreement
    shutil.rmtree(tmp_path / "releases")
    run = kg("--lang", "en", "build", "--data", nation, *place)
    assert run.returncode == 0, run.stderr
    assert made(run.stdout) == 4
    assert files((tmp_path / "current").resolve()) == files(anew)


@pytest.mark.parametrize("options", [("--base", "https://data.example.org/"), ("--jobs", 1)])
def test_what_every_agreement_rests_on_makes_all_anew(
    options: tuple[object, ...], nation: Path, tmp_path: Path, kg: Kg
) -> None:
    place = ("--releases", tmp_path / "releases", "--cache", tmp_path / "cache")
    assert kg("build", "--data", nation, *place).returncode == 0
    run = kg("--lang", "en", "build", "--data", nation, *place, *options)
    assert made(run.stdout) == (COUNT if "--base" in options else 0)


def test_a_decision_makes_its_own_agreement_anew(tmp_path: Path, kg: Kg) -> None:
    data = tmp_path / "data"
    (data / "documents").mkdir(parents=True)
    for name in ("more-cues", "plain"):
        shutil.copy(ROOT / "tests/agreements" / f"{name}.txt", data / "documents")
    rows = [registered(path) for path in sorted((data / "documents").iterdir())]
    write_register(data / "sources.csv", rows)
    place = ("--releases", tmp_path / "releases", "--cache", tmp_path / "cache")
    run = kg("--lang", "en", "build", "--data", data, *place)
    assert made(run.stdout) == 2, run.stderr
    decisions = "document,initiative,party,kind,who,when,why\nmore-cues,8,甲,Lead,編集担当,2026-11-26,例\n"
    (data / "decisions.csv").write_text(decisions, encoding="utf-8")
    run = kg("--lang", "en", "build", "--data", data, *place)
    assert made(run.stdout) == 1, run.stderr


def test_a_cache_that_cannot_be_written_is_told_and_done_without(
    nation: Path, anew: Path, tmp_path: Path, kg: Kg
) -> None:
    (tmp_path / "cache").touch()
    run = kg(
        "build", "--data", nation, "--releases", tmp_path / "releases", "--cache", tmp_path / "cache" / "x"
    )
    assert run.returncode == 0, run.stderr
    assert "キャッシュ" in run.stderr
    assert files((tmp_path / "current").resolve()) == files(anew)


def test_a_quiet_build_says_nothing(nation: Path, tmp_path: Path, kg: Kg) -> None:
    run = kg("build", "--data", nation, "--releases", tmp_path / "releases", "--quiet")
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def begun(nation: Path, place: Path) -> subprocess.Popen[str]:
    """Begin a build in two processes, and stop both in their work."""
    command = [sys.executable, "-m", "kg", "build", "--data", str(nation), "--jobs", "2"]
    places = ["--releases", str(place / "releases"), "--cache", str(place / "cache")]
    process = subprocess.Popen(
        [*command, *places],
        cwd=ROOT,
        env={**os.environ, "LC_ALL": "ja_JP.UTF-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
        preexec_fn=lambda: signal.signal(
            signal.SIGINT, signal.SIG_DFL
        ),  # a test in the background ignores it
    )
    while process.poll() is None and len(workers(process)) < 2:
        time.sleep(0.01)
    for hand in workers(process):
        os.kill(hand, signal.SIGSTOP)
    return process


def workers(process: subprocess.Popen[str]) -> list[int]:
    """Give the processes that a process has started."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii")
    return [int(child) for child in children.split()]


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_a_worker_that_is_killed_is_told_by_its_document(nation: Path, tmp_path: Path) -> None:
    process = begun(nation, tmp_path)
    os.kill(workers(process)[0], signal.SIGKILL)
    _, errors = process.communicate()
    assert process.returncode == 1
    assert re.search(r"documents/okayama-\d{6}\.txt .*SIGKILL", errors), errors
    assert "Traceback" not in errors
    assert not (tmp_path / "current").exists()
    assert not list((tmp_path / "cache").glob(".working-*"))


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_build_leaves_nothing_behind(
    sent: signal.Signals, nation: Path, tmp_path: Path
) -> None:
    process = begun(nation, tmp_path)
    hands = workers(process)
    os.killpg(process.pid, sent) if sent == signal.SIGINT else process.send_signal(sent)
    said, errors = process.communicate()
    assert process.returncode == 1, said + errors
    assert "Traceback" not in errors
    assert not any(map(alive, hands))
    assert not (tmp_path / "current").exists()
    assert not list((tmp_path / "releases").glob("*"))
    assert not list((tmp_path / "cache").glob(".working-*"))


def test_workers_do_not_outlive_a_build_that_is_killed(nation: Path, tmp_path: Path) -> None:
    process = begun(nation, tmp_path)
    hands = workers(process)
    process.kill()
    for hand in hands:
        os.kill(hand, signal.SIGCONT)
    process.communicate()
    while any(map(alive, hands)):
        time.sleep(0.05)
    assert not (tmp_path / "current").exists()


def test_builds_that_share_a_cache_do_not_meet(nation: Path, anew: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kg", "build", "--data", str(nation), "--cache", str(tmp_path / "cache")]
    places = [["--releases", str(tmp_path / name / "releases")] for name in ("one", "other")]
    builds = [subprocess.Popen([*command, *each], cwd=ROOT, stdout=subprocess.DEVNULL) for each in places]
    assert [build.wait() for build in builds] == [0, 0]
    for name in ("one", "other"):
        assert files((tmp_path / name / "current").resolve()) == files(anew)

"""What the documents promise is true: their commands run and their answers are the real ones."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from kg.cli import COMMANDS
from tests.conftest import ROOT
from tests.web.site import Site

README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "data" / "README.md"])
CONSOLES = re.findall(r"```console\n\$ (.*?)```", README, re.DOTALL)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def call_and_answer(console: str) -> tuple[str, str]:
    """Cut after the line on which the call's last quotation mark closes."""
    lines = console.splitlines()
    length = next(n for n in range(1, len(lines) + 1) if "\n".join(lines[:n]).count("'") % 2 == 0)
    return "\n".join(lines[:length]), "\n".join(lines[length:])


@pytest.mark.parametrize("console", CONSOLES, ids=range(len(CONSOLES)))
def test_a_documented_call_gives_the_documented_answer(console: str, seed_site: Site) -> None:
    call, answer = call_and_answer(console)
    call = call.replace("localhost:8000/", seed_site.address, 1)
    run = subprocess.run(["bash", "-c", call], capture_output=True, encoding="utf-8", check=True)
    assert run.stdout.replace("\r", "").rstrip("\n") == answer


def test_there_are_five_calls_with_answers() -> None:
    assert len(CONSOLES) >= 5
    assert all(call_and_answer(console)[1] for console in CONSOLES)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_between_documents_leads_somewhere(document: Path) -> None:
    targets = [link for link in LINK.findall(document.read_text(encoding="utf-8")) if "://" not in link]
    assert [link for link in targets if not (document.parent / link).exists()] == []


def test_every_command_and_path_is_documented() -> None:
    assert {command for command in COMMANDS if f"kg {command}" not in README} == set()
    for target in re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE):
        assert any(f"make {target}" in path.read_text(encoding="utf-8") for path in DOCUMENTS), target


@pytest.mark.parametrize(
    "path",
    [
        "/ja/",
        "/en/",
        "/ja/search",
        "/api/search",
        "/opensearch.xml",
        "/sparql",
        "/def",
        "/shapes",
        "/catalog",
        "/changes",
        "/data.json",
        "/.well-known/void",
        "/.well-known/api-catalog",
        "/ja/questions",
        "/api/questions",
        "/api/openapi.json",
        "/dumps/",
        "/health/live",
        "/health/ready",
        "/metrics",
    ],
)
def test_a_documented_path_answers(path: str, seed_site: Site) -> None:
    assert f"`{path}" in README
    command = ["curl", "-sL", "-o", "/dev/null", "-w", "%{http_code}", seed_site.address.rstrip("/") + path]
    assert subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout == "200"

"""What CKAN makes of a catalogue: its own parser reads every page, in a process of its own."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import KgError, Message, Problem
from kg.rehearsal.pages import Page
from kg.resources import PACKAGE

READER = PACKAGE.parent / "rehearsal" / "ckan_reader.py"
PYTHON = PACKAGE.parent / ".venv" / "rehearsal" / "bin" / "python"
"""What `make test` prepares; an installed wheel has neither."""

Package = dict[str, Any]

WANTED = {
    "title": Message("CKAN finds no title: that ends the whole harvest."),
    "notes": Message("CKAN finds no description."),
    "tags": Message("CKAN finds no keyword."),
    "resources": Message("CKAN finds no distribution."),
}
OF_RESOURCES = ("url", "name", "format", "mimetype")
REMEDY = Message("See docs/harvesting.md for what CKAN reads.")


@dataclass
class Portal:
    """A portal that reads pages: `read` are the data sets that it has found, by profile and locale."""

    process: subprocess.Popen[str]
    command: list[str]
    read: dict[tuple[str, str], list[Package]] = field(default_factory=dict)

    def take(self, page: Page) -> Iterator[Problem]:
        """Read a page; give what a portal's editor would have to complain of."""
        answer = self._ask({"content": page.text, "format": page.media_type})
        if "error" in answer:
            yield _problem("CKAN cannot read the page: {reason}.", page.address, reason=answer["error"])
            return
        if answer["next"] != page.following:
            yield _problem("CKAN takes {address} for the next page.", page.address, address=answer["next"])
        for reading in answer["readings"]:
            key = (reading["profile"], reading["locale"])
            names = {package["name"] for package in self.read.setdefault(key, [])}
            for package in reading["datasets"]:
                yield from _complaints(package, names)
                names.add(package["name"])
                self.read[key].append(_brief(package))

    def _ask(self, question: dict[str, str]) -> Any:
        """Ask the parser; KgError when it does not answer."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        with suppress(BrokenPipeError):
            self.process.stdin.write(json.dumps(question) + "\n")
            self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            template = "CKAN's parser does not run. See why with: {command}"
            raise KgError(Message(template, {"command": " ".join(self.command)}))
        return json.loads(answer)


@contextmanager
def portal(python: Path) -> Iterator[Portal]:
    """Start CKAN's parser under this Python, which has it installed."""
    command = [str(python), str(READER)]
    pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
    process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nothing, text=True)
    try:
        yield Portal(process, command)
    finally:
        with suppress(BrokenPipeError):
            process.communicate()


def _complaints(package: Package, names: set[str]) -> Iterator[Problem]:
    place = _extra(package, "uri")
    for name, what in WANTED.items():
        if not package.get(name):
            yield Problem(what, REMEDY, place)
    for tag in package["refused_tags"]:
        yield _problem("CKAN refuses the data set for its keyword “{tag}”.", place, tag=tag)
    if not any(each.isalnum() for each in package["name"]) or package["name"] in names:
        yield _problem("CKAN makes the name “{name}” of the title.", place, name=package["name"])
    if not _extra(package, "publisher_name"):
        yield _problem("CKAN finds no publisher.", place)
    if not package.get("license_id") and any(each.get("license") for each in package.get("resources", [])):
        yield _problem("CKAN does not know the licence.", place)
    for resource in package.get("resources", []):
        lacking = [name for name in OF_RESOURCES if not resource.get(name)]
        if lacking:
            yield _problem("CKAN finds no {names} of a distribution.", place, names=", ".join(lacking))


def _brief(package: Package) -> Package:
    """Keep what says whether a data set has changed, not all its files again and again."""
    return {name: package[name] for name in ("name", "title", "license_id") if name in package} | {
        "uri": _extra(package, "uri"),
        "publisher": _extra(package, "publisher_name"),
        "resources": len(package.get("resources", [])),
    }


def _extra(package: Package, key: str) -> str:
    values = (extra["value"] for extra in package.get("extras", []) if extra["key"] == key)
    return str(next(values, ""))


def _problem(template: str, place: str, **values: object) -> Problem:
    return Problem(Message(template, values), REMEDY, place)

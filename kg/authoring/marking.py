"""The workbook that was checked, with a comment at each cell that is wrong, and a sheet that lists all."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from tempfile import NamedTemporaryFile

from kg.apart import RefusedError, parse_apart
from kg.authoring import marking_script
from kg.authoring.findings import Finding, grave
from kg.errors import Message
from kg.language import translate

NUMBER, GRADE, PLACE, SENTENCE = (
    Message("No."),
    Message("Grade"),
    Message("Place"),
    Message("What to do"),
)
ERROR, NOTE = Message("Error"), Message("Please look")


def mark(path: Path, findings: list[Finding], language: str) -> bytes | None:
    """Give the workbook with its findings; None where it cannot be opened at all."""
    with NamedTemporaryFile("w", encoding="utf-8", suffix=".json") as order, path.open("rb") as stream:
        json.dump(_order(findings, language), order)
        order.flush()
        try:
            with parse_apart(marking_script.__file__, stream, order.name) as written:
                return written.read()
        except RefusedError:
            return None


def _order(findings: list[Finding], language: str) -> dict[str, object]:
    """Say everything that will stand in the workbook."""
    count = Message(
        "{errors} error(s) to mend, {notes} place(s) to look at.",
        {"errors": len(grave(findings)), "notes": len(findings) - len(grave(findings))},
    )
    return {
        "summary": translate(count, language),
        "head": [translate(each, language) for each in (NUMBER, GRADE, PLACE, SENTENCE)],
        "findings": [
            asdict(each) | {"grade": translate(ERROR if each.grave else NOTE, language)} for each in findings
        ],
    }

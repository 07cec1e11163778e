"""kg check: a document, before it is added; a workbook comes back with a comment at each wrong cell."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.authoring.files import check_name, free_path, write_new
from kg.authoring.findings import Finding, examine, grave
from kg.authoring.marking import mark
from kg.authoring.understanding import Knowledge, unregistered
from kg.cli.authored import encoding_option, knowledge, party_option
from kg.cli.speech import Speech
from kg.document.form import FINDINGS
from kg.errors import Message
from kg.language import visible

WORKBOOKS = (".xlsx", ".xlsm")


@click.command(
    help="Check documents as a build would; a workbook comes back with comments at the cells to mend."
)
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where the workbook with comments goes; default: beside the file.",
)
@party_option
@encoding_option
@click.pass_obj
def check(
    speech: Speech,
    files: tuple[Path, ...],
    output: Path | None,
    parties: dict[str, str],
    encoding: str | None,
) -> None:
    """Say everything at once; exit code 1 when there is something to mend."""
    if output and len(files) > 1:
        raise click.UsageError(speech.sentence(Message("--output is for one file.")))
    for file in files:
        check_name(file)
    known = knowledge()
    found = [_check(speech, known, file, output, parties, encoding) for file in files]
    sys.exit(1 if any(found) else 0)


def _check(
    speech: Speech,
    known: Knowledge,
    file: Path,
    output: Path | None,
    parties: dict[str, str],
    encoding: str | None,
) -> bool:
    """Say what was found in a file, and tell whether there is something to mend."""
    real = file.resolve()
    _, findings = examine(known, unregistered(real, parties, encoding), real.parent, speech.language)
    for finding in findings:
        click.echo(visible(f"{finding.where}: {finding.sentence}"), err=finding.grave)
    count = len(grave(findings))
    verdict = "{file}: {count} error(s) to mend." if count else "{file}: there is nothing to mend."
    speech.say(verdict, file=visible(file.name), count=count)
    _return(speech, file, output, findings)
    if not count:
        speech.say("To register it: kg add {path}", path=visible(str(file)))
    return bool(count)


def _return(speech: Speech, file: Path, output: Path | None, findings: list[Finding]) -> None:
    """Write the workbook again with what was found; the file itself is never changed."""
    if file.suffix.lower() not in WORKBOOKS or not (findings or output):
        return
    marked = mark(file, findings, speech.language)
    if marked is None:
        return
    target = output or free_path(file.with_name(f"{file.stem}-{FINDINGS}.xlsx"))
    write_new(target, marked)
    speech.say("{path} shows where: comments at the cells, and a list of all.", path=target)
    if file.suffix.lower() == ".xlsm":
        speech.say("It holds no macros.")

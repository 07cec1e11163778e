"""kg query: ask a release a question."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.loading import release_option
from kg.store import open_store


@click.command(help="Ask a release a SPARQL question, given as text or as the name of a .rq file.")
@click.argument("question")
@click.option(
    "--format", "form", help="Name or media type of the answer's format: csv, json, xml, tsv, ttl, …"
)
@release_option
def query(question: str, form: str | None, release: Path) -> None:
    """Print the answer as it would be served."""
    text = Path(question).read_text(encoding="utf-8") if question.endswith(".rq") else question
    with open_store(release) as store:
        sys.stdout.buffer.write(store.query(text, form).body)

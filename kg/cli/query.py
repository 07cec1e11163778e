"""kg query: ask a release a question."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.loading import release_option
from kg.errors import KgError, Message
from kg.store import open_store
from kg.web.negotiation import named_types


def _media_types(context: click.Context, parameter: click.Parameter, value: str) -> tuple[str, ...]:
    """Accept the names that the endpoint's `format` parameter knows."""
    found = named_types(value)
    if not found:
        raise click.BadParameter(value, context, parameter)
    return (*found, *named_types("csv"), *named_types("turtle"))


@click.command(help="Ask a release a SPARQL question, given as text or as the name of a .rq file.")
@click.argument("question")
@click.option(
    "--format",
    "media_types",
    default="csv",
    show_default=True,
    callback=_media_types,
    help="csv, tsv, json or xml for tables; turtle, jsonld, nt or rdf for graphs.",
)
@release_option
def query(question: str, media_types: tuple[str, ...], release: Path) -> None:
    """Print the answer as it would be served; a graph comes as Turtle when the format fits tables only."""
    text = _text(question)
    with open_store(release) as store:
        sys.stdout.buffer.write(store.query(text, media_type=media_types).body)


def _text(question: str) -> str:
    if not question.endswith(".rq"):
        return question
    try:
        return Path(question).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise KgError(Message("{path} is no text in UTF-8.", {"path": question})) from error

"""The command line of kg: build and serve, ask and verify, and write agreements by hand."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import click

from kg import __version__
from kg.cli.add import add
from kg.cli.build import build
from kg.cli.check import check
from kg.cli.export import export
from kg.cli.prune import prune
from kg.cli.publish import publish
from kg.cli.query import query
from kg.cli.refusals import refused
from kg.cli.rehearse import rehearse
from kg.cli.render import render
from kg.cli.serve import serve
from kg.cli.speech import Speech, localise
from kg.cli.template import template
from kg.cli.usage import language_named, told_in
from kg.cli.validate import validate
from kg.cli.verify import verify
from kg.errors import KgError
from kg.language import LANGUAGES, reader_language

COMMANDS = (
    build,
    validate,
    serve,
    publish,
    query,
    render,
    verify,
    prune,
    rehearse,
    template,
    check,
    add,
    export,
)


LANGUAGE = "kg.language"


def spoken(arguments: Sequence[str]) -> str:
    """Tell the language of a call: the one that it names, else the reader's."""
    return language_named(arguments) or reader_language()


class _Group(click.Group):
    """Turns an error of ours, or of the file system, into a complaint and exit code 1; says others again."""

    def invoke(self, context: click.Context) -> object:
        try:
            with told_in(context.meta[LANGUAGE]):
                return super().invoke(context)
        except KgError as error:
            context.obj.complain(error)
        except OSError as error:
            context.obj.complain(refused(error))
        sys.exit(1)

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        with told_in(spoken(args)):
            context = super().make_context(info_name, list(args), parent, **extra)
            context.meta[LANGUAGE] = spoken(args)
            return context


@click.group(
    cls=_Group,
    help="Publish agreements between local governments as a knowledge graph.",
)
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language of messages; default: from the locale.")
@click.version_option(__version__, prog_name="kg")
@click.pass_context
def cli(context: click.Context, lang: str | None) -> None:
    """Hold what all commands share: the language they speak."""
    context.obj = Speech(lang or reader_language())


for command in COMMANDS:
    cli.add_command(command)


def main() -> None:
    """Run a command. Exit codes: 0 done, 1 the data are wrong, 2 the call is wrong."""
    localise(cli, spoken(sys.argv[1:]))
    cli()

"""The command line of kg: build and serve, ask and verify, and write agreements by hand."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from kg import __version__
from kg.cli.refusals import refused
from kg.cli.speech import Speech, localise
from kg.cli.usage import language_named, told_in
from kg.errors import KgError
from kg.language import LANGUAGES, reader_language

COMMANDS = (
    "build",
    "validate",
    "serve",
    "publish",
    "query",
    "render",
    "verify",
    "prune",
    "rehearse",
    "template",
    "check",
    "add",
    "withdraw",
    "export",
)
"""Each is in the module of its name."""
LANGUAGE = "kg.language"


def spoken(arguments: Sequence[str]) -> str:
    """Tell the language of a call: the one that it names, else the reader's."""
    return language_named(arguments) or reader_language()


class _Group(click.Group):
    """Turns an error of ours, or of the file system, into a complaint and exit code 1; says others again.

    A command is imported when it is asked for: all of them together take a second.
    """

    language = "en"

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        wanted = (name,) if name in COMMANDS else COMMANDS  # of all, click tells the nearest to a wrong name
        for each in wanted:
            if each not in self.commands:
                command = getattr(import_module(f"kg.cli.{each}"), each)
                localise(command, self.language)
                self.add_command(command)
        return super().get_command(context, name)

    def invoke(self, context: click.Context) -> object:
        try:
            with told_in(context.meta[LANGUAGE]):
                return super().invoke(context)
        except KgError as error:
            context.obj.complain(error)
        except click.Abort:
            context.obj.say("Stopped. Nothing was changed.")
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
@click.version_option(__version__, prog_name="kg", help="Show the version, and end.")
@click.pass_context
def cli(context: click.Context, lang: str | None) -> None:
    """Hold what all commands share: the language they speak."""
    context.obj = Speech(lang or reader_language())


def main() -> None:
    """Run a command. Exit codes: 0 done, 1 the data are wrong, 2 the call is wrong."""
    cli.language = spoken(sys.argv[1:])
    localise(cli, cli.language)
    cli()
